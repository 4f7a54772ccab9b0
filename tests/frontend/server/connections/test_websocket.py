"""WebSockets that say nothing, whose clients are gone, or that send without an end."""

import array
import fcntl
import logging
import socket
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from websockets.exceptions import ConnectionClosed

from frontend.server.connections import websocket
from frontend.server.connections.held import HeldBytes
from frontend.server.connections.limits import Limits
from tests.frontend.server.connections.limited import (
    CLOSE,
    LAST,
    PATIENCE_S,
    PING,
    TEXT,
    UPGRADE,
    LimitedServerAt,
    client_of,
    frame,
    limited_server,
    read_all,
)
from tests.support.processes import wait_until

PONG = b"\x8a\x06Hello?"


@contextmanager
def raw_client(server: LimitedServerAt) -> Iterator[socket.socket]:
    """Open a WebSocket that answers nothing by itself."""
    with server.connection(UPGRADE) as client:
        assert client.recv(65_536).startswith(b"HTTP/1.1 101")
        yield client


def close_code(received: bytes) -> int:
    """Return the code of the close frame at the end of what the server has sent."""
    place = received.rindex(bytes([CLOSE]))
    return int.from_bytes(received[place + 2 : place + 4])


def test_a_client_that_answers_no_ping_is_let_go() -> None:
    with limited_server(Limits(silence_s=3.0)) as server, raw_client(server) as client:
        received = read_all(client)
        assert bytes([PING]) in received and close_code(received) == 1001
        assert b"No ping was answered" in received
        wait_until(server.app.disconnected.is_set)


def test_a_client_that_only_answers_pings_is_idle_after_a_while() -> None:
    with limited_server(Limits(silence_s=2.5, idle_s=6.0)) as server, client_of(server) as client:
        with pytest.raises(ConnectionClosed, match="Nothing was said for too long"):
            client.recv()
        wait_until(server.app.disconnected.is_set)


def test_a_client_that_says_something_stays() -> None:
    with limited_server(Limits(silence_s=3.0, idle_s=4.0)) as server, client_of(server) as client:
        dates: set[bytes] = set()
        while len(dates) < 6:  # the server looked at its connections so often, once a second
            client.send("a")
            assert client.recv() == "a"
            dates.add(server.server.server_state.default_headers[0][1])


def test_a_listener_has_time_to_hear_what_it_was_sent() -> None:
    """What a client has not taken yet stands before the pings that it would answer."""
    limits = Limits(silence_s=2.0, taken_bytes_per_s=100_000.0)
    with limited_server(limits) as server, raw_client(server) as client:
        client.sendall(frame(TEXT | LAST, b"a" * 500_000))
        [connection] = server.server.server_state.connections
        assert isinstance(connection, websocket.WebSocketConnection)
        wait_until(lambda: connection._silence_limit_s() > 2.0)
        assert connection._silence_limit_s() == 2.0 + 5.0
        assert close_code(read_all(client)) == 1001


@pytest.mark.parametrize(
    "half",
    [frame(TEXT | LAST, b"half", 1_000), frame(TEXT, b"the first of several frames"), b"\x81"],
    ids=["frame", "fragment", "head"],
)
def test_half_a_message_is_not_waited_for_for_ever(half: bytes) -> None:
    with limited_server(Limits(body_s=1.0)) as server, raw_client(server) as client:
        client.sendall(half)
        received = read_all(client)
        assert close_code(received) == 1008 and b"too slowly" in received


def test_a_message_in_parts_is_taken() -> None:
    with limited_server(Limits(body_s=20.0)) as server, client_of(server) as client:
        client.send(["a", "b", "c"])
        assert client.recv() == "abc"


