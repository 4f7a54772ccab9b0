"""What an attempt publishes and logs when its backend speaks, fails, or is cancelled."""

import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from msgspec.structs import replace

from backend_queues.base import Capabilities, Speech, SpeechRequest, Voice, Word
from backend_queues.errors import ModelFailed, NothingToSpeak
from tasks.bus import WorkerBus
from tasks.messages import AnyNumberedMessage, Chunk, Failed, Finished, SegmentTask, Words
from tasks.process.logs import clear_contextvars, get_contextvars
from tasks.worker.attempt import Attempt
from tasks.worker.heartbeat import ActiveSegment
from tasks.worker.publisher import Publisher

SECRET = "the model choked on the user's words"
TASK = SegmentTask(
    utterance="u",
    segment_index=0,
    attempt=1,
    frontend="f",
    text="Hello.",
    voice="sine",
    language="en-US",
    options={},
    seed=0,
    pause_s=0.0,
)


class Bus(WorkerBus):
    """Keeps what is published."""

    def __init__(self) -> None:
        self.messages: list[AnyNumberedMessage] = []
        self.round_trips: list[list[type[AnyNumberedMessage]]] = []

    def publish(self, frontend: str, *messages: AnyNumberedMessage, server: str = "") -> None:
        self.messages += messages
        self.round_trips.append([type(message) for message in messages])


class Speaking:
    """A backend that speaks for a second, and then raises `error` if there is one."""

    capabilities = Capabilities(languages=("en-US",))
    sample_rate_hz = 24_000

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error

    def load(self) -> None:
        """Nothing to load."""

    def voices(self) -> list[Voice]:
        return [Voice("sine", "en-US")]

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        yield Speech(np.full(self.sample_rate_hz, 0.5, np.float32))
        if self._error:
            raise self._error


class Run:
    """An attempt, not begun, and all it has to do with."""

    def __init__(self, error: Exception | None = None) -> None:
        self.bus = Bus()
        self.segment = ActiveSegment(TASK)
        self.attempt = Attempt(Speaking(error), "kokoro", self.bus, self.segment)

    @property
    def failed(self) -> Failed:
        failed = self.bus.messages[-1]
        assert isinstance(failed, Failed)
        return failed


@pytest.fixture(autouse=True)
def _no_context() -> Iterator[None]:
    clear_contextvars()
    yield
    clear_contextvars()


def error_id_in(message: str) -> str:
    found = re.fullmatch(
        r"kokoro failed; the worker's log has the details under the id (\w{8})\.", message
    )
    assert found, message
    return found[1]


def model_failure() -> ModelFailed:
    error = ModelFailed()
    error.__cause__ = RuntimeError(SECRET)
    return error


def test_a_claimed_segment_is_spoken_and_finished() -> None:
    run = Run()
    spoken = run.attempt.run()
    *chunks, last = run.bus.messages
    assert [message.sequence for message in run.bus.messages] == list(range(1, len(chunks) + 2))
    assert isinstance(last, Finished)
    assert sum(chunk.samples for chunk in chunks if isinstance(chunk, Chunk)) == last.samples
    assert spoken and spoken.audio_s == last.samples / Speaking.sample_rate_hz


def test_a_part_lasts_as_long_as_what_is_heard_of_it() -> None:
    class Waking(Speaking):
        """It begins with a second of silence."""

        def synthesize(
            self, request: SpeechRequest, cancelled: Callable[[], bool]
        ) -> Iterator[Speech]:
            silence = np.zeros(self.sample_rate_hz, np.float32)
            for part in super().synthesize(request, cancelled):
                yield Speech(np.concatenate([silence, part.samples]))

    parts = Attempt(Waking(), "kokoro", Bus(), ActiveSegment(TASK)).parts()
    assert next(parts) == pytest.approx(1.0, abs=0.1)


def test_what_the_listener_has_already_is_no_speech_that_comes() -> None:
    again = replace(TASK, resume_sample=round(0.75 * Speaking.sample_rate_hz))
    parts = Attempt(Speaking(), "kokoro", Bus(), ActiveSegment(again)).parts()
    assert next(parts) == pytest.approx(0.25, abs=0.1)


def test_words_do_not_delay_the_first_chunk_by_a_round_trip() -> None:
    bus = Bus()
    publisher = Publisher(bus, TASK, 24_000)
    words = (Word("Hello", 0.0, 0.2),)
    publisher.speech(Speech(np.full(6_000, 0.5, np.float32), words))
    publisher.speech(Speech(np.zeros(0, np.float32), words))
    assert bus.round_trips == [[Words, Chunk], [Chunk], [Words]]
    assert [message.sequence for message in bus.messages] == [1, 2, 3, 4]


def test_an_unexpected_exception_reaches_the_client_as_an_id_and_celery_as_itself() -> None:
    run = Run(ZeroDivisionError(SECRET))
    with pytest.raises(ZeroDivisionError, match=SECRET):
        run.attempt.run()
    assert (run.failed.code, run.failed.retryable) == ("synthesis_failed", True)
    assert error_id_in(run.failed.message) == get_contextvars()["error_id"]


def test_what_a_model_raised_is_logged_under_the_id_that_the_client_gets(
    caplog: pytest.LogCaptureFixture,
) -> None:
    run = Run(model_failure())
    assert run.attempt.run() is None
    assert run.failed.retryable
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert SECRET in record.getMessage()
    assert error_id_in(run.failed.message) in record.getMessage()


def test_an_error_with_a_sentence_reaches_the_client_as_it_is() -> None:
    run = Run(NothingToSpeak("Write a word."))
    assert run.attempt.run() is None
    assert (run.failed.code, run.failed.message) == ("nothing_to_speak", "Write a word.")
    assert not run.failed.retryable


def test_a_cancelled_segment_ends_without_a_message() -> None:
    run = Run(model_failure())
    run.segment.cancel()
    assert run.attempt.run() is None
    assert run.bus.messages == []


@pytest.mark.parametrize(("takes_silence", "most_bytes"), [(True, 0), (False, 2 * 240_000)])
def test_a_pause_takes_no_room_on_its_way_to_a_frontend_that_knows_how(
    takes_silence: bool, most_bytes: int
) -> None:
    bus = Bus()
    task = replace(TASK, text="", pause_s=10.0, takes_silence=takes_silence)
    assert Attempt(Speaking(), "kokoro", bus, ActiveSegment(task)).run()
    chunks = [message for message in bus.messages if isinstance(message, Chunk)]
    assert sum(len(chunk.pcm) for chunk in chunks) == most_bytes
    assert b"".join(chunk.audio for chunk in chunks) == bytes(2 * 240_000)
    assert [chunk.first_sample for chunk in chunks] == [
        sum(chunk.samples for chunk in chunks[:n]) for n in range(len(chunks))
    ]
