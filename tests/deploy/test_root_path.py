"""The server below a path of a proxy, which leaves that path on or takes it off."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from tests.support.commands import run
from tests.support.proxied import NGINX, running
from tests.support.server import Server, free_port, running_server
from tests.support.tones import expected_pcm

pytestmark = [
    pytest.mark.tools,
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed"),
]

SITE = """
server {{
    listen {port};
    location /voice/ {{
        proxy_pass {url}{path};
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection "upgrade";
    }}
}}
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server("tone", root_path="/voice") as server:
        yield server


@pytest.fixture(scope="module", params=["/", ""], ids=["taken off", "left on"])
def url(
    request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    port, folder = free_port(), tmp_path_factory.mktemp("nginx")
    site = SITE.format(port=port, url=server.url, path=request.param)
    (folder / "voice-server.conf").write_text(site)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder))
    command = ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    url = f"http://localhost:{port}/voice"
    with running(command, folder, url):
        yield url


def test_the_page_and_docs_and_their_files(url: str) -> None:
    for page, file in (("/", "static/page.js"), ("/docs", "static/docs/docs.js")):
        assert f'src="{file}"' in httpx.get(f"{url}{page}").text
        assert httpx.get(httpx.URL(f"{url}{page}").join(file)).is_success
    assert httpx.get(f"{url}/openapi.json").json()["openapi"].startswith("3.1")


def test_a_client_of_openai(url: str) -> None:
    body = {"model": "tts-1", "input": "Hello.", "response_format": "pcm"}
    for path in ("/v1/audio/speech", "/v1//audio/speech/", "/audio/speech"):
        assert httpx.post(f"{url}{path}", json=body).content == expected_pcm("Hello.")


def test_a_websocket(url: str) -> None:
    with connect(f"{url.replace('http', 'ws', 1)}/stream-tokens") as socket:
        socket.send(json.dumps({"token": "Hello.", "done": True}))
        audio = b"".join(message for message in socket if isinstance(message, bytes))
    assert audio == expected_pcm("Hello.")


def test_a_location_leads_to_the_job(url: str) -> None:
    answer = httpx.post(
        f"{url}/v1/jobs", json={"items": [{"id": "1", "text": f"Hello from {url}."}]}
    )
    assert answer.status_code == 201
    location = httpx.URL(f"{url}/v1/jobs").join(answer.headers["location"])
    assert httpx.get(location).json()["id"] == answer.json()["id"]


def test_the_command_line(url: str, tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text("Hello there.\n")
    done = run("batch", str(tmp_path / "book.txt"), "--url", url, "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
