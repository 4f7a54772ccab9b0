"""What a batch publishes of each of its segments, whatever becomes of the others."""

import logging
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextvars import copy_context

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from backend_queues.base import BatchedSpeech, Speech, SpeechRequest, Word
from backend_queues.errors import InvalidOption, ModelFailed, RedisUnavailable
from tasks.bus import WorkerBus
from tasks.messages import AnyNumberedMessage, Chunk, Failed, Finished, SegmentTask, Words
from tasks.worker.attempt import Attempt
from tasks.worker.batches.batch import Batch, Item
from tasks.worker.heartbeat import ActiveSegment
from tasks.worker.speed import Spoken
from tests.support.batched_tone import BatchedFaulty
from tests.support.faulty_backend import Faulty
from tests.support.segment_tasks import TASK

OPTIONS = {"speed": 1.0, "part_s": 0.0, "words": True, "fault": "none", "fault_at": 0}
SIZE = 3

Publish = Callable[[AnyNumberedMessage], None]


def task(number: int, **options: object) -> SegmentTask:
    return replace(
        TASK,
        segment_index=number,
        text=f"The segment with number {number}.",
        options={**OPTIONS, **options},
        pause_s=0.2,
    )


class Bus(WorkerBus):
    """Keeps what is published of each segment; `publishing` is called before that."""

    def __init__(self) -> None:
        self.messages: dict[int, list[AnyNumberedMessage]] = defaultdict(list)
        self.publishing: Publish = lambda message: None

    def publish(self, frontend: str, *messages: AnyNumberedMessage, server: str = "") -> None:
        for message in messages:
            self.publishing(message)
            self.messages[message.segment_index].append(message)


class Together(BatchedFaulty):
    """Speaks a part of each in turn, and raises `error` when each has had some."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self._error = error
        self.batches: list[int] = []

    def synthesize_many(
        self, requests: Sequence[SpeechRequest], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[BatchedSpeech]:
        self.batches.append(len(requests))
        for number, part in enumerate(super().synthesize_many(requests, cancelled)):
            if number == 10 * SIZE and self._error:
                raise self._error
            yield part


class Run:
    """A batch, not begun, and all it has to do with."""

    def __init__(
        self,
        *tasks: SegmentTask,
        error: Exception | None = None,
        backend: Together | None = None,
    ) -> None:
        self.bus = Bus()
        self.backend = backend or Together(error)
        self.segments = [ActiveSegment(it) for it in tasks]
        self.ends: list[tuple[int, Exception | None]] = []
        self.learnt: list[tuple[Spoken, ...]] = []
        items = [self._item(segment) for segment in self.segments]
        self.batch = Batch(self.backend, items, lambda *spoken: self.learnt.append(spoken))

    def _item(self, segment: ActiveSegment) -> Item:
        attempt = Attempt(self.backend, "tone", self.bus, segment)
        number = segment.task.segment_index
        return Item(attempt, lambda error: self.ends.append((number, error)), copy_context())

    @property
    def ended(self) -> list[int]:
        return sorted(number for number, _ in self.ends)

    def pcm(self, number: int) -> bytes:
        return pcm_of(self.bus.messages[number])

    def last(self, number: int) -> AnyNumberedMessage:
        return self.bus.messages[number][-1]


def size_told(run: Run, number: int) -> int:
    finished = run.last(number)
    assert isinstance(finished, Finished)
    return finished.batch


def pcm_of(messages: Sequence[AnyNumberedMessage]) -> bytes:
    """Return the audio, which must have been numbered and come without gap or repetition."""
    assert [message.sequence for message in messages] == list(range(1, len(messages) + 1))
    chunks = [message for message in messages if isinstance(message, Chunk)]
    assert [chunk.chunk_index for chunk in chunks] == list(range(len(chunks)))
    heard = 0
    for chunk in chunks:
        assert chunk.first_sample == heard
        heard += chunk.samples
    return b"".join(chunk.audio for chunk in chunks)


def alone(it: SegmentTask) -> list[AnyNumberedMessage]:
    bus = Bus()
    assert Attempt(Faulty(), "tone", bus, ActiveSegment(it)).run()
    return bus.messages[it.segment_index]


def words_of(messages: Sequence[AnyNumberedMessage]) -> list[Word]:
    return [word for message in messages if isinstance(message, Words) for word in message.words]


TASKS = [task(number) for number in range(SIZE)]


def is_whole(run: Run, number: int) -> bool:
    expected = alone(TASKS[number])
    assert isinstance(run.last(number), Finished)
    assert words_of(run.bus.messages[number]) == words_of(expected)
    return run.pcm(number) == pcm_of(expected)


def test_each_segment_is_as_if_it_were_alone_and_they_come_interleaved() -> None:
    run, order = Run(*TASKS), list[int]()
    run.bus.publishing = lambda message: order.append(message.segment_index)
    run.batch.speak()
    assert all(is_whole(run, number) for number in range(SIZE))
    assert [order.index(number) for number in range(SIZE)] == [0, 1, 2]
    assert all(
        isinstance(end := run.last(it), Finished) and end.batch == SIZE for it in range(SIZE)
    )
    [spoken] = run.learnt
    assert len(spoken) == SIZE and run.ends == [(number, None) for number in range(SIZE)]


def test_a_segment_that_is_cancelled_ends_at_once_and_the_others_go_on() -> None:
    run = Run(*TASKS)

    def cancel_second(message: AnyNumberedMessage) -> None:
        if message.segment_index == 1 and isinstance(message, Chunk) and message.chunk_index == 2:
            run.segments[1].cancel()

    run.bus.publishing = cancel_second
    run.batch.speak()
    assert is_whole(run, 0) and is_whole(run, 2)
    assert isinstance(run.last(1), Chunk) and len(run.bus.messages[1]) < 20
    assert run.ends[0] == (1, None) and run.ended == [0, 1, 2]
    assert run.learnt == []  # how fast a batch is that was not spoken to its end is not known


@pytest.mark.parametrize(
    "error", [ModelFailed(), InvalidOption("one is wrong"), ZeroDivisionError("a fault")]
)
def test_after_a_batch_has_failed_no_sample_is_lost_or_repeated(error: Exception) -> None:
    run = Run(*TASKS, error=error)
    run.batch.speak()
    assert all(is_whole(run, number) for number in range(SIZE))
    assert {size_told(run, number) for number in range(SIZE)} == {1}
    assert run.ends == [(number, None) for number in range(SIZE)]
    assert [len(spoken) for spoken in run.learnt] == [1, 1, 1]
    assert not run.batch.out_of_memory


@pytest.mark.parametrize(
    ("fault", "code", "raises"),
    [
        ("retryable", "synthesis_failed", False),
        ("silence", "synthesis_failed", False),
        ("unspeakable", "nothing_to_speak", False),
        ("exception", "synthesis_failed", True),
    ],
)
def test_one_segment_fails_alone(fault: str, code: str, raises: bool) -> None:
    run = Run(TASKS[0], task(1, fault=fault, fault_at=1), TASKS[2])
    run.batch.speak()
    assert is_whole(run, 0) and is_whole(run, 2)
    failed = run.last(1)
    assert isinstance(failed, Failed) and failed.code == code
    assert run.ended == [0, 1, 2]
    assert isinstance(dict(run.ends)[1], ZeroDivisionError) is raises


def test_segments_that_a_backend_forgets_are_spoken() -> None:
    run = Run(*TASKS)
    run.backend.synthesize_many = lambda *_: iter(())  # type: ignore[method-assign]
    run.batch.speak()
    assert all(is_whole(run, number) for number in range(SIZE))


def test_a_batch_for_which_there_is_no_memory_is_spoken_and_told_of() -> None:
    class OutOfMemoryError(RuntimeError):
        """As PyTorch's is called."""

    for error in (MemoryError(), OutOfMemoryError()):
        failed = ModelFailed()
        failed.__cause__ = error
        run = Run(*TASKS, error=failed)
        run.batch.speak()
        assert all(is_whole(run, number) for number in range(SIZE)) and run.batch.out_of_memory


