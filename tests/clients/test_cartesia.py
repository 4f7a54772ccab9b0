"""Cartesia's own packages, LiveKit's plugin and pipecat's services speak through the server.

They are as they are published, but for their address and key; the package for Node connects its
sockets to nothing but TLS, so for it a proxy stands before the server.
"""

import json
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.broker.certificates import OPENSSL, make_certificates
from tests.clients.proxy import proxied
from tests.clients.running import PATIENCE_S, run_node, run_python
from tests.support.keys import Keys
from tests.support.processes import wait_until
from tests.support.recognition import transcribe, word_error_rate
from tests.support.server import Server, running_server
from tests.support.tones import expected_pcm

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(not OPENSSL, reason="there is no openssl here to make certificates with"),
]

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
OTHER = "Something else entirely. Yes!"
SPOKEN = "The parcel arrived on Monday morning, and the neighbours took it in."
REGISTRY = """
default: wordy
backends:
  wordy:
    adapter: tests.frontend.server.routes.wordy_backend:Wordy
    environment: tone
"""

SDKS = {
    "python": partial(run_python, "cartesia", "cartesia_sdk"),
    "npm": partial(run_node, "cartesia", "cartesia_npm"),
}
CLIENTS: dict[str, Callable[..., str]] = {
    **SDKS,
    "livekit": partial(run_python, "cartesia", "cartesia_livekit"),
    "pipecat": partial(run_python, "cartesia_pipecat", "cartesia_pipecat"),
}


@dataclass(frozen=True)
class Place:
    """Where clients find a server."""

    url: str
    tls_url: str
    certificates: Path

    def environ(self, client: str, key: str) -> Mapping[str, str]:
        sockets = self.url.replace("http", "ws", 1)
        environ = {"CARTESIA_API_KEY": key, "WEBSOCKET_URL": sockets}
        if client == "npm":
            environ["NODE_EXTRA_CA_CERTS"] = str(self.certificates / "ca.crt")
        return environ | {"CARTESIA_BASE_URL": self.tls_url if client == "npm" else self.url}


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    return folder


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("registry") / "backends.yaml"
    path.write_text(REGISTRY)
    return path


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@contextmanager
def placed(server: Server, certificates: Path) -> Iterator[Place]:
    with proxied(server.port, certificates) as proxy:
        yield Place(server.url, f"https://localhost:{proxy.port}", certificates)


@pytest.fixture(scope="module")
def place(keys: Keys, registry: Path, certificates: Path) -> Iterator[Place]:
    settings: dict[str, Any] = {
        "keys": keys.file.path,
        "first_audio_s": 60,
        "unknown_voices": "refuse",
    }
    with (
        running_server("wordy:2", registry=registry, **settings) as server,
        placed(server, certificates) as place,
    ):
        yield place


@pytest.fixture(scope="module")
def real_place(model_server: Server, certificates: Path) -> Iterator[Place]:
    with placed(model_server, certificates) as place:
        yield place


def do(
    client: str, what: str, place: Place, key: str, folder: Path, text: str = TEXT, voice: str = ""
) -> dict[str, Any]:
    """Return what the client's program has printed."""
    environ = place.environ(client, key)
    told = CLIENTS[client](what, voice or "sine", text, str(folder), **environ)
    found: dict[str, Any] = json.loads(told)
    return found


def check_audio(path: Path, text: str) -> None:
    """See that the audio is the text's; agents' clients make its last chunk whole by silence."""
    audio, expected = path.read_bytes(), expected_pcm(text)
    assert audio[: len(expected)] == expected
    assert not any(audio[len(expected) :])


def words_of(told: Mapping[str, Any]) -> list[str]:
    return [word if isinstance(word, str) else word[0] for word in told["words"]]


@pytest.mark.parametrize("client", CLIENTS)
def test_tokens_become_speech_and_words(
    place: Place, keys: Keys, client: str, tmp_path: Path
) -> None:
    told = do(client, "tokens", place, keys.speaker, tmp_path)
    check_audio(tmp_path / "said.pcm", TEXT)
    said = words_of(told)
    assert "".join(said) == TEXT if client == "livekit" else said == TEXT.split()


@pytest.mark.parametrize("client", SDKS)
def test_a_text_comes_as_events_with_words(
    place: Place, keys: Keys, client: str, tmp_path: Path
) -> None:
    told = do(client, "events", place, keys.speaker, tmp_path)
    check_audio(tmp_path / "said.pcm", TEXT)
    assert words_of(told) == TEXT.split()
    assert told["types"][-1] == "done"


def test_pipecat_may_cut_sentences_itself(place: Place, keys: Keys, tmp_path: Path) -> None:
    told = do("pipecat", "sentences", place, keys.speaker, tmp_path)
    check_audio(tmp_path / "said.pcm", TEXT)
    assert (words_of(told), told["errors"]) == (TEXT.split(), [])


def test_half_a_sentence_is_flushed(place: Place, keys: Keys, tmp_path: Path) -> None:
    told = do("python", "flushed", place, keys.speaker, tmp_path)
    assert words_of(told) == TEXT.split()
    done = told["ids"].index(["flush_done", 1])
    assert {flush for kind, flush in told["ids"][:done] if kind == "chunk"} == {1}
    assert {flush for kind, flush in told["ids"][done:] if kind == "chunk"} == {2}


