"""Clients of Azure's speech service speak through the server.

LiveKit's plugin is driven as it is published; curl does what Microsoft's documentation shows.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.clients.running import run_python, running_python
from tests.support.keys import Keys
from tests.support.recognition import transcribe, word_error_rate
from tests.support.scraping import Growth, when
from tests.support.server import BACKENDS_FILE, Server, free_port, running_server

pytestmark = pytest.mark.clients

TEXT = "Tom & Jerry arrived on Monday morning, and the neighbours took them in."
HEARD = TEXT.replace("&", "and")
with_curl = pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def keyed_server(keys: Keys) -> Iterator[Server]:
    """A server that asks for keys, and refuses voices that it does not have."""
    with running_server(
        "tone", registry=BACKENDS_FILE, keys=keys.file.path, unknown_voices="refuse"
    ) as server:
        yield server


@pytest.mark.parametrize("voice", ["af_heart", "en-US-JennyNeural"])
def test_livekit_speaks(model_server: Server, voice: str, tmp_path: Path) -> None:
    path = tmp_path / "said.wav"
    assert livekit(model_server, "any", voice, path)["status"] == 200
    assert word_error_rate(HEARD, transcribe(path)) < 0.1


def test_livekit_has_its_key_and_voice_checked(
    keyed_server: Server, keys: Keys, tmp_path: Path
) -> None:
    path = tmp_path / "said.wav"
    assert livekit(keyed_server, keys.speaker, "sine", path)["status"] == 200
    assert livekit(keyed_server, "vs_wrong", "sine", path)["status"] == 401
    assert livekit(keyed_server, keys.speaker, "en-US-JennyNeural", path)["status"] == 400


def test_livekit_that_leaves_cancels_its_work(model_server: Server) -> None:
    growth = Growth(model_server.url)
    environ = environ_of(model_server, "any")
    assert run_python("azure", "livekit_azure_cancelled", "af_heart", f"{TEXT} " * 100, **environ)
    when(growth, lambda growth: growth.of("utterances_total", outcome="cancelled") == 1)


def test_livekit_speaks_again_after_the_server_has_been_restarted() -> None:
    port = free_port()
    with ExitStack() as stack:
        with running_server("tone", registry=BACKENDS_FILE, port=port) as server:
            arguments = ("azure", "livekit_azure_twice", "sine", "Hello.")
            process = stack.enter_context(running_python(*arguments, **environ_of(server, "any")))
            assert process.stdin and process.stdout
            before = process.stdout.readline()
        with running_server("tone", registry=BACKENDS_FILE, port=port):
            process.stdin.write("\n")
            process.stdin.flush()
            assert process.stdout.readline() == before != ""


@with_curl
def test_curl_gets_a_token_and_speaks_with_it(
    keyed_server: Server, keys: Keys, tmp_path: Path
) -> None:
    path = tmp_path / "said.mp3"
    key = f"Ocp-Apim-Subscription-Key: {keys.speaker}"
    issue = f"{keyed_server.url}/sts/v1.0/issueToken"
    token = curl("-X", "POST", issue, "-H", key, "-H", "Content-Length: 0")
    curl(
        *(f"{keyed_server.url}/cognitiveservices/v1", "-o", str(path)),
        *("-H", f"Authorization: Bearer {token}"),
        *("-H", "Content-Type: application/ssml+xml"),
        *("-H", "X-Microsoft-OutputFormat: audio-24khz-48kbitrate-mono-mp3"),
        *("--data-raw", f"<speak><voice name='sine'>{TEXT}</voice></speak>"),
    )
    assert path.read_bytes()[:2] == b"\xff\xf3"


def livekit(server: Server, key: str, voice: str, path: Path) -> dict[str, object]:
    environ = environ_of(server, key)
    said: dict[str, object]
    said = json.loads(run_python("azure", "livekit_azure", voice, str(path), TEXT, **environ))
    return said


def environ_of(server: Server, key: str) -> dict[str, str]:
    endpoint = f"{server.url}/cognitiveservices/v1"
    return {"AZURE_SPEECH_ENDPOINT": endpoint, "AZURE_SPEECH_KEY": key}


def curl(*arguments: str) -> str:
    done = subprocess.run(["curl", "-fsS", *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout
