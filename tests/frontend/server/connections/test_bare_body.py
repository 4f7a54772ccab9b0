"""What a client of HTTP/1.0 is answered."""

import http.client
from collections.abc import Iterator

import pytest

from frontend.server.connections.limits import Limits
from tests.frontend.server.connections.limited import GET, LimitedServerAt, limited_server

OLD = b"%b /%b HTTP/1.0\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[LimitedServerAt]:
    with limited_server(Limits()) as server:
        server.app.may_go_on.set()
        yield server


def asked(server: LimitedServerAt, method: bytes, path: bytes) -> tuple[bytes, bytes]:
    """Return the header of the answer, in lower case, and all that follows until the end."""
    with server.connection(OLD % (method, path)) as client:
        got = b""
        while part := client.recv(65_536):
            got += part
    head, _, body = got.partition(b"\r\n\r\n")
    return head.lower(), body


def test_a_body_of_unknown_length_is_bare_and_ends_with_the_connection(
    server: LimitedServerAt,
) -> None:
    head, body = asked(server, b"GET", b"long")
    assert b"transfer-encoding" not in head
    assert b"content-length" not in head
    assert b"connection: close" in head
    assert body == b"firstlast"


def test_a_body_of_known_length_is_as_ever(server: LimitedServerAt) -> None:
    head, body = asked(server, b"GET", b"read")
    assert b"content-length: %d" % len(body) in head
    assert body.startswith(b"0 [")


def test_head_has_no_body(server: LimitedServerAt) -> None:
    head, body = asked(server, b"HEAD", b"long")
    assert head.startswith(b"http/1.1 200") and b"transfer-encoding" not in head
    assert body == b""


def test_a_body_that_breaks_off_ends_in_a_reset(server: LimitedServerAt) -> None:
    """A close would look like its end."""
    with server.connection(OLD % (b"GET", b"broken")) as client, pytest.raises(ConnectionError):
        while client.recv(65_536):
            pass


def test_a_newer_client_gets_chunks(server: LimitedServerAt) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/long")
    answer = connection.getresponse()
    assert answer.headers["transfer-encoding"] == "chunked"
    assert answer.read() == b"firstlast"
    connection.request("GET", "/read")  # over the same connection
    assert connection.getresponse().status == 200
    connection.close()


def test_a_newer_client_of_a_broken_body_misses_the_last_chunk(server: LimitedServerAt) -> None:
    with server.connection(GET % b"broken") as client:
        got = b""
        while part := client.recv(65_536):
            got += part
    assert got.endswith(b"5\r\nfirst\r\n")