class Greedy(Together):
    """Has no memory for a batch, and notes whether it still has what it took for one."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[weakref.ref[NDArray[np.float32]]] = []
        self.had_it: list[bool] = []

    def synthesize_many(
        self, requests: Sequence[SpeechRequest], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[BatchedSpeech]:
        tensor = np.zeros(SIZE, np.float32)
        self.taken.append(weakref.ref(tensor))
        try:
            raise MemoryError
        except MemoryError as error:
            raise ModelFailed from error
        yield

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        self.had_it.append(self.taken[0]() is not None)
        return super().synthesize(request, cancelled)


def test_what_a_batch_took_of_memory_is_free_for_its_segments_one_by_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.CRITICAL)  # pytest keeps what is logged, and so the error
    backend = Greedy()
    run = Run(*TASKS, backend=backend)
    run.batch.speak()
    assert all(is_whole(run, number) for number in range(SIZE))
    assert backend.had_it == [False] * SIZE


def test_without_redis_all_are_left_to_other_workers(caplog: pytest.LogCaptureFixture) -> None:
    run = Run(*TASKS)

    def fail(message: AnyNumberedMessage) -> None:
        if isinstance(message, Chunk) and message.chunk_index == 3:
            raise RedisUnavailable("Redis does not answer")

    run.bus.publishing = fail
    run.batch.speak()
    assert run.ends == [(number, None) for number in range(SIZE)]
    assert caplog.text.count("A segment is left to another worker") == SIZE
    assert not any(isinstance(run.last(number), Finished | Failed) for number in range(SIZE))


@pytest.mark.parametrize("error", [None, ModelFailed()], ids=["at once", "one by one"])
def test_only_what_an_unreachable_server_carries_is_left_to_other_workers(
    error: Exception | None,
) -> None:
    run = Run(TASKS[0], replace(TASKS[1], server="b"), TASKS[2], error=error)

    def fail(message: AnyNumberedMessage) -> None:
        if message.segment_index == 1 and (isinstance(message, Finished) or not error):
            raise RedisUnavailable("Redis does not answer")

    run.bus.publishing = fail
    run.batch.speak()
    assert is_whole(run, 0) and is_whole(run, 2)
    assert run.ended == [0, 1, 2]
    assert not any(isinstance(it, Finished | Failed) for it in run.bus.messages[1])


def test_a_segment_without_samples_fails_and_the_others_do_not() -> None:
    run = Run(*TASKS)
    silent = Speech(np.zeros(0, np.float32))
    speak = run.backend.synthesize_many
    run.backend.synthesize_many = lambda *them: (  # type: ignore[method-assign]
        replace(part, speech=silent) if part.item == 1 and part.speech else part
        for part in speak(*them)
    )
    run.batch.speak()
    assert is_whole(run, 0) and is_whole(run, 2) and isinstance(run.last(1), Failed)
    assert run.backend.batches == [SIZE]
