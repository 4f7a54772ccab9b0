"""Deepgram's own clients, LiveKit's and Pipecat's speak through the server, unchanged."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from frontend.audio.wav import wav_header
from tests.clients.running import PATIENCE_S, run_node, run_python
from tests.support.keys import Keys
from tests.support.processes import wait_until
from tests.support.recognition import transcribe, word_error_rate
from tests.support.server import BACKENDS_FILE, Server, free_port, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.clients

Run = Callable[..., str]

PYTHON: Run = partial(run_python, "deepgram", "deepgram_python")
NPM: Run = partial(run_node, "deepgram", "deepgram_npm")
LIVEKIT: Run = partial(run_python, "deepgram", "deepgram_livekit")
PIPECAT: Run = partial(run_python, "deepgram", "deepgram_pipecat")

TEXT = "The parcel arrived on Monday morning, and the neighbours took it in. They were glad."
OTHER_TEXT = "Yes, I am listening."  # what the programs say after an interruption
NGUYEN = r"\{" + '"word": "Nguyen", "pronounce": "ŋwiən"' + r"\}"
# More than any buffer on the way takes, so that the first one is not over when it is interrupted.
LONG = "This is one of many sentences that go on until somebody interrupts them at last. " * 100


def ways(**modes: tuple[Run, str]) -> pytest.MarkDecorator:
    """Make a test run by each client in each of its modes, which are words of one string."""
    params = [
        pytest.param(run, mode, id=f"{name}-{mode}")
        for name, (run, words) in modes.items()
        for mode in words.split()
    ]
    return pytest.mark.parametrize(("run", "mode"), params)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def keyed_server(keys: Keys) -> Iterator[Server]:
    """A server of the tone with keys, which refuses voices that it does not know."""
    with _tone(keys) as server:
        yield server


def _tone(keys: Keys, port: int = 0) -> AbstractContextManager[Server]:
    return running_server(
        "tone:2",
        registry=BACKENDS_FILE,
        port=port,
        keys=keys.file.path,
        first_audio_s=60,
        unknown_voices="refuse",
    )


@ways(
    python=(PYTHON, "whole whole_flux stream blocking flux"),
    npm=(NPM, "whole whole_flux stream flux"),
    livekit=(LIVEKIT, "aura-whole aura-stream aura-two flux-whole flux-stream flux-two"),
    pipecat=(PIPECAT, "aura-whole aura-stream flux-whole flux-stream http-whole"),
)
def test_a_text_is_spoken_to_the_sample(
    keyed_server: Server, keys: Keys, run: Run, mode: str, tmp_path: Path
) -> None:
    told, pcm = _spoken(run, mode, TEXT, tmp_path, _environ(keyed_server, keys.speaker))
    assert not (told.get("error") or told.get("errors"))
    assert _sounding(pcm) == _sounding(expected_pcm(TEXT))


@ways(
    python=(PYTHON, "cancel"),
    npm=(NPM, "cancel"),
    livekit=(LIVEKIT, "aura-cancel flux-cancel"),
    pipecat=(PIPECAT, "aura-cancel flux-cancel http-cancel"),
)
def test_after_an_interruption_only_the_next_text_is_heard(
    keyed_server: Server, keys: Keys, run: Run, mode: str, tmp_path: Path
) -> None:
    told, pcm = _spoken(run, mode, LONG, tmp_path, _environ(keyed_server, keys.speaker))
    assert not (told.get("error") or told.get("errors"))
    assert _sounding(pcm) == _sounding(expected_pcm(OTHER_TEXT))


@ways(python=(PYTHON, "interrupt"), npm=(NPM, "interrupt"))
def test_an_interruption_tells_what_was_heard(
    keyed_server: Server, keys: Keys, run: Run, mode: str, tmp_path: Path
) -> None:
    told, pcm = _spoken(run, mode, LONG, tmp_path, _environ(keyed_server, keys.speaker))
    [answer] = [it for it in told["told"] if it["type"] == "SpeechInterrupted"]
    texts = f"{answer['text_spoken']} {answer['text_remaining']}"
    assert texts.split() == LONG.split()
    assert _sounding(pcm) == _sounding(expected_pcm(OTHER_TEXT, speed=1.5))


@ways(
    python=(PYTHON, "whole whole_flux stream blocking flux"),
    npm=(NPM, "whole whole_flux stream flux"),
    livekit=(LIVEKIT, "aura-whole aura-stream flux-whole flux-stream"),
    pipecat=(PIPECAT, "aura-stream flux-stream http-whole"),
)
@pytest.mark.parametrize("wrong", ["key", "voice"])
def test_a_wrong_key_or_voice_is_an_error_of_the_client(
    keyed_server: Server, keys: Keys, run: Run, mode: str, wrong: str, tmp_path: Path
) -> None:
    environ = _environ(keyed_server, keys.speaker)
    environ |= {"KEY": "vs_wrong"} if wrong == "key" else {"MODEL": "aura-2-nobody-en"}
    told, pcm = _spoken(run, mode, TEXT, tmp_path, environ)
    assert told.get("error") or told.get("errors")
    assert not pcm
    status = "401" if wrong == "key" else "404"
    is_told = run is not NPM or mode.startswith("whole")  # sockets of npm's only see a closing
    assert not is_told or status in json.dumps(told)


@ways(
    python=(PYTHON, "restart"),
    npm=(NPM, "restart"),
    livekit=(LIVEKIT, "aura-restart flux-restart"),
    # Its other service gives up for good after three attempts within some ten seconds.
    pipecat=(PIPECAT, "flux-restart"),
)
def test_a_client_goes_on_when_the_server_was_restarted(
    keys: Keys, run: Run, mode: str, tmp_path: Path
) -> None:
    port, path = free_port(), tmp_path / "said.pcm"
    with ThreadPoolExecutor() as threads:
        with _tone(keys, port) as server:
            environ = _environ(server, keys.speaker)
            speaking = threads.submit(_spoken, run, mode, TEXT, tmp_path, environ)
            waiting = path.with_name("said.pcm.waiting")
            wait_until(lambda: waiting.exists() or speaking.done(), PATIENCE_S)
        with _tone(keys, port):
            path.with_name("said.pcm.go").touch()
            told, pcm = speaking.result()
    assert not told.get("error")
    assert _sounding(pcm) == _sounding(expected_pcm(TEXT))


@ways(
    python=(PYTHON, "whole stream flux"),
    npm=(NPM, "stream"),
    livekit=(LIVEKIT, "flux-stream"),
    pipecat=(PIPECAT, "aura-stream"),
)
def test_what_is_said_can_be_understood(
    model_server: Server, run: Run, mode: str, tmp_path: Path
) -> None:
    """By a voice that is not known here: the default one speaks."""
    environ = {**_environ(model_server, "none"), "MODEL": "aura-2-thalia-en"}
    _, pcm = _spoken(run, mode, TEXT, tmp_path, environ)
    recording = tmp_path / "said.wav"
    recording.write_bytes(wav_header(24_000, len(pcm)) + pcm)
    assert word_error_rate(TEXT, transcribe(recording)) < 0.1


def test_a_pronunciation_is_followed(model_server: Server, tmp_path: Path) -> None:
    environ = {**_environ(model_server, "none"), "MODEL": "af_heart"}
    told, _ = _spoken(PYTHON, "flux", f"Please ask {NGUYEN} again.", tmp_path, environ)
    [metadata] = [it for it in told["told"] if it["type"] == "SpeechMetadata"]
    assert metadata["controls_applied"]["pronunciations_applied"] == 1


def _spoken(
    run: Run, mode: str, text: str, folder: Path, environ: dict[str, str]
) -> tuple[dict[str, Any], bytes]:
    """Return what a program has printed, and its audio."""
    path = folder / "said.pcm"
    printed = run(mode, text, str(path), **environ)
    told: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return told, path.read_bytes()


def _sounding(pcm: bytes) -> bytes:
    """Return the pcm without the silence behind it, which not all ways have."""
    return pcm.rstrip(b"\0")


def _environ(server: Server, key: str) -> dict[str, str]:
    return {"URL": server.url, "KEY": key, "MODEL": "sine"}
