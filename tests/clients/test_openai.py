"""OpenAI's own clients speak through the server, unchanged but for their address and key."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.clients.running import PATIENCE_S, run_node, run_python
from tests.support.keys import Keys
from tests.support.processes import wait_until
from tests.support.recognition import transcribe, word_error_rate
from tests.support.scraping import Growth, when
from tests.support.server import BACKENDS_FILE, Server, free_port, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.clients

Speak = Callable[..., str]
TEXT = "The parcel arrived on Monday morning, and the neighbours took it in."
CLIENTS = [
    pytest.param(partial(run_python, "openai", "openai_speech"), id="python"),
    pytest.param(partial(run_node, "openai", "openai_speech"), id="npm"),
]
MORE = [
    pytest.param(partial(run_python, "openai", "openai_more"), id="python"),
    pytest.param(partial(run_node, "openai", "openai_more"), id="npm"),
]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def keyed_server(keys: Keys) -> Iterator[Server]:
    with running_server("tone", registry=BACKENDS_FILE, keys=keys.file.path) as server:
        yield server


@pytest.mark.parametrize("speak", CLIENTS)
def test_a_text_is_spoken(model_server: Server, speak: Speak, tmp_path: Path) -> None:
    path = tmp_path / "said.wav"
    environ = _environ(model_server, "none")
    assert json.loads(speak("af_heart", str(path), TEXT, **environ))["status"] == 200
    assert word_error_rate(TEXT, transcribe(path)) < 0.1


@pytest.mark.parametrize("speak", CLIENTS)
def test_a_right_key_lets_in(
    keyed_server: Server, keys: Keys, speak: Speak, tmp_path: Path
) -> None:
    environ = _environ(keyed_server, keys.speaker)
    said = speak("alloy", str(tmp_path / "said.wav"), TEXT, **environ)
    assert json.loads(said)["status"] == 200


@pytest.mark.parametrize("speak", CLIENTS)
def test_a_wrong_key_is_an_error_of_the_client(
    keyed_server: Server, speak: Speak, tmp_path: Path
) -> None:
    environ = _environ(keyed_server, "vs_wrong")
    said = json.loads(speak("alloy", str(tmp_path / "said.wav"), TEXT, **environ))
    assert (said["status"], said["kind"]) == (401, "AuthenticationError")


@pytest.mark.parametrize("speak", CLIENTS)
def test_a_wrong_voice_is_an_error_of_the_client(
    model_server: Server, speak: Speak, tmp_path: Path
) -> None:
    environ = _environ(model_server, "none")
    said = json.loads(speak("nobody", str(tmp_path / "said.wav"), TEXT, **environ))
    assert said["status"] in (400, 404)
    assert said["kind"] in ("BadRequestError", "NotFoundError")


@pytest.mark.parametrize("speak", MORE)
def test_a_client_that_leaves_ends_its_work(server: Server, speak: Speak, tmp_path: Path) -> None:
    growth = Growth(server.url)
    assert _bytes(speak, server, "cancel", tmp_path, f"{TEXT} " * 100)[0] > 0
    when(growth, lambda growth: growth.of("utterances_total", outcome="cancelled") == 1)


@pytest.mark.parametrize("speak", MORE)
def test_two_texts_at_once_are_each_whole(server: Server, speak: Speak, tmp_path: Path) -> None:
    expected = [len(expected_pcm(text, voice="square")) for text in (TEXT, f"{TEXT} {TEXT}")]
    assert _bytes(speak, server, "two", tmp_path) == expected


@pytest.mark.parametrize("speak", MORE)
def test_a_client_goes_on_when_the_server_was_restarted(speak: Speak, tmp_path: Path) -> None:
    path, port = tmp_path / "said", free_port()
    with ThreadPoolExecutor(1) as pool:
        with running_server("tone", registry=BACKENDS_FILE, port=port) as server:
            said = pool.submit(_bytes, speak, server, "restart", tmp_path)
            wait_until(lambda: said.done() or Path(f"{path}.once").exists(), PATIENCE_S)
        with running_server("tone", registry=BACKENDS_FILE, port=port):
            Path(f"{path}.again").touch()
            before, after = said.result()
    assert before == after == len(expected_pcm(TEXT, voice="square"))


def _bytes(speak: Speak, server: Server, task: str, folder: Path, text: str = TEXT) -> list[int]:
    """Return how many bytes of pcm came of each text; alloy is the tests' square."""
    told = speak(task, "alloy", str(folder / "said"), text, **_environ(server, "none"))
    sizes: list[int] = json.loads(told)["bytes"]
    return sizes


def _environ(server: Server, key: str) -> dict[str, str]:
    return {"OPENAI_BASE_URL": f"{server.url}/v1", "OPENAI_API_KEY": key}
