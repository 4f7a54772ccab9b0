"""ElevenLabs' own clients, LiveKit's plugin and Pipecat's services speak through the server."""

import json
import signal
import wave
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.clients.proxy import proxied
from tests.clients.running import PATIENCE_S, run_node, run_python
from tests.support.keys import Keys
from tests.support.processes import wait_until
from tests.support.recognition import transcribe, word_error_rate
from tests.support.server import BACKENDS_FILE, Server, free_port, running_server

pytestmark = pytest.mark.clients

Run = Callable[..., str]
TEXT = "The parcel arrived on Monday morning. The neighbours took it in, and they were glad."
LONG = "This sentence is one of very many that take their time. " * 500
SDK: Run = partial(run_python, "elevenlabs", "elevenlabs_sdk")
NODE: Run = partial(run_node, "elevenlabs", "elevenlabs_sdk")
LIVEKIT: Run = partial(run_python, "elevenlabs", "elevenlabs_livekit")
PIPECAT: Run = partial(run_python, "elevenlabs", "elevenlabs_pipecat")

SPOKEN = [
    pytest.param(run, task, id=f"{name}-{task}")
    for name, run, tasks in (
        ("python", SDK, ["whole", "stream", "tokens", "timestamps", "stream-timestamps"]),
        ("npm", NODE, ["whole", "stream", "timestamps", "stream-timestamps"]),
        ("livekit", LIVEKIT, ["whole", "tokens"]),
        ("pipecat", PIPECAT, ["whole", "tokens", "sentences"]),
    )
    for task in tasks
]
CLIENTS = [
    pytest.param(SDK, "whole", id="python"),
    pytest.param(SDK, "tokens", id="python-socket"),
    pytest.param(NODE, "whole", id="npm"),
    pytest.param(LIVEKIT, "whole", id="livekit-http"),
    pytest.param(LIVEKIT, "tokens", id="livekit-socket"),
    pytest.param(PIPECAT, "whole", id="pipecat-http"),
    pytest.param(PIPECAT, "tokens", id="pipecat-socket"),
]
AGENTS = [pytest.param(LIVEKIT, id="livekit"), pytest.param(PIPECAT, id="pipecat")]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def tone_server(keys: Keys) -> Iterator[Server]:
    """A server that asks for keys, and refuses voices that it does not have."""
    with running_server(
        "tone:2", registry=BACKENDS_FILE, keys=keys.file.path, unknown_voices="refuse"
    ) as server:
        yield server


def told(run: Run, server: Server, key: str, task: str, path: Path, **asked: str) -> dict[str, Any]:
    """Return what the program has printed last; others of its libraries print too."""
    voice, text = asked.get("voice", "sine"), asked.get("text", TEXT)
    printed = run(server.url, key, voice, task, str(path), text)
    said: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return said


@pytest.mark.parametrize(("run", "task"), SPOKEN)
def test_a_text_is_understood(model_server: Server, run: Run, task: str, tmp_path: Path) -> None:
    path = tmp_path / "said.wav"
    said = told(run, model_server, "any", task, path, voice="af_heart")
    if run is NODE:  # it writes what it got
        with_header(path)
    assert word_error_rate(TEXT, transcribe(path)) < 0.1
    if "timestamps" in task:
        assert said["characters"] == f"{TEXT} "
        assert said["starts"] == sorted(said["starts"])
    if words := said.get("words"):
        assert [word[0].strip() for word in words] == TEXT.split()
    if run is PIPECAT:
        starts = [word[1] for word in said["words"]]
        assert starts == sorted(starts)
        assert starts[-1] - starts[0] == pytest.approx(said["seconds"], abs=1.5)


@pytest.mark.parametrize(("run", "task"), CLIENTS)
def test_a_key_is_checked(
    tone_server: Server, keys: Keys, run: Run, task: str, tmp_path: Path
) -> None:
    path = tmp_path / "said.wav"
    assert not failed(told(run, tone_server, keys.speaker, task, path))
    assert failed(told(run, tone_server, "vs_wrong", task, path))


@pytest.mark.parametrize(("run", "task"), CLIENTS)
def test_a_wrong_voice_is_an_error_of_the_client(
    tone_server: Server, keys: Keys, run: Run, task: str, tmp_path: Path
) -> None:
    path = tmp_path / "said.wav"
    assert failed(told(run, tone_server, keys.speaker, task, path, voice="nobody"))