def test_unfinished_messages_have_a_common_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    held = HeldBytes(1_000_000)
    monkeypatch.setattr(websocket, "HELD", held)
    with limited_server(Limits()) as server, raw_client(server) as first:
        first.sendall(frame(TEXT | LAST, b"a" * 800_000, 900_000))
        wait_until(lambda: held.count >= 800_000)
        with raw_client(server) as second:
            second.sendall(frame(TEXT | LAST, b"a" * 800_000, 900_000))
            assert close_code(read_all(second)) == 1013
        first.sendall(b"a" * 100_000)
        wait_until(lambda: held.count == 0)


def test_a_client_that_leaves_before_it_is_answered_is_nothing_to_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with limited_server(Limits()) as server:
        assert not server.ask(UPGRADE.replace(b"/echo", b"/cut"))
        wait_until(server.app.disconnected.is_set)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_refused_client_is_nothing_to_log(caplog: pytest.LogCaptureFixture) -> None:
    """Else anybody could fill the log with errors."""
    with limited_server(Limits()) as server:
        answer = server.ask(UPGRADE.replace(b"/echo", b"/refuse"))
        assert answer.startswith(b"HTTP/1.1 403") and answer.endswith(b"not you")
        wait_until(lambda: not server.server.server_state.tasks)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_ping_is_answered_before_what_a_slow_listener_has_not_taken() -> None:
    """A device that plays as it reads gives up when its pings are answered a minute later."""
    with limited_server(Limits()) as server, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        client.settimeout(PATIENCE_S)
        client.connect(("127.0.0.1", server.port))
        client.sendall(UPGRADE.replace(b"/echo", b"/flood"))
        wait_until(lambda: _nothing_more_comes(client))
        client.sendall(frame(PING, b"Hello?"))
        before_pong = bytearray()
        while PONG not in before_pong:
            part = client.recv(4_096)
            assert part, "the server has closed the connection"
            before_pong += part
    # Seven seconds of pcm, of the four minutes that are sent.
    assert len(before_pong) < 350_000


def test_pings_of_a_client_that_reads_nothing_are_not_kept() -> None:
    """Each answer would wait in memory until the client takes it."""
    pings = frame(PING, b"x" * 125) * 1_000
    with limited_server(Limits()) as server, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        client.settimeout(PATIENCE_S)
        client.connect(("127.0.0.1", server.port))
        client.sendall(UPGRADE.replace(b"/echo", b"/flood"))
        wait_until(lambda: _nothing_more_comes(client))
        [connection] = server.server.server_state.connections
        before = connection.transport.get_write_buffer_size()
        for _ in range(20):
            client.sendall(pings)
        client.sendall(frame(PING, b"Hello?"))
        wait_until(lambda: connection._late_pong == PONG)  # type: ignore[union-attr]
        own_pings = 1_000  # bytes, at most: the server sends one a second
        assert connection.transport.get_write_buffer_size() < before + own_pings


def test_the_fragments_of_a_message_take_no_more_memory_than_it_does() -> None:
    with limited_server(Limits()) as server, raw_client(server) as client:
        client.sendall(frame(TEXT, b"a") + frame(0, b"b") * 9_999)
        [connection] = server.server.server_state.connections
        assert isinstance(connection, websocket.WebSocketConnection)
        wait_until(lambda: connection.frames and len(connection.frames[0]) == 10_000)
        assert len(connection.frames) == 1
        client.sendall(frame(LAST, b"c"))
        assert read_until(client, b"c").endswith(b"a" + b"b" * 9_999 + b"c")


def read_until(client: socket.socket, end: bytes) -> bytes:
    """Return what has come up to that."""
    got = b""
    while not got.endswith(end):
        part = client.recv(65_536)
        assert part, "the server has closed the connection"
        got += part
    return got


def _nothing_more_comes(client: socket.socket) -> bool:
    """Tell whether the server has sent what it can, as far as that can be seen."""
    before = _waiting_bytes(client)
    time.sleep(0.3)
    return before > 0 and _waiting_bytes(client) == before


def _waiting_bytes(client: socket.socket) -> int:
    waiting = array.array("i", [0])
    fcntl.ioctl(client, termios.FIONREAD, waiting)
    return waiting[0]
