"""A body whose client stops reading, or that cannot be completed."""

import asyncio
import logging
from collections.abc import AsyncGenerator

import pytest
from starlette.types import Message

from frontend.server.http.sending import BrokenOff, ClientTooSlow, SendTimeout, TimedBody

AT_ONCE = SendTimeout("/tts", 0.01)
PATIENT = SendTimeout("/tts", 60)
TOO_SLOW = "A client of /tts did not read within the send timeout; the connection is closed."


class Parts:
    """Yields two parts, or breaks off after the first; notes that it was closed."""

    def __init__(self, *, breaks_off: bool = False) -> None:
        self.closed = False
        self._breaks_off = breaks_off

    async def all(self) -> AsyncGenerator[bytes]:
        try:
            yield b"one"
            if self._breaks_off:
                raise BrokenOff
            yield b"two"
        finally:
            self.closed = True


class Client:
    """Reads so many messages, and then no more."""

    def __init__(self, reads: int = 99) -> None:
        self.read: list[Message] = []
        self._reads = reads

    async def send(self, message: Message) -> None:
        if len(self.read) == self._reads:
            await asyncio.Event().wait()
        self.read.append(message)

    async def receive(self) -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    @property
    def bodies(self) -> list[tuple[bytes, bool]]:
        return [(message["body"], message["more_body"]) for message in self.read[1:]]

    async def take(self, parts: Parts, send_timeout: SendTimeout) -> None:
        body = TimedBody(parts.all(), send_timeout, headers={}, media_type="audio/wav")
        await body({"type": "http"}, self.receive, self.send)


async def test_a_body_has_an_end() -> None:
    parts, client = Parts(), Client()
    await client.take(parts, PATIENT)
    assert client.bodies == [(b"one", True), (b"two", True), (b"", False)]
    assert client.read[0]["status"] == 200
    assert parts.closed


async def test_a_body_that_is_broken_off_has_no_end() -> None:
    parts, client = Parts(breaks_off=True), Client()
    await client.take(parts, PATIENT)
    assert client.bodies == [(b"one", True)]
    assert parts.closed


async def test_a_client_that_stops_reading_ends_the_body(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    parts, client = Parts(), Client(reads=2)
    await client.take(parts, AT_ONCE)
    assert client.bodies == [(b"one", True)]
    assert parts.closed
    assert [record.getMessage() for record in caplog.records] == [TOO_SLOW]


async def test_a_timeout_that_is_not_the_clients_is_not_taken_for_one() -> None:
    with pytest.raises(TimeoutError), PATIENT.logged():
        raise TimeoutError("Redis did not answer in time.")


async def test_sending_ends_at_the_limit() -> None:
    with pytest.raises(ClientTooSlow):
        await AT_ONCE.within(asyncio.sleep(60))
