"""Requests that ask to go on with another protocol."""

from collections.abc import Iterator

import pytest

from frontend.server.connections.limits import Limits
from tests.frontend.server.connections.limited import (
    GET,
    UPGRADE,
    LimitedServerAt,
    limited_server,
    read_all,
    status_of,
)

# As java.net.http sends it, unless it is told to speak HTTP/1.1.
TO_HTTP2 = (
    b"POST /read HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nContent-Length: %d\r\n"
    b"Host: localhost\r\nHTTP2-Settings: AAEAAEAAAAIAAAAA\r\nUpgrade: h2c\r\n\r\n"
)
HIDDEN = GET % b"long"
LAST = (GET % b"health").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


@pytest.fixture(scope="module")
def server(no_cover: None) -> Iterator[LimitedServerAt]:
    with limited_server(Limits(linger_s=0.5)) as server:
        yield server


@pytest.mark.parametrize("apart", [False, True], ids=["at once", "later"])
def test_a_request_for_http2_is_answered_as_it_is(server: LimitedServerAt, apart: bool) -> None:
    """Its body is one, and no further request, whatever is in it."""
    head = TO_HTTP2 % len(HIDDEN)
    with server.connection(head if apart else head + HIDDEN) as client:
        if apart:
            client.sendall(HIDDEN)
        answer = client.recv(65_536)
        assert status_of(answer) == 200 and answer.count(b"HTTP/1.1") == 1
        assert b"\r\n\r\n%d " % len(HIDDEN) in answer
        assert b"'upgrade'" not in answer
        client.sendall(LAST)
        assert read_all(client).count(b"HTTP/1.1 200") == 1


def test_a_body_in_chunks_is_read_too(server: LimitedServerAt) -> None:
    head = (TO_HTTP2 % 0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    answers = server.ask(head + b"5\r\nhello\r\n0\r\n\r\n" + LAST)
    assert answers.count(b"HTTP/1.1 200") == 2 and b"\r\n\r\n5 " in answers


def test_many_in_a_row_are_bounded_like_others(server: LimitedServerAt) -> None:
    answers = server.ask((TO_HTTP2 % 0) * 2_000)
    assert b"16 requests wait" in answers


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"GET", b"POST"),
        (b"\r\n\r\n", b"\r\nContent-Length: %d\r\n\r\n" % len(HIDDEN)),
        (b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n"),
        (b"/echo", b"/echo?" + b"a" * 10_000),
        (b"\r\n\r\n", b"\r\nX: " + b"a" * 10_000 + b"\r\n\r\n"),
        (b"\r\n\r\n", b"\r\n" + b"X: a\r\n" * 150 + b"\r\n"),
    ],
    ids=["method", "length", "chunks", "target", "field", "fields"],
)
def test_a_websocket_that_cannot_begin_is_refused(
    server: LimitedServerAt, old: bytes, new: bytes
) -> None:
    """It would be waited for as long as the client likes."""
    answer = server.ask(UPGRADE.replace(old, new) + HIDDEN)
    assert status_of(answer) in (400, 414, 431) and answer.count(b"HTTP/1.1") == 1


def test_a_websocket_may_say_that_it_has_no_body(server: LimitedServerAt) -> None:
    with server.connection(
        UPGRADE.replace(b"\r\n\r\n", b"\r\nContent-Length: 0\r\n\r\n")
    ) as client:
        assert status_of(client.recv(65_536)) == 101


def test_the_server_is_no_proxy(server: LimitedServerAt) -> None:
    answer = server.ask(b"CONNECT /health HTTP/1.1\r\nHost: localhost\r\n\r\n" + HIDDEN)
    assert status_of(answer) == 400 and answer.count(b"HTTP/1.1") == 1
