"""What talks to OpenAI inside of agents: LiveKit's plugin, Pipecat's service, the AI SDK."""

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import av
import pytest

from tests.clients.running import PATIENCE_S, run_node, run_python
from tests.support.keys import Keys
from tests.support.processes import wait_until
from tests.support.recognition import transcribe, word_error_rate
from tests.support.scraping import Growth, when
from tests.support.server import BACKENDS_FILE, Server, free_port, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.clients

TEXT = "Hello there."
SPOKEN = "The parcel arrived on Monday morning, and the neighbours took it in."
MARKS = ["\U0001f60a", "..."]  # an agent that sends sentence by sentence sends these too
MP3_S = 0.15  # what a codec may add to a stream
TWICE = {
    "livekit": partial(run_python, "openai-agents", "livekit_openai_twice"),
    "pipecat": partial(run_python, "openai-agents", "pipecat_openai_twice"),
    "ai-sdk": partial(run_node, "ai-sdk", "ai_sdk_twice"),
}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def keyed_server(keys: Keys) -> Iterator[Server]:
    with running_server("tone", registry=BACKENDS_FILE, keys=keys.file.path) as server:
        yield server


def livekit(base_url: str, *arguments: str) -> Any:
    return json.loads(run_python("openai-agents", "livekit_openai", base_url, *arguments))


def pipecat(base_url: str, *arguments: str) -> Any:
    return json.loads(run_python("openai-agents", "pipecat_openai", base_url, *arguments))


def ai_sdk(base_url: str, *arguments: str) -> Any:
    return json.loads(run_node("ai-sdk", "ai_sdk_speech", base_url, *arguments))


def seconds(text: str, voice: str = "sine") -> float:
    return len(expected_pcm(text, voice=voice)) / 48_000


@pytest.mark.parametrize("base", ["/v1", "/v1/", ""])
def test_livekit_speaks_whatever_base_its_user_enters(server: Server, base: str) -> None:
    said = livekit(f"{server.url}{base}", "none", "sine", TEXT)
    assert said["seconds"] == [pytest.approx(seconds(TEXT), abs=MP3_S)]


def test_livekit_gets_over_sentences_of_marks(server: Server) -> None:
    said = livekit(f"{server.url}/v1", "none", "sine", *MARKS, TEXT)
    assert said["seconds"][:2] == [pytest.approx(0.1, abs=MP3_S)] * 2
    assert said["seconds"][2] == pytest.approx(seconds(TEXT), abs=MP3_S)


def test_livekit_is_told_of_a_wrong_voice(server: Server) -> None:
    said = livekit(f"{server.url}/v1", "none", "nobody", TEXT)
    assert said == {"seconds": [], "status": 404, "retryable": False}


def test_livekits_key_is_looked_at(keyed_server: Server, keys: Keys) -> None:
    url = f"{keyed_server.url}/v1"
    assert livekit(url, keys.speaker, "sine", TEXT)["seconds"]
    assert livekit(url, "vs_wrong", "sine", TEXT)["status"] == 401


def test_livekit_that_is_interrupted_ends_the_work(server: Server) -> None:
    growth = Growth(server.url)
    text = "This sentence is spoken for a long while. " * 60
    assert run_python("openai-agents", "livekit_openai_leaving", f"{server.url}/v1", text)
    labels = {"door": "/v1/audio/speech", "outcome": "cancelled"}
    when(growth, lambda growth: growth.of("utterances_total", **labels) == 1)


def test_pipecat_speaks_and_gets_over_marks(server: Server) -> None:
    """It takes OpenAI's names of voices only; alloy is the tests' square."""
    said = pipecat(f"{server.url}/v1", "none", "alloy", TEXT, *MARKS, TEXT)
    assert said["errors"] == []
    assert said["seconds"] == pytest.approx(2 * seconds(TEXT, "square") + 0.2, abs=0.1)


def test_pipecats_key_is_looked_at(keyed_server: Server, keys: Keys) -> None:
    url = f"{keyed_server.url}/v1"
    assert pipecat(url, keys.speaker, "alloy", TEXT)["errors"] == []
    assert pipecat(url, "vs_wrong", "alloy", TEXT)["seconds"] == 0


def test_the_ai_sdk_gets_a_file(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "said.mp3"
    said = ai_sdk(f"{server.url}/v1", "none", "alloy", str(path), TEXT)
    assert said == {"status": 200, "type": "audio/mpeg"}
    assert seconds_of(path) == pytest.approx(seconds(TEXT, "square"), abs=MP3_S)


def test_the_ai_sdk_is_told_of_a_wrong_voice_and_key(
    server: Server, keyed_server: Server, tmp_path: Path
) -> None:
    path = str(tmp_path / "said.mp3")
    said = ai_sdk(f"{server.url}/v1", "none", "nobody", path, TEXT)
    assert said["status"] == 404 and "there are: sine" in said["said"]
    assert ai_sdk(f"{keyed_server.url}/v1", "vs_wrong", "alloy", path, TEXT)["status"] == 401


def test_what_the_ai_sdk_gets_can_be_understood(model_server: Server, tmp_path: Path) -> None:
    path = tmp_path / "said.mp3"
    assert ai_sdk(f"{model_server.url}/v1", "none", "alloy", str(path), SPOKEN)["status"] == 200
    assert word_error_rate(SPOKEN, transcribe(path)) < 0.1


def test_each_goes_on_when_the_server_was_restarted(tmp_path: Path) -> None:
    """All at once, as a server takes a while to start. Each has a connection left of before."""
    port = free_port()
    paths = {name: tmp_path / name for name in TWICE}
    with ThreadPoolExecutor(len(TWICE)) as pool:
        with running_server("tone", registry=BACKENDS_FILE, port=port) as server:
            url = f"{server.url}/v1"
            said = {
                name: pool.submit(speak, url, "alloy", str(paths[name]), TEXT)
                for name, speak in TWICE.items()
            }
            wait_until(lambda: all(map(has_spoken, said.values(), paths.values())), PATIENCE_S)
        with running_server("tone", registry=BACKENDS_FILE, port=port):
            for path in paths.values():
                Path(f"{path}.again").touch()
            told = {name: json.loads(spoken.result()) for name, spoken in said.items()}
    # Its bytes may differ: mp3 that is ready at once comes with a header that tells its length.
    told["ai-sdk"] = [seconds_of(Path(file)) for file in told["ai-sdk"]]
    for each in told.values():
        assert each == [pytest.approx(seconds(TEXT, "square"), abs=MP3_S)] * 2, told


def seconds_of(path: Path) -> float:
    """Return how long a file of mp3 is heard."""
    with av.open(path) as container:
        frames = list(container.decode(container.streams.audio[0]))
    return sum(frame.samples for frame in frames) / frames[0].sample_rate


def has_spoken(said: Future[str], path: Path) -> bool:
    return said.done() or Path(f"{path}.once").exists()
