"""Ledger and reading order stay in step with what workers send."""

from typing import Any

import msgspec
import pytest

from backend_queues.errors import NoWorker
from backend_queues.registry import registry
from frontend.protocol.outcomes import FallbackReason, RetryReason
from frontend.streaming.delivery.in_flight import InFlightSegments
from frontend.streaming.delivery.lane import Handover
from frontend.streaming.delivery.ledger import Entry, Part
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.scheduling.load import ClientLoad, Load
from frontend.streaming.signals import Signals
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.observer import SegmentObserver
from frontend.text import Ending, Segment
from frontend.text.normalisation import Spoken
from tasks.messages import (
    MAX_ATTEMPTS,
    Chunk,
    Failed,
    Finished,
    Heartbeat,
    ListenerMessage,
    SegmentTask,
    Started,
)
from tests.support.core import VOICE
from tests.support.memory_cluster import MemoryCluster, unrecorded
from tests.support.segment_tasks import TASK
from tests.support.spelled import SPECS

HANDOVER = Handover(0, "tone", SPECS["second"], "am_second", "en-US", FallbackReason.NO_WORKER, 0)
SEGMENT = Segment("Hello.", Ending.SENTENCE, 0.0)


class Observer(SegmentObserver):
    """Keeps what it is told, of failures what is logged."""

    def __init__(self) -> None:
        super().__init__("u", Metrics(["tone"]))
        self.reasons: list[str] = []
        self.heard: list[object] = []
        self.backends: list[str] = []  # of workers that have spoken a segment

    def taken(self, message: ListenerMessage) -> None:
        self.heard.append(message)

    def spoken(self, backend: str, finished: Finished, audio_s: float) -> None:
        self.backends.append(backend)

    def given_up(self, task: SegmentTask, backend: str, code: str, reason: str) -> None:
        self.reasons.append(reason)


@pytest.fixture
def observer() -> Observer:
    return Observer()


@pytest.fixture
def load() -> ClientLoad:
    return Load(MemoryCluster(workers=0)).of("")


@pytest.fixture
def segments(observer: Observer, load: ClientLoad) -> InFlightSegments:
    return InFlightSegments("u", load, Signals.for_stream(), observer, lambda: 0.0)


def record(segments: InFlightSegments, index: int = 0, **changes: Any) -> Entry:
    task = msgspec.structs.replace(TASK, segment_index=index, **changes)
    entry = Entry(task, registry().get("tone"), 0.0)
    segments.record(entry, starts=index == 0, words=0)
    return entry


def header(sequence: int, index: int = 0, attempt: int = 1) -> dict[str, Any]:
    numbers = {"segment_index": index, "attempt": attempt, "sequence": sequence}
    return {"utterance": "u", **numbers}


def started(index: int = 0, attempt: int = 1) -> Started:
    return Started(**header(0, index, attempt), worker="w")


def second(sequence: int, first_sample: int = 0) -> Chunk:
    """Return a second of audio."""
    return Chunk(
        **header(sequence),
        chunk_index=0,
        first_sample=first_sample,
        pcm=bytes(200),
        sample_rate_hz=100,
    )


def test_a_message_ahead_of_its_number_asks_for_the_log(segments: InFlightSegments) -> None:
    record(segments)
    assert segments.receive(started())
    assert not segments.receive(second(2, first_sample=100))
    assert segments.incomplete
    segments.fill_in([started(), second(1)])
    assert not segments.incomplete
    assert segments.unsent_s == 2


def test_a_message_that_is_late_or_comes_twice_asks_for_nothing(segments: InFlightSegments) -> None:
    entry = record(segments)
    assert segments.receive(started())
    assert segments.receive(started())
    segments.retry(entry, RetryReason.WORKER_SILENT)
    assert segments.receive(second(1))  # of the attempt that is given up
    assert segments.receive(started(index=7))
    assert not entry.started
    assert segments.unsent_s == 0


