"""curl as it is: old versions of HTTP, downloads that go on, both addresses of localhost."""

import json
import shutil
import subprocess
import wave
from pathlib import Path

import pytest

from tests.support.server import Server
from tests.support.tones import expected_pcm

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed"),
]

TEXT = "This is the first sentence of the text. " * 6


def curl(*arguments: str) -> str:
    done = subprocess.run(["curl", "-sS", *arguments], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("latin-1")


def get(server: Server, path: Path, *arguments: str, format: str = "pcm") -> str:
    """Ask for the text; return the answer's header, in lower case."""
    query = ("-G", "--data-urlencode", f"text={TEXT}", "-d", f"format={format}")
    return curl("-D", "-", "-o", str(path), *query, *arguments, f"{server.url}/tts").lower()


@pytest.mark.parametrize("version", ["--http1.0", "--http1.1"])
def test_every_version_of_http_gets_the_bare_audio(
    server: Server, tmp_path: Path, version: str
) -> None:
    head = get(server, tmp_path / "a.pcm", version)
    assert (tmp_path / "a.pcm").read_bytes() == expected_pcm(TEXT)
    assert ("transfer-encoding" in head) == (version == "--http1.1")


def test_a_download_goes_on_where_it_broke_off(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.pcm"
    get(server, path)
    path.write_bytes(path.read_bytes()[:10_000])
    assert "206 partial content" in get(server, path, "-C", "-")
    assert path.read_bytes() == expected_pcm(TEXT)


def test_a_part_that_is_asked_for_first(server: Server, tmp_path: Path) -> None:
    get(server, tmp_path / "a.mp3", "-r", "0-1", format="mp3")
    head = get(server, tmp_path / "b.mp3", "-r", "0-", format="mp3")
    whole = (tmp_path / "b.mp3").read_bytes()
    assert (tmp_path / "a.mp3").read_bytes() == whole[:2]
    assert f"content-range: bytes 0-{len(whole) - 1}/{len(whole)}" in head


def test_a_wav_that_is_not_streamed(server: Server, tmp_path: Path) -> None:
    body = {"model": "tts-1", "voice": "sine", "input": TEXT, "response_format": "wav"}
    path = tmp_path / "a.wav"
    sent = json.dumps(body | {"stream": False})
    curl("-o", str(path), "-d", sent, f"{server.url}/v1/audio/speech")
    with wave.open(str(path)) as file:
        assert file.getnframes() * 2 == len(expected_pcm(TEXT))


@pytest.mark.parametrize("address", ["127.0.0.1", "[::1]", "localhost"])
def test_localhost_answers_at_all_its_addresses(server: Server, address: str) -> None:
    url = server.url.replace("localhost", address)
    assert json.loads(curl("-g", f"{url}/health"))["status"] == "ok"