@pytest.mark.parametrize("client", CLIENTS)
def test_a_speech_is_cancelled_and_the_next_one_is_heard(
    place: Place, keys: Keys, client: str, tmp_path: Path
) -> None:
    told = do(client, "cancel", place, keys.speaker, tmp_path)
    check_audio(tmp_path / "said.pcm", TEXT)
    assert told.get("errors", []) == []


@pytest.mark.parametrize("client", CLIENTS)
def test_two_texts_at_once_are_not_mixed(
    place: Place, keys: Keys, client: str, tmp_path: Path
) -> None:
    told = do(client, "two", place, keys.speaker, tmp_path, f"{TEXT}/{OTHER}")
    for name, text in (("one", TEXT), ("two", OTHER)):
        assert "".join(words_of(told[name])).replace(" ", "") == text.replace(" ", "")
    if client != "pipecat":  # of which each text has a service, with a socket, of its own
        check_audio(tmp_path / "one.pcm", TEXT)
        check_audio(tmp_path / "two.pcm", OTHER)


@pytest.mark.parametrize("what", ["whole", "tokens"])
@pytest.mark.parametrize("client", CLIENTS)
def test_a_wrong_key_is_an_error_of_the_client(
    place: Place, client: str, what: str, tmp_path: Path
) -> None:
    told = do(client, what, place, "vs_wrong", tmp_path)
    if client == "pipecat":
        assert "401" in told["errors"][0]
    else:
        assert told["status"] == 401 or "401" in told["message"]


@pytest.mark.parametrize("what", ["whole", "tokens"])
@pytest.mark.parametrize("client", CLIENTS)
def test_a_wrong_voice_is_an_error_of_the_client(
    place: Place, keys: Keys, client: str, what: str, tmp_path: Path
) -> None:
    told = do(client, what, place, keys.speaker, tmp_path, voice="nobody")
    if client == "pipecat":
        assert "nobody" in told["errors"][0]
    elif what == "whole":
        assert told["status"] == 404
    elif client == "python":
        assert told["types"][-1] == "error"
    elif client == "livekit":  # which looks at `done` before it looks at the type
        assert told["error"] == "APIError"
    else:
        assert "nobody" in told["message"]


@pytest.mark.parametrize("client", SDKS)
def test_voices_are_listed_page_by_page(
    place: Place, keys: Keys, client: str, tmp_path: Path
) -> None:
    told = do(client, "voices", place, keys.speaker, tmp_path)
    assert (told["listed"], told["found"]) == (["sine", "square"], "sine")


@pytest.fixture
def first_and_second(registry: Path) -> Iterator[tuple[Server, Server]]:
    """Two servers, of which the test may end the first."""
    with (
        running_server("wordy", registry=registry, first_audio_s=60) as second,
        running_server("wordy", registry=registry, first_audio_s=60) as first,
    ):
        yield first, second


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_goes_on_when_the_server_is_another_one(
    first_and_second: tuple[Server, Server], certificates: Path, client: str, tmp_path: Path
) -> None:
    """As behind a balancer, when a server is started again."""
    first, second = first_and_second
    told: dict[str, Any] = {}
    with proxied(first.port) as plain, proxied(first.port, certificates) as tls:
        urls = f"http://localhost:{plain.port}", f"https://localhost:{tls.port}"
        place = Place(*urls, certificates)
        speaking = threading.Thread(
            target=lambda: told.update(do(client, "restarted", place, "none", tmp_path))
        )
        speaking.start()
        wait_until((tmp_path / "spoken").exists, PATIENCE_S)
        plain.to_port = tls.to_port = second.port
        first.process.send_signal(signal.SIGINT)
        first.process.wait(PATIENCE_S)
        (tmp_path / "restarted").touch()
        speaking.join(PATIENCE_S)
    match client:
        case "python":
            assert (told["first"], told["second"]) == ("done", "done")
        case "pipecat":
            check_audio(tmp_path / "said.pcm", TEXT)
        case _:
            assert told["alike"]


@pytest.mark.parametrize("client", CLIENTS)
def test_a_voice_that_is_not_known_here_is_spoken_by_another(
    real_place: Place, client: str, tmp_path: Path
) -> None:
    """The socket tells it in a field that Cartesia does not have."""
    told = do(client, "tokens", real_place, "none", tmp_path, "Hello there.", "Katie")
    assert told.get("errors", []) == []
    assert len((tmp_path / "said.pcm").read_bytes()) > 24_000


@pytest.mark.parametrize("client", CLIENTS)
def test_what_is_spoken_is_understood(real_place: Place, client: str, tmp_path: Path) -> None:
    told = do(client, "tokens", real_place, "none", tmp_path, SPOKEN, "af_heart")
    pcm = np.frombuffer((tmp_path / "said.pcm").read_bytes(), "<i2")
    heard = transcribe((pcm / 32_768).astype(np.float32))
    assert word_error_rate(SPOKEN, heard) < 0.1
    assert "".join(words_of(told)).replace(" ", "") == SPOKEN.replace(" ", "")
