"""Wyoming's own client speaks through the server, as Home Assistant uses it; and wyoming-bench."""

import base64
import json
import os
import signal
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.running import run_python
from tests.support.recognition import transcribe, word_error_rate
from tests.support.scraping import Growth, when
from tests.support.server import Server, free_port, frontends_of, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.clients

TEXT = "The parcel arrived on Monday morning, and the neighbours took it in."
TWO = f"{TEXT} They put it beside the door, where nobody could see it from the street."
WHOLE = ["audio-start", "audio-chunk", "audio-stop"]
STREAMED = [*WHOLE, "synthesize-stopped"]
FORMAT = [[24_000, 2, 1]]
VOICE = "af_heart"


@pytest.fixture(scope="module")
def served() -> Iterator[Server]:
    with running_server("kokoro", "tone", wyoming=f"127.0.0.1:{free_port()}") as server:
        yield server


def said(server: Server, *arguments: str) -> Any:
    return json.loads(run_python("wyoming", "wyoming_speech", server.wyoming, *arguments))


def pcm_of(heard: dict[str, Any]) -> bytes:
    return base64.b64decode(heard["pcm"])


def error_rate(heard: dict[str, Any], text: str, folder: Path) -> float:
    path = folder / "said.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24_000)
        file.writeframes(pcm_of(heard))
    return word_error_rate(text, transcribe(path))


def test_voices_are_told_within_the_time_that_home_assistant_gives(served: Server) -> None:
    everything, *backends = said(served, "info")
    assert [program["name"] for program in backends] == ["kokoro", "tone"]
    voices = {voice["name"]: voice["languages"] for voice in everything["voices"]}
    assert voices[VOICE] == ["en-US"] and "sine" in voices
    assert everything["supports_synthesize_streaming"] is True


@pytest.mark.parametrize(("mode", "kinds"), [("whole", WHOLE), ("stream", STREAMED)])
def test_a_text_is_spoken_whole_and_as_it_is_written(
    served: Server, mode: str, kinds: list[str], tmp_path: Path
) -> None:
    heard = said(served, mode, TEXT, VOICE)
    assert (heard["kinds"], heard["formats"], heard["error"]) == (kinds, FORMAT, "")
    assert error_rate(heard, TEXT, tmp_path) < 0.1


def test_a_wrong_voice_is_spoken_by_the_default_one(served: Server, tmp_path: Path) -> None:
    heard = said(served, "whole", TEXT, "nobody")
    assert heard["kinds"] == WHOLE
    assert error_rate(heard, TEXT, tmp_path) < 0.1


def test_a_client_that_leaves_ends_its_work(served: Server) -> None:
    growth = Growth(served.url)
    assert pcm_of(said(served, "leave", f"{TEXT} " * 100, VOICE))
    when(growth, lambda growth: growth.of("utterances_total", outcome="cancelled") == 1)


def test_two_clients_at_once_hear_their_own_text(served: Server) -> None:
    first, second = said(served, "two", TWO, "sine")
    half = TWO.index(" ", len(TWO) // 2)
    assert pcm_of(first) == expected_pcm(TWO[:half] + " ")
    assert pcm_of(second) == expected_pcm(TWO[half + 1 :] + " ")


def test_the_next_text_is_spoken_after_a_restart_of_the_frontend(served: Server) -> None:
    [frontend] = frontends_of(served)
    os.kill(frontend, signal.SIGKILL)
    heard = said(served, "stream", TEXT, "sine")  # the connection waits meanwhile
    assert heard["kinds"] == STREAMED
    assert pcm_of(heard) == expected_pcm(TEXT + " ")


def test_wyoming_bench_has_no_failure(served: Server) -> None:
    config = json.dumps({"voice": "sine"})
    options = ("--rounds", "1", "--warmup", "0", "--no-unique", "--config", config)
    told = run_python("wyoming", "wyoming_benchmark", "tts", served.wyoming, *options)
    assert "[non_streaming] ok=4 fail=0" in told
    assert "[streaming] ok=4 fail=0" in told
