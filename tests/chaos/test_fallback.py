"""All workers of a backend and their supervisor are killed in mid-stream: another one goes on."""

import os
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from backend_queues.registry import BUILT_IN_FILE
from backend_queues.tone.adapter import SECONDS_PER_CHARACTER
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.clients import Heard, ServerEvent, pcm_of, read_events, stream_tokens
from tests.support.processes import descendants, wait_until
from tests.support.programs import Frontend, Program
from tests.support.recognition import transcribe, word_error_rate
from tests.support.sentences import SENTENCES
from tests.support.server import running_redis
from tests.support.tones import expected_pcm, segments_of

pytestmark = pytest.mark.chaos

TEXT = (
    "Nobody had expected the old machine to run again. "
    "It coughed twice and began to hum a song. "
    "All of the children ran away at once, laughing loudly."
)
REGISTRY = Path(__file__).parent.parent / "support" / "fallback_backends.yaml"
SPEED = 2.0
SLOWLY = {"part_s": 0.03, "speed": SPEED}  # as fast as it is heard
RATE_HZ = 24_000
TIMEOUT_S = 120


class Backends:
    """A frontend, two workers of the first backend, and one of the second."""

    def __init__(
        self,
        folder: Path,
        redis_url: str,
        first: str = "first",
        second: str = "second",
        registry: Path = REGISTRY,
    ) -> None:
        environ = {
            "REDIS_URL": redis_url,
            "VOICE_SERVER_BACKENDS": registry,
            "VOICE_SERVER_OVERLOAD": "off",
            "VOICE_SERVER_FALLBACK_WAIT_S": 1,
            PARENT_VARIABLE: os.getpid(),
        }
        self.frontend = Frontend(folder, **environ)
        self.first = Program(folder, "worker", first, "--replicas", "2", **environ)
        self.second = Program(folder, "worker", second, **environ)

    def revive(self) -> None:
        """Have all of it running."""
        for program in (self.frontend, self.first, self.second):
            if not program.runs:
                program.start()
        self.frontend.until_ready(workers=3)

    def kill_first(self) -> None:
        """Kill its workers and their supervisor at once, so that nobody tells of it."""
        for pid in (self.first.pid, *descendants(self.first.pid)):
            os.kill(pid, signal.SIGKILL)
        self.first.wait()

    def end(self) -> None:
        for program in (self.first, self.second, self.frontend):
            program.end(signal.SIGINT)


@contextmanager
def running_backends(**how: Any) -> Iterator[Backends]:
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp")))
        redis_url, _ = stack.enter_context(running_redis(root))
        backends = Backends(root, redis_url, **how)
        stack.callback(backends.end)
        yield backends


@pytest.fixture(scope="module")
def running() -> Iterator[Backends]:
    with running_backends() as backends:
        yield backends


@pytest.fixture
def backends(running: Backends) -> Backends:
    running.revive()
    return running


async def heard_while_killed(
    backends: Backends, after_s: float, **body: object
) -> list[ServerEvent]:
    """Hear a text over /sse, and kill the first backend once so much of it is heard."""
    events: list[ServerEvent] = []
    async with (
        httpx.AsyncClient(timeout=TIMEOUT_S) as client,
        client.stream("POST", f"{backends.frontend.url}/sse", json=body) as answer,
    ):
        async for event in read_events(answer):
            events.append(event)
            if backends.first.runs and len(pcm_of(events)) / 2 / RATE_HZ >= after_s:
                backends.kill_first()
    return events


def data_of(events: Sequence[ServerEvent], kind: str) -> list[Any]:
    return [event.data for event in events if event.event == kind]


def words_before(fallback: dict[str, Any], segments: Sequence[dict[str, Any]]) -> list[str]:
    """Return the words of which the tones were heard to their end: a character takes its time."""
    index, begun = fallback["segment_index"], segments[fallback["segment_index"]]
    heard_s = fallback["start_s"] - begun["start_s"]
    characters = round(heard_s * SPEED / SECONDS_PER_CHARACTER)
    text = segments_of(TEXT)[index].text
    while 0 < characters < len(text) and not text[characters].isspace():
        characters -= 1
    before = [segment.text for segment in segments_of(TEXT)[:index]]
    return " ".join([*before, text[:characters]]).split()


def words_after(fallback: dict[str, Any], told: Sequence[dict[str, Any]]) -> list[str]:
    """Return those of the other voice, which it tells as it speaks them."""
    words = [word for event in told for word in event["words"]]
    return [text for text, start_s, _ in words if start_s >= fallback["start_s"] - 0.001]


