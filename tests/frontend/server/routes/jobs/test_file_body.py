"""How a file's body ends when not all goes well."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.types import Message

from backend_queues.job_errors import StorageUnavailable
from frontend.server.http.sending import SendTimeout, TimedBody
from frontend.server.routes.jobs.file_body import file_body


class Storage:
    """Yields two parts, and fails before the part of that number."""

    def __init__(self, fails_at: int = 9) -> None:
        self.closed = False
        self._fails_at = fails_at

    def parts(self) -> Iterator[bytes]:
        try:
            for number in range(2):
                if number == self._fails_at:
                    raise StorageUnavailable("The disk is gone.")
                yield b"part %d" % number
        finally:
            self.closed = True


class Client:
    """Takes so many messages."""

    def __init__(self, takes: int = 9) -> None:
        self.taken: list[Message] = []
        self._takes = takes

    async def send(self, message: Message) -> None:
        if len(self.taken) == self._takes:
            await asyncio.Event().wait()
        self.taken.append(message)

    @property
    def bodies(self) -> list[tuple[bytes, Any]]:
        return [(message["body"], message["more_body"]) for message in self.taken[1:]]


async def opened(storage: Storage) -> TimedBody:
    return await file_body(storage.parts(), 200, {"Content-Length": "12"}, SendTimeout("/x", 0.05))


async def test_a_whole_file_has_an_end() -> None:
    storage, client = Storage(), Client()
    await (await opened(storage)).stream_response(client.send)
    assert client.bodies == [(b"part 0", True), (b"part 1", True), (b"", False)]
    assert storage.closed


async def test_a_file_that_cannot_be_read_is_an_error_before_the_answer() -> None:
    with pytest.raises(StorageUnavailable):
        await opened(Storage(fails_at=0))


async def test_a_file_that_fails_on_its_way_has_no_end() -> None:
    storage, client = Storage(fails_at=1), Client()
    await (await opened(storage)).stream_response(client.send)
    assert client.bodies == [(b"part 0", True)]
    assert storage.closed


async def test_a_client_that_takes_nothing_is_left() -> None:
    storage, client = Storage(), Client(takes=1)
    await (await opened(storage)).stream_response(client.send)
    assert client.bodies == []
    assert storage.closed