@pytest.mark.parametrize(("run", "task"), CLIENTS)
def test_a_voice_that_is_not_known_here_is_spoken_by_another(
    model_server: Server, run: Run, task: str, tmp_path: Path
) -> None:
    """Sockets tell it in a field that ElevenLabs does not have."""
    path = tmp_path / "said.wav"
    said = told(run, model_server, "any", task, path, voice="Rachel", text="Hello there.")
    assert not failed(said)
    assert said.get("seconds", said.get("bytes", 0) / 48_000) > 0.5


@pytest.mark.parametrize("run", AGENTS)
def test_two_texts_at_once(tone_server: Server, keys: Keys, run: Run, tmp_path: Path) -> None:
    said = told(run, tone_server, keys.speaker, "two", tmp_path / "said.wav")
    assert [word[0].strip() for word in said["words"]] == TEXT.split()
    assert [word[0].strip() for word in said["second_words"]] == TEXT.split() * 2
    assert said["second_s"] == pytest.approx(2 * said["seconds"], abs=0.7)


@pytest.mark.parametrize("run", AGENTS)
def test_after_an_interruption_the_next_text_is_spoken(
    tone_server: Server, keys: Keys, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "said.wav"
    said = told(run, tone_server, keys.speaker, "cancel", path, text=LONG)
    assert [word[0].strip() for word in said["words"]] == ["This", "is", "the", "next", "text."]


@pytest.mark.parametrize("run", [SDK, NODE])
def test_a_client_may_leave(tone_server: Server, keys: Keys, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "said.wav"
    assert not failed(told(run, tone_server, keys.speaker, "cancel", path, text=LONG))


@pytest.mark.parametrize("run", [SDK, NODE])
def test_voices_and_models_are_listed(
    tone_server: Server, keys: Keys, run: Run, tmp_path: Path
) -> None:
    listed = told(run, tone_server, keys.speaker, "voices", tmp_path)
    assert listed["voices"] == ["sine", "square"]
    assert "tone" in told(run, tone_server, keys.speaker, "models", tmp_path)["models"]


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(SDK, id="python"),
        pytest.param(NODE, id="npm"),
        pytest.param(LIVEKIT, id="livekit"),
    ],
)
def test_a_client_goes_on_when_the_server_is_restarted(run: Run, tmp_path: Path) -> None:
    path, port = tmp_path / "said.wav", free_port()
    with ThreadPoolExecutor(1) as pool:
        with running_server("tone", registry=BACKENDS_FILE, port=port) as server:
            said = pool.submit(told, run, server, "any", "restart", path)
            wait_until(lambda: said.done() or Path(f"{path}.once").exists(), PATIENCE_S)
        with running_server("tone", registry=BACKENDS_FILE, port=port):
            Path(f"{path}.again").touch()
            result = said.result()
    assert result["seconds"] == pytest.approx(result["before_s"], abs=0.1)
    assert result["seconds"] > 1


def test_pipecat_goes_on_when_the_server_is_back_at_one_of_its_attempts(
    tone_server: Server, keys: Keys, tmp_path: Path
) -> None:
    """It makes three within some ten seconds, and then speaks never again."""
    path = tmp_path / "said.wav"
    with (
        ThreadPoolExecutor(1) as pool,
        running_server("tone", registry=BACKENDS_FILE, keys=keys.file.path) as first,
        proxied(first.port) as proxy,
    ):
        behind = replace(first, url=f"http://localhost:{proxy.port}")
        said = pool.submit(told, PIPECAT, behind, keys.speaker, "restart", path)
        wait_until(lambda: said.done() or Path(f"{path}.once").exists(), PATIENCE_S)
        first.process.send_signal(signal.SIGINT)
        wait_until(lambda: said.done() or Path(f"{path}.refused").exists(), PATIENCE_S)
        proxy.to_port = tone_server.port  # as if started again
        result = said.result()
    assert result["seconds"] == pytest.approx(result["before_s"], abs=0.1)
    assert result["seconds"] > 1
    assert not result["errors"]


def failed(said: dict[str, Any]) -> bool:
    return bool(said.get("error") or said.get("errors"))


def with_header(path: Path) -> None:
    """Make a WAV file of pcm."""
    pcm = path.read_bytes()
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 24_000, 0, "NONE", ""))
        file.writeframes(pcm)
