"""Ledger and reading order stay in step with what workers send."""

from typing import Any

import msgspec
import pytest

from backend_queues.errors import NoWorker
from backend_queues.registry import registry
from frontend.protocol.outcomes import RetryReason
from frontend.streaming.delivery.in_flight import InFlightSegments
from frontend.streaming.delivery.ledger import MOST_TASKS_LOST, Entry
from frontend.streaming.scheduling.load import Load
from frontend.streaming.signals import Signals
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.observer import SegmentObserver
from tasks.messages import (
    MAX_ATTEMPTS,
    Chunk,
    Failed,
    Finished,
    Heartbeat,
    SegmentTask,
    Started,
)
from tests.support.memory_cluster import MemoryCluster
from tests.support.segment_tasks import TASK


class Observer(SegmentObserver):
    """Keeps what is logged of failures."""

    def __init__(self) -> None:
        super().__init__("u", Metrics(["tone"]))
        self.reasons: list[str] = []

    def given_up(self, task: SegmentTask, backend: str, code: str, reason: str) -> None:
        self.reasons.append(reason)


@pytest.fixture
def observer() -> Observer:
    return Observer()


@pytest.fixture
def segments(observer: Observer) -> InFlightSegments:
    load = Load(MemoryCluster(workers=0)).of("")
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
    assert segments.receive(Heartbeat(utterance="u", segment_index=0, attempt=2))
    assert entry.started
    assert segments.unsent_s == 0


def test_what_the_log_does_not_have_either_is_tried_again(segments: InFlightSegments) -> None:
    entry = record(segments)
    segments.receive(started())
    segments.receive(second(2))
    segments.retry_incomplete()
    assert not segments.incomplete
    assert (entry.task.attempt, entry.enqueued) == (2, False)
    segments.receive(started(attempt=2))
    assert entry.started


@pytest.mark.parametrize("reason", [RetryReason.TASK_LOST, RetryReason.REDIS_LOST])
def test_tasks_that_redis_loses_use_no_attempts_up(
    segments: InFlightSegments, reason: RetryReason
) -> None:
    """Only what a worker has begun says that a text may be at fault; but not for ever."""
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
    for _ in range(MOST_TASKS_LOST + MAX_ATTEMPTS):
        if segments.ledger.counts(lost.task):
            segments.retry(lost, RetryReason.TASK_LOST)
    assert not segments.ledger.counts(lost.task)


def test_the_rate_is_learned_from_the_speech_without_its_pause(segments: InFlightSegments) -> None:
    for index in range(30):
        record(segments, index, text="x" * 10, pause_s=0.5)
        segments.receive(started(index))
        for sequence in (1, 2):
            chunk = msgspec.structs.replace(second(sequence), segment_index=index)
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
