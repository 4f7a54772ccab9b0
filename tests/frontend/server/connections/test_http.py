"""What a client may send before it has made a request, and how long it may take."""

import socket
from collections.abc import Iterator

import pytest

from frontend.server.connections.limits import Limits
from tests.frontend.server.connections.limited import (
    CHUNKED,
    GET,
    POST,
    LimitedServerAt,
    limited_server,
    read_all,
    status_of,
)
from tests.support.processes import wait_until

LIMITS = Limits(
    header_s=1.0, body_s=1.0, body_bytes_per_s=1e6, longest_body_s=20.0, linger_s=1.0, reserved=2
)
MEGABYTE = b"a" * 1_000_000
START = b"GET /read HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[LimitedServerAt]:
    with limited_server(LIMITS) as server:
        yield server


@pytest.fixture
def own_server() -> Iterator[LimitedServerAt]:
    with limited_server(LIMITS) as server:
        yield server


def send_until_refused(client: socket.socket, part: bytes, count: int) -> None:
    """Send up to so many parts; the server may stop reading long before."""
    try:
        for _ in range(count):
            client.sendall(part)
    except OSError:
        pass


@pytest.mark.parametrize(
    "endless",
    [
        START + b"X: ",  # one field
        START + b"X",  # the name of one
        b"GET /",  # a path
        CHUNKED + b"0\r\nX: ",  # a trailer
        CHUNKED + b"1;",  # an extension of a chunk
    ],
    ids=["field", "name", "path", "trailer", "extension"],
)
def test_an_endless_header_is_refused_before_it_takes_memory(
    server: LimitedServerAt, endless: bytes
) -> None:
    with server.connection(endless) as client:
        send_until_refused(client, MEGABYTE, 60)
        assert status_of(read_all(client)) in (400, 431)
    assert server.ask(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") % b"read")


@pytest.mark.parametrize(
    "header",
    [START + b"X: " + b"a" * 66_000, START + b"".join(b"X%d: a\r\n" % n for n in range(300))],
    ids=["large", "many"],
)
def test_a_whole_header_over_the_limit_is_refused(server: LimitedServerAt, header: bytes) -> None:
    answer = server.ask(header + b"\r\n\r\n")
    assert status_of(answer) == 431
    assert b'"header_too_large"' in answer and b"64 kB and 200 fields" in answer


def test_a_header_up_to_the_limit_is_taken(server: LimitedServerAt) -> None:
    header = START + b"Connection: close\r\nX: " + b"a" * 65_000 + b"\r\n\r\n"
    assert status_of(server.ask(header)) == 200


def test_a_body_of_any_size_is_no_header(server: LimitedServerAt) -> None:
    head = (POST % (b"read", 4_000_000)).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    answer = server.ask(head + MEGABYTE * 4)
    assert status_of(answer) == 200 and b"4000000" in answer


def test_a_trailer_is_no_field_of_the_header(own_server: LimitedServerAt) -> None:
    sent = CHUNKED.replace(b"/read", b"/late") + b"1\r\na\r\n0\r\nAuthorization: Bearer key\r\n\r\n"
    with own_server.connection(sent) as client:
        own_server.app.may_go_on.set()
        answer = client.recv(65_536)
    assert status_of(answer) == 200 and b"authorization" not in answer


def test_a_connection_that_sends_nothing_is_closed(server: LimitedServerAt) -> None:
    assert server.ask(b"") == b""


@pytest.mark.parametrize("half", [b"G", b"GET / HTTP/1.1\r\n", START + b"X: 1\r\n"])
def test_half_a_header_is_answered_with_a_timeout(server: LimitedServerAt, half: bytes) -> None:
    answer = server.ask(half)
    assert status_of(answer) == 408 and b"did not come within 1 s" in answer


def test_a_header_in_drops_is_answered_with_a_timeout(server: LimitedServerAt) -> None:
    with server.connection(START) as client:
        client.settimeout(0.1)
        answer = b""
        while not answer:
            client.sendall(b"X: 1\r\n")
            try:
                answer = client.recv(65_536)
            except TimeoutError:
                continue
        assert status_of(answer) == 408


def test_blank_lines_do_not_keep_a_connection_open(server: LimitedServerAt) -> None:
    with server.connection(GET % b"read") as client:
        client.recv(65_536)
        client.sendall(b"\r\n")
        assert read_all(client) == b""


def test_what_comes_during_an_answer_does_not_end_it(own_server: LimitedServerAt) -> None:
    with own_server.connection(GET % b"long") as client:
        got = client.recv(65_536)
        client.sendall(b"\r\nGET / HT")  # old browsers send a line end after a body
        wait_for_checks(own_server, 3)
        own_server.app.may_go_on.set()
        assert b"last" in got + read_all(client)


@pytest.mark.parametrize("sent", [b"", b"a"], ids=["nothing", "a byte"])
def test_half_a_body_is_answered_with_a_timeout(server: LimitedServerAt, sent: bytes) -> None:
    answer = server.ask(POST % (b"read", 1000) + sent)
    assert status_of(answer) == 408
    assert b'"request_too_slow"' in answer and b"%d bytes of the body" % len(sent) in answer


def test_a_body_that_the_server_does_not_read_yet_has_time(own_server: LimitedServerAt) -> None:
    with own_server.connection(POST % (b"late", 3_000_000) + MEGABYTE) as client:
        wait_for_checks(own_server, 3)  # three times the limit
        own_server.app.may_go_on.set()
        client.sendall(MEGABYTE * 2)
        assert status_of(client.recv(65_536)) == 200


def test_a_client_is_not_waited_for_after_its_answer(server: LimitedServerAt) -> None:
    with server.connection(POST % (b"unread", 60_000_000)) as client:
        assert status_of(client.recv(65_536)) == 413
        send_until_refused(client, MEGABYTE, 1)
        assert read_all(client) == b""


def test_what_comes_after_its_answer_does_not_keep_a_connection_open(
    server: LimitedServerAt,
) -> None:
    with server.connection(POST % (b"unread", 1_000_000)) as client:
        assert status_of(client.recv(65_536)) == 413
        client.sendall(MEGABYTE)
        assert read_all(client) == b""
    with server.connection(POST % (b"unread", 1_000_000)) as client:
        assert status_of(client.recv(65_536)) == 413
        client.sendall(MEGABYTE + GET % b"read")
        assert status_of(client.recv(65_536)) == 200


def test_connections_over_the_limit_are_refused_but_for_monitoring() -> None:
    limits = Limits(connections=3, reserved=2, header_s=20.0)
    with limited_server(limits) as server, server.connection(), server.connection():
        wait_until(lambda: len(server.server.server_state.connections) == 2)
        with server.connection(GET % b"read") as third:
            assert status_of(third.recv(65_536)) == 200
            answer = server.ask(GET % b"read")
            assert status_of(answer) == 503 and b"retry-after: 5" in answer.lower()
            assert b'"too_many_connections"' in answer
            with server.connection(GET % b"health") as probe:
                assert status_of(probe.recv(65_536)) == 200
                with server.connection():
                    assert status_of(server.ask(b"")) == 503  # before it says what it wants
        wait_until(lambda: len(server.server.server_state.connections) == 2)
        with server.connection(GET % b"read") as third:
            assert status_of(third.recv(65_536)) == 200


def test_a_websocket_over_the_limit_is_refused() -> None:
    upgrade = (
        b"GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    limits = Limits(connections=1, reserved=2)
    with limited_server(limits) as server, server.connection(upgrade) as first:
        assert status_of(first.recv(65_536)) == 101
        assert status_of(server.ask(upgrade)) == 503


def test_requests_sent_before_their_answers_are_answered_in_order(server: LimitedServerAt) -> None:
    last = (GET % b"read").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    answers = server.ask((GET % b"health") * LIMITS.pipelined + last)
    assert answers.count(b"HTTP/1.1 200") == LIMITS.pipelined + 1


def test_few_requests_wait_for_their_answers(own_server: LimitedServerAt) -> None:
    """Each takes far more memory than the line that asks for it."""
    with own_server.connection(GET % b"long") as client:
        got = client.recv(65_536)
        send_until_refused(client, (GET % b"read") * 6_000, 1)
        assert b"last" not in got + read_all(client)
    answer = own_server.ask(POST % (b"late", 0) + (GET % b"read") * 100)
    assert status_of(answer) == 400 and b"16 requests wait" in answer


def test_who_leaves_with_requests_waiting_is_heard_to_leave(own_server: LimitedServerAt) -> None:
    with own_server.connection((GET % b"silent") + (GET % b"read")):
        wait_until(own_server.app.began.is_set)
    wait_until(own_server.app.disconnected.is_set)


def test_a_websocket_does_not_begin_before_an_answer_has_ended(server: LimitedServerAt) -> None:
    upgrade = b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
    upgrade += b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    request = (GET % b"echo").replace(b"\r\n\r\n", b"\r\n" + upgrade + b"\r\n")
    answer = server.ask((GET % b"silent") + request)
    assert status_of(answer) == 400 and b"An answer is still sent" in answer
    assert b"101" not in answer


def wait_for_checks(server: LimitedServerAt, count: int) -> None:
    """Wait until the server has looked at its connections so often, once a second."""
    seen: set[bytes] = set()

    def looked() -> bool:
        seen.update(value for _, value in server.server.server_state.default_headers[:1])
        return len(seen) > count

    wait_until(looked)