def test_a_sign_of_life_before_the_beginning_asks_for_the_log(
    segments: InFlightSegments, load: ClientLoad
) -> None:
    """It must not hide that the beginning is missing: the text would count as one that waits."""
    entry = record(segments)
    heartbeat = Heartbeat(utterance="u", segment_index=0, attempt=1)
    assert not segments.receive(heartbeat)
    assert not entry.started
    assert not load.goes_first("tone", "another")
    segments.fill_in([started()])
    assert entry.started
    assert load.goes_first("tone", "another")
    assert segments.receive(heartbeat)


def test_what_the_log_does_not_have_either_is_tried_again(segments: InFlightSegments) -> None:
    entry = record(segments)
    segments.receive(started())
    segments.receive(second(2))
    segments.retry_incomplete()
    assert not segments.incomplete
    assert (entry.task.attempt, entry.enqueued) == (2, False)
    segments.receive(started(attempt=2))
    assert entry.started


@pytest.mark.parametrize(
    "reason", [RetryReason.TASK_LOST, RetryReason.AUDIO_LOST, RetryReason.REDIS_LOST]
)
def test_what_redis_loses_uses_no_attempts_up(
    segments: InFlightSegments, reason: RetryReason
) -> None:
    """It does not say that a text may be at fault; but not for ever."""
    entry = record(segments)
    for _ in range(MAX_ATTEMPTS):
        segments.retry(entry, reason)
    assert segments.failure is None
    for _ in range(MAX_ATTEMPTS - 1):
        segments.retry(entry, RetryReason.WORKER_SILENT)
    assert segments.failure is None
    segments.retry(entry, RetryReason.WORKER_SILENT)
    assert segments.failure
    lost = record(segments, 1)
    for _ in range(10 + MAX_ATTEMPTS - 1):
        segments.retry(lost, RetryReason.TASK_LOST)
    assert segments.ledger.counts(lost.task)
    segments.retry(lost, RetryReason.TASK_LOST)
    assert not segments.ledger.counts(lost.task)


def test_what_redis_has_forgotten_is_recorded_anew(segments: InFlightSegments) -> None:
    entry = record(segments)
    segments.receive(unrecorded(entry.task))
    assert (entry.task.attempt, entry.attempts_lost, entry.enqueued) == (2, 1, False)


def test_a_late_copy_of_a_forgotten_task_disturbs_no_worker(segments: InFlightSegments) -> None:
    entry = record(segments)
    segments.receive(started())
    segments.receive(unrecorded(entry.task))
    assert (entry.task.attempt, entry.attempts_lost, entry.started) == (1, 0, True)


def test_the_rate_is_learned_from_the_speech_without_its_pause(segments: InFlightSegments) -> None:
    for index in range(30):
        record(segments, index, text="x" * 10, pause_s=0.5)
        segments.receive(started(index))
        for sequence in (1, 2):
            chunk = second(sequence, first_sample=100 * (sequence - 1))
            chunk = msgspec.structs.replace(chunk, segment_index=index)
            segments.receive(chunk)
        segments.receive(Finished(**header(3, index), samples=200, synthesis_s=0.1))
        assert len(segments) == 0
    record(segments, 30, text="x" * 20)
    assert segments.seconds == pytest.approx(3.0, rel=0.01)  # 1.5 s for ten characters


def test_the_failure_is_that_of_the_first_segment_that_failed(segments: InFlightSegments) -> None:
    entries = [record(segments, index) for index in range(3)]
    for index in (1, 0, 2):
        segments.give_up(entries[index], NoWorker(f"nobody for {index}"))
    assert segments.failure and segments.failure.segment_index == 0
    assert isinstance(segments.failure.error, NoWorker)
    expected = "Segment 1 ('Hello.') could not be spoken: nobody for 0"
    assert segments.failure.error.message == expected
    assert len(segments) == 0


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("first " + "a" * 54, "first " + "a" * 54), ("first " + "a" * 55, "first...")],
)
def test_a_failure_quotes_sixty_characters_of_its_text(
    segments: InFlightSegments, text: str, quoted: str
) -> None:
    segments.give_up(record(segments, text=text), NoWorker("nobody"))
    assert segments.failure and f"({quoted!r})" in segments.failure.error.message


