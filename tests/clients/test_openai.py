"""OpenAI's own clients speak through the server, unchanged but for their address and key."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.clients.running import run_node, run_python
from tests.support.keys import Keys
from tests.support.recognition import transcribe, word_error_rate
from tests.support.server import BACKENDS_FILE, Server, running_server

pytestmark = pytest.mark.clients

Speak = Callable[..., str]
TEXT = "The parcel arrived on Monday morning, and the neighbours took it in."
CLIENTS = [
    pytest.param(partial(run_python, "openai", "openai_speech"), id="python"),
    pytest.param(partial(run_node, "openai", "openai_speech"), id="npm"),
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


def _environ(server: Server, key: str) -> dict[str, str]:
    return {"OPENAI_BASE_URL": f"{server.url}/v1", "OPENAI_API_KEY": key}
