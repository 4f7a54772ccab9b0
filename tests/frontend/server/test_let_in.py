"""What a server lets in and what it does not: guards and limits as they are put together."""

import socket
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.support.processes import descendants
from tests.support.server import Server

MEGABYTE = b"a" * 1_000_000
FOREIGN = "http://evil.example"
PATHS = ["/", "/docs", "/static/page.js", "/health", "/v1/status", "/tts?text=Hello.", "/nothing"]


def frontend_of(server: Server) -> int:
    """Return the process id of the server's frontend."""
    [frontend] = [
        pid
        for pid in descendants(server.process.pid)
        if b"serve" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    ]
    return frontend


def memory_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith("VmRSS")]
    return int(kilobytes) / 1000


def connection_to(server: Server) -> socket.socket:
    client = socket.create_connection(("localhost", urlsplit(server.url).port))
    client.settimeout(60)
    return client


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_how_a_browser_has_to_treat_it(server: Server, path: str) -> None:
    headers = httpx.get(server.url + path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/docs", "/static/index.html"])
def test_pages_load_and_reach_nothing_but_their_server(server: Server, path: str) -> None:
    policy = httpx.get(server.url + path).headers["content-security-policy"]
    sources = {part.split()[0]: part.split()[1:] for part in policy.split("; ")}
    assert sources["connect-src"] == ["'self'"]
    allowed = {"'self'", "'none'", "blob:", "data:"}
    assert all(source in allowed for given in sources.values() for source in given)


def test_an_answer_below_the_application_says_so_too(server: Server) -> None:
    with connection_to(server) as client:
        client.sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n")
        answer = client.recv(65_536).lower()
    assert answer.startswith(b"http/1.1 431") and b"\r\nserver:" not in answer
    assert b"\r\nx-content-type-options: nosniff\r\n" in answer


def test_a_header_of_60_mb_takes_neither_memory_nor_time(server: Server) -> None:
    frontend = frontend_of(server)
    before = memory_mb(frontend)
    with connection_to(server) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: ")
        with suppress(OSError):  # what follows the answer is dropped, or refused
            for _ in range(60):
                client.sendall(MEGABYTE)
        assert client.recv(65_536).startswith(b"HTTP/1.1 431")
    assert memory_mb(frontend) < before + 10


def test_large_bodies_are_not_held_in_memory(server: Server) -> None:
    frontend = frontend_of(server)
    head = (
        b"POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 50000000\r\n\r\n"
    )
    before = memory_mb(frontend)
    with ExitStack() as clients:
        uploads = [clients.enter_context(connection_to(server)) for _ in range(2)]
        for client in uploads:
            client.sendall(head + MEGABYTE * 40)
        third = clients.enter_context(connection_to(server))
        third.sendall(head + MEGABYTE[:50_000])
        answer = third.recv(65_536).lower()
        assert answer.startswith(b"http/1.1 503") and b"retry-after: 10" in answer
        assert memory_mb(frontend) < before + 20
        small = httpx.post(f"{server.url}/v1/jobs", json={"items": []})
        assert small.status_code == 400, "a small one needs no turn"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Host": "evil.example:8100", "Sec-Fetch-Site": "same-origin"}, 421),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:3000"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": FOREIGN}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/set_engine?engine_name=tone", "/tts?text=Hello.", "/v1/jobs"])
def test_what_a_page_can_send_is_refused(
    server: Server, path: str, headers: dict[str, str], code: int
) -> None:
    for method in ("GET", "POST"):
        answer = httpx.request(method, server.url + path, headers=headers)
        assert answer.status_code == code


def test_a_job_of_a_foreign_page_is_refused_as_text_too(server: Server) -> None:
    headers = {"Origin": FOREIGN, "Content-Type": "text/plain"}
    body = '{"items": [{"text": "Hello."}]}'
    assert httpx.post(f"{server.url}/v1/jobs", content=body, headers=headers).status_code == 403
    del headers["Origin"]
    answer = httpx.post(f"{server.url}/v1/jobs", content=body, headers=headers)
    assert answer.status_code == 415 and "Content-Type: application/json" in answer.text


@pytest.mark.parametrize("path", ["/tts", "/sse", "/v1/audio/speech", "/v1/jobs"])
def test_json_of_a_page_must_be_called_json(server: Server, path: str) -> None:
    headers = {"Origin": server.url, "Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.post(server.url + path, content="{}", headers=headers)
    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/stream-tokens", "/ws"])
def test_a_websocket_of_a_foreign_page_is_refused(server: Server, path: str) -> None:
    for origin in (FOREIGN, "http://localhost:3000", "null"):
        with (
            pytest.raises(InvalidStatus) as refused,
            connect(server.ws_url + path, origin=Origin(origin)),
        ):
            pass
        assert refused.value.response.status_code == 403
    with connect(server.ws_url + path, origin=Origin(server.url)):
        pass


def test_a_websocket_to_a_foreign_name_is_refused(server: Server) -> None:
    port = urlsplit(server.url).port
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"ws://evil.example:{port}/ws", sock=connection_to(server)),
    ):
        pass
    assert refused.value.response.status_code == 421