def assert_every_word_is_heard(before: Sequence[str], after: Sequence[str]) -> None:
    """See that no word is missing, and at most one is heard twice."""
    bare = [word.strip(".,") for word in TEXT.split()]
    heard = [[word.strip(".,") for word in words] for words in (before, after)]
    assert heard[0] == bare[: len(before)]
    assert heard[1] == bare[len(bare) - len(after) :]
    assert len(bare) <= len(before) + len(after) <= len(bare) + 1


@pytest.mark.parametrize("with_words", [True, False])
@pytest.mark.parametrize(
    "after_s", [0.05, pytest.param(2.6, marks=pytest.mark.smoke, id="in the second"), 3.6]
)
async def test_not_one_word_is_lost(backends: Backends, after_s: float, with_words: bool) -> None:
    events = await heard_while_killed(
        backends, after_s, text=TEXT, options={**SLOWLY, "words": with_words}
    )
    assert events[-1].event == "done"
    [fallback] = data_of(events, "fallback")
    assert (fallback["from"], fallback["to"]) == ("first", "second")
    assert fallback["reason"] == "no_worker"
    at = next(n for n, event in enumerate(events) if event.event == "fallback")
    before, after = pcm_of(events[:at]), pcm_of(events[at:])
    assert before and expected_pcm(TEXT, speed=SPEED).startswith(before)
    assert len(before) / 2 / RATE_HZ == pytest.approx(fallback["start_s"], abs=0.001)
    heard = words_before(fallback, data_of(events, "segment"))
    assert_every_word_is_heard(heard, words_after(fallback, data_of(events, "words")))
    assert len(after) / 2 / RATE_HZ > 0.5
    assert data_of(events, "done")[0]["audio_s"] == pytest.approx(
        len(before + after) / 2 / RATE_HZ, abs=0.1
    )


async def test_a_stream_of_tokens_is_gone_on_with_too(backends: Backends) -> None:
    backends.kill_first()
    wait_until(lambda: backends.frontend.status().backends)
    tokens = [{"token": TEXT[start : start + 7]} for start in range(0, len(TEXT), 7)]
    heard: Heard = await stream_tokens(
        backends.frontend.url.replace("http", "ws"),
        {"events": True, "opts": {"speed": SPEED}},
        *tokens,
        {"done": True},
    )
    kinds = [message["type"] for message in heard.messages]
    assert kinds[-1] == "done" and kinds.count("fallback") == 1
    [fallback] = [message for message in heard.messages if message["type"] == "fallback"]
    told = [message for message in heard.messages if message["type"] == "words"]
    assert_every_word_is_heard([], words_after(fallback, told))


def test_who_wants_no_other_voice_is_told_that_nobody_speaks(backends: Backends) -> None:
    backends.kill_first()

    def gone() -> bool:
        body = {"text": "Hello.", "fallback": False}
        answer = httpx.post(f"{backends.frontend.url}/tts", json=body, timeout=TIMEOUT_S)
        return answer.status_code == 503

    wait_until(gone)
    answer = httpx.post(f"{backends.frontend.url}/tts", json={"text": "Hello."}, timeout=TIMEOUT_S)
    assert answer.status_code == 200 and len(answer.content) > RATE_HZ / 2
    metrics = httpx.get(f"{backends.frontend.url}/metrics").text
    told = 'voice_server_fallbacks_total{backend="first",reason="no_worker",to="second"}'
    [line] = [line for line in metrics.splitlines() if line.startswith(told)]
    assert float(line.split()[-1]) >= 1


@pytest.mark.weights
async def test_piper_says_the_rest_of_what_kokoro_has_begun() -> None:
    text = " ".join(SENTENCES)
    how = {"first": "kokoro", "second": "piper", "registry": BUILT_IN_FILE}
    with running_backends(**how) as backends:
        backends.revive()
        events = await heard_while_killed(backends, 4.0, text=text, backend="kokoro")
    assert events[-1].event == "done"
    [fallback] = data_of(events, "fallback")
    assert (fallback["from"], fallback["to"], fallback["voice"]) == ("kokoro", "piper", "joe")
    heard = transcribe(np.frombuffer(pcm_of(events), "<i2").astype(np.float32) / np.float32(32768))
    rate = word_error_rate(text, heard)
    print(f"word error rate {rate:.3f}; piper from {fallback['start_s']} s on")
    assert rate <= 0.1, heard