def test_a_log_says_why_a_segment_failed_but_not_what_may_quote_its_text(
    segments: InFlightSegments, observer: Observer
) -> None:
    segments.give_up(record(segments), NoWorker("nobody"))
    record(segments, 1)
    failed = Failed(**header(0, 1), code="unspeakable", message="'secret'", retryable=False)
    segments.receive(failed)
    assert observer.reasons == ["nobody", "unspeakable"]


def test_a_segment_is_under_way_until_it_is_over(segments: InFlightSegments) -> None:
    entry = record(segments)
    segments.receive(started())
    segments.receive(Failed(**header(1), code="c", message="It broke", retryable=True))
    assert (entry.task.attempt, len(segments)) == (2, 1)
    segments.close()
    assert len(segments) == 0


def test_a_listener_takes_messages_as_they_are_and_nothing_else(
    segments: InFlightSegments, observer: Observer
) -> None:
    record(segments)
    assert segments.pop() is None
    assert segments.receive(started()) and segments.receive(second(1))
    segments.tell(HANDOVER)
    assert [segments.pop() for _ in range(4)] == [started(), second(1), HANDOVER, None]
    assert observer.heard == [started(), second(1)]  # who speaks, no worker has sent


def test_what_is_left_of_a_segment_is_never_less_than_nothing(segments: InFlightSegments) -> None:
    entry = record(segments, text="x" * 30)  # of about two seconds
    segments.receive(started())
    segments.receive(second(1))
    assert segments.left_s(entry) == segments.seconds == pytest.approx(1.0)
    for sequence in (2, 3):
        segments.receive(second(sequence, first_sample=100))
    assert segments.left_s(entry) == segments.seconds == 0.0


def test_segments_are_counted_by_who_speaks_them(segments: InFlightSegments) -> None:
    record(segments)
    record(segments, 1)
    assert (segments.at("tone"), segments.at("second")) == (2, 0)


def test_a_text_takes_as_long_as_its_own_worker_has_taken_and_till_then_rather_long(
    segments: InFlightSegments,
) -> None:
    assert segments.whole_s("x" * 12) == pytest.approx(1.0)
    assert segments.whole_s("x" * 12, speed=2.0) == pytest.approx(0.5)
    speak(segments, text="x" * 10, pause_s=0.5)  # two seconds with the pause
    assert segments.whole_s("x" * 12) == pytest.approx(1.8)
    segments.forget_pace()
    assert segments.whole_s("x" * 12) == pytest.approx(1.0)


def test_only_what_a_worker_has_spoken_is_its_work(
    segments: InFlightSegments, observer: Observer
) -> None:
    speak(segments)
    assert observer.backends == ["tone"]
    entry = record(segments, 1)
    entry.take_from_cache()
    segments.receive(Finished(**header(0, 1), samples=0, synthesis_s=0.0))
    assert observer.backends == ["tone"]


def test_what_is_spoken_again_by_another_backend_is_no_beginning_of_a_text(
    segments: InFlightSegments, load: ClientLoad
) -> None:
    """Else it would keep the beginnings of other texts waiting."""
    entry = speak(segments)
    segments.take_back(lambda entry: True)
    assert [*segments.ledger] == [entry]
    assert load.goes_first("tone", "another")
    task = msgspec.structs.replace(TASK, attempt=2)
    heard = segments.leave(entry, 0.0)
    part = Part(PlannedSegment.as_written(SEGMENT, VOICE), Spoken.as_written(SEGMENT.text))
    segments.go_on(entry, task, part, heard.seconds, HANDOVER)
    assert (segments.at("tone"), segments.at("second")) == (0, 1)
    assert load.goes_first("second", "another")


def speak(segments: InFlightSegments, **changes: Any) -> Entry:
    """Have a worker speak two seconds, which nobody has heard yet."""
    entry = record(segments, **changes)
    for message in (started(), second(1), second(2, first_sample=100)):
        segments.receive(message)
    segments.receive(Finished(**header(3), samples=200, synthesis_s=0.1))
    return entry
