"""Speech flows through the proxies as it is made: real nginx and Caddy before the real server."""

import json
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.sync.client import connect

from tests.deploy.files import DEPLOY
from tests.support.proxied import NGINX, running
from tests.support.server import Server, free_port

pytestmark = pytest.mark.tools


def nginx(folder: Path, server: Server, port: int) -> list[str]:
    """Return the command that runs nginx with the site of deploy/ in front of the server."""
    site = (DEPLOY / "proxy/nginx.conf").read_text()
    site = site.replace("127.0.0.1:8000", server.url.removeprefix("http://"))
    site = site.replace("/var/log/nginx/", f"{folder}/")
    (folder / "voice-server.conf").write_text(site.replace("listen 80;", f"listen {port};"))
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder))
    return ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(configuration)]


def caddy(folder: Path, server: Server, port: int) -> list[str]:
    """The same with Caddy; only Docker has the DNS that knows the frontends."""
    text = (DEPLOY / "proxy/Caddyfile").read_text()
    text, count = re.subn(r"dynamic a frontend 8000 \{.*?\}", "", text, flags=re.DOTALL)
    assert count == 1
    text = text.replace("reverse_proxy {", f"reverse_proxy {server.url} {{", 1)
    file = folder / "Caddyfile"
    file.write_text(text.replace("{$SITE_ADDRESS::80}", f"http://localhost:{port}"))
    return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


# Slow speech: parts of 0.06 s, one each 0.1 s, so that the end comes a second after the beginning,
# unless something in between keeps the beginning back. Too few bytes to fill a proxy's buffers.
SLOW = {"backend": "faulty", "text": "Hello there.", "options": {"part_s": 0.1}}
APART_S = 0.5


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def url(
    request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a proxy in front of the server."""
    command: Callable[[Path, Server, int], list[str]] = request.param
    if not shutil.which(request.param.__name__):
        pytest.skip(f"{request.param.__name__} is not installed")
    port = free_port()
    folder = tmp_path_factory.mktemp("proxy")
    with running(command(folder, server, port), folder, f"http://localhost:{port}"):
        yield f"http://localhost:{port}"


def test_events_come_one_by_one(url: str) -> None:
    came: dict[str, float] = {}
    with httpx.stream("POST", f"{url}/sse", json=SLOW, timeout=30) as answer:
        for line in answer.iter_lines():
            came.setdefault(line, time.monotonic())
    assert came["event: done"] - came["event: audio"] > APART_S


def test_a_file_flows_from_its_beginning_on(url: str) -> None:
    came: list[float] = []
    with httpx.stream("POST", f"{url}/tts", json=SLOW, timeout=30) as answer:
        came.extend(time.monotonic() for _ in answer.iter_raw())
    assert came[-1] - came[0] > APART_S


def test_tokens_are_spoken_while_they_come(url: str) -> None:
    """The second sentence is written when the first has been heard."""
    with connect(f"{url.replace('http', 'ws', 1)}/stream-tokens") as socket:
        for sentence in ("The first one. And ", "then the second."):
            socket.send(json.dumps({"token": sentence}))
            while not isinstance(socket.recv(timeout=30), bytes):
                pass
        socket.send(json.dumps({"done": True}))


def test_a_voice_sample_of_many_megabytes_gets_to_the_server(url: str) -> None:
    """It is refused by the server, which says why, and not by the proxy for its size."""
    files = {"file": ("long.wav", bytes(20 << 20))}
    answer = httpx.post(f"{url}/v1/audio/voices", data={"name": "long"}, files=files, timeout=60)
    assert answer.is_client_error
    assert "long" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "path", ["/metrics", "/metrics/", "//metrics", "/%6detrics", "/metrics%2f"]
)
def test_metrics_stay_inside(url: str, path: str) -> None:
    assert httpx.get(f"{url}{path}").status_code == 404


def test_who_does_not_finish_a_header_is_not_waited_for(url: str) -> None:
    with socket.create_connection(address_of(url), timeout=60) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        answer = b""
        with suppress(ConnectionResetError):
            while part := connection.recv(4096):
                answer += part
    assert not answer or b" 408 " in answer.splitlines()[0]


def test_a_header_of_more_than_64_kilobytes_is_refused(url: str) -> None:
    answer = httpx.get(f"{url}/health", headers={"X-Long": "x" * 100_000})
    assert answer.status_code in (400, 431)
    assert httpx.get(f"{url}/health", headers={"X-Long": "x" * 4_000}).is_success


def test_what_a_client_says_of_its_address_is_not_passed_on() -> None:
    """The only line of nginx.conf that says so; Caddy does it by itself."""
    text = (DEPLOY / "proxy/nginx.conf").read_text()
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text


def address_of(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return str(parts.hostname), int(parts.port or 80)
