"""Floods of frames: read a little at a time, and no further than somebody takes them."""

import asyncio
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest

from frontend.server.connections.limits import Limits
from frontend.server.connections.reading import ROUND_S, TURN_S, Reading
from frontend.server.connections.websocket import PART_BYTES, WebSocketConnection
from tests.frontend.server.connections.limited import (
    CHUNKED,
    CLOSE,
    GET,
    LAST,
    TEXT,
    UPGRADE,
    LimitedServerAt,
    limited_server,
    read_all,
)
from tests.support.processes import wait_until

FRAMES = 50_000
EMPTY = struct.pack("!BB", TEXT | LAST, 0x80) + bytes(4)
PING = re.compile(rb"\x89\x04.{4}", re.DOTALL)  # the server's own
GOODBYE = struct.pack("!BBIH", CLOSE, 0x80 | 2, 0, 1000)
CHUNKS = 200_000


@pytest.fixture(scope="module")
def server(no_cover: None) -> Iterator[LimitedServerAt]:
    with limited_server(Limits()) as server:
        yield server


def connection_of(server: LimitedServerAt, client: socket.socket) -> WebSocketConnection:
    """Wait until the client's handshake is answered; one of a test before may still be closing."""
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += client.recv(1)
    for connection in server.server.server_state.connections:
        if connection.transport.get_extra_info("peername") == client.getsockname():
            assert isinstance(connection, WebSocketConnection)
            return connection
    raise AssertionError("the server does not know this client")


def upgrade(path: bytes) -> bytes:
    return UPGRADE.replace(b"/echo", path)


def one_byte(number: int) -> bytes:
    return struct.pack("!BB", TEXT | LAST, 0x81) + bytes(4) + b"%d" % (number % 10)


def test_messages_that_nobody_takes_are_not_read() -> None:
    with limited_server(Limits()) as server, server.connection(upgrade(b"/deaf")) as client:
        connection = connection_of(server, client)
        client.sendall(EMPTY * FRAMES)
        wait_until(connection.queue.qsize)
        time.sleep(0.2)  # or more would be
        assert connection.queue.qsize() <= PART_BYTES // len(EMPTY) + 1


def test_all_messages_are_taken_in_order(server: LimitedServerAt) -> None:
    frames = b"".join(map(one_byte, range(FRAMES)))
    with server.connection(UPGRADE) as client:
        connection_of(server, client)
        sending = threading.Thread(target=client.sendall, args=(frames,))
        sending.start()
        received = b""
        while len(received) < 3 * FRAMES:
            received = PING.sub(b"", received + client.recv(65_536))
        sending.join()
    assert received[2::3] == b"0123456789" * (FRAMES // 10)


def test_a_clients_close_is_read_behind_what_nobody_took(server: LimitedServerAt) -> None:
    with server.connection(upgrade(b"/bye")) as client:
        connection_of(server, client).close_timeout = 3_600.0
        client.sendall(EMPTY * FRAMES + GOODBYE)
        assert read_all(client).endswith(struct.pack("!BBH", CLOSE, 2, 1000))


@pytest.mark.parametrize("path", [b"/read", b"/unread", b"/nowhere"])
def test_a_body_in_tiny_chunks_is_read_to_its_end(server: LimitedServerAt, path: bytes) -> None:
    """Also if nobody wants it, to the next request."""
    last = (GET % b"health").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with server.connection(CHUNKED.replace(b"/read", path)) as client:
        content = b"1\r\na\r\n" * CHUNKS + b"0\r\n\r\n" + last
        sending = threading.Thread(target=client.sendall, args=(content,))
        sending.start()
        answers = read_all(client)
        sending.join()
    assert answers.count(b"HTTP/1.1 ") == 2
    assert (b"\r\n\r\n%d " % CHUNKS in answers) == (path == b"/read")


class Clock:
    """Each look at it takes a while."""

    def __init__(self, step_s: float) -> None:
        self.now = 0.0
        self._step_s = step_s

    def __call__(self) -> float:
        self.now += self._step_s
        return self.now


async def test_what_has_much_to_read_takes_turns_and_other_work_is_done_meanwhile() -> None:
    reading, read = Reading(Clock(TURN_S / 4)), ""

    def reader(name: str, parts: int) -> None:
        left = parts

        def read_part() -> bool:
            nonlocal left, read
            left, read = left - 1, read + name
            return left > 0

        reading.add(read_part)

    reader("a", 100)
    reader("b", 2)
    reader("c", 100)
    rounds: list[int] = []
    while len(read) < 202:
        await asyncio.sleep(0)
        rounds.append(len(read) - sum(rounds))
    assert read.startswith("aaaabbcccc")  # in turn
    assert len(rounds) > 5 and max(rounds) <= 4 * ROUND_S / TURN_S


async def test_one_that_fails_does_not_keep_the_others_waiting() -> None:
    reading = Reading()
    read: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda *_: read.append("failed"))

    def fails() -> bool:
        raise ValueError

    def works() -> bool:
        read.append("read")
        return False

    reading.add(fails)
    reading.add(works)
    for _ in range(5):
        await asyncio.sleep(0)
    assert read == ["failed", "read"]
