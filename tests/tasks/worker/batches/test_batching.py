"""What batches are worth to 64 listeners who come at once, by a clock of the test's own."""

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from backend_queues.tone import slowed
from backend_queues.tone.slowed import SlowedTone
from tasks.bus import WorkerBus
from tasks.messages import AnyNumberedMessage, Chunk, Finished, SegmentTask
from tasks.priority import urgency_of
from tasks.worker import attempt as attempts
from tasks.worker.attempt import Attempt
from tasks.worker.batches.batching import Batching
from tasks.worker.batches.joining import Joining
from tasks.worker.batches.taking import Taking
from tasks.worker.heartbeat import ActiveSegment
from tasks.worker.speed import Speed
from tests.support.segment_tasks import TASK

LISTENERS = 64
SEGMENTS = 2
FIRST, LATER = 0, 3  # steps of priority
FACTOR, GROWTH = 0.1, 0.2


class Clock:
    """Time passes only while the tone waits."""

    def __init__(self) -> None:
        self.now = 1.0

    def monotonic(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    event = SimpleNamespace(wait=clock.wait)
    monkeypatch.setattr(slowed, "time", clock)
    monkeypatch.setattr(attempts, "time", clock)
    monkeypatch.setattr(slowed, "threading", SimpleNamespace(Event=lambda: event))
    return clock


class Bus(WorkerBus):
    """Notes when each segment's first audio comes, and when its end."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.first_at: dict[tuple[str, int], float] = {}
        self.finished: list[tuple[str, int]] = []
        self.sizes: list[int] = []

    def publish(self, frontend: str, *messages: AnyNumberedMessage, server: str = "") -> None:
        for message in messages:
            segment = message.utterance, message.segment_index
            if isinstance(message, Chunk):
                self.first_at.setdefault(segment, self._clock.now)
            if isinstance(message, Finished):
                self.finished.append(segment)
                self.sizes.append(message.batch)


class Taken:
    """A task out of the queue below."""

    def __init__(self, task: SegmentTask) -> None:
        self.task = task

    def begin(self) -> bool:
        return True

    def end(self, error: Exception | None = None) -> None:
        assert error is None


class Desk:
    """A queue in memory, and the one worker at it."""

    def __init__(self, clock: Clock, **options: Any) -> None:
        self.clock = clock
        self.backend = SlowedTone(FACTOR, batch_growth=GROWTH, **options)
        self.bus = Bus(clock)
        self.speed = Speed()
        self.queue: list[tuple[int, SegmentTask]] = []
        self.looks = 0
        taking = Taking(self._claimed)
        taking.waiting = self  # type: ignore[assignment] # as far as it is used here
        self.batching = Batching(self.backend, taking, self.speed.learn)
        self.batching.loaded()

    def add(self, task: SegmentTask, step: int) -> None:
        self.queue.append((step, task))
        self.queue.sort(key=lambda it: it[0])

    def take(self, joining: Joining, step: int) -> list[Taken]:
        self.looks += 1
        steps = urgency_of(step)
        if self.queue and self.queue[0][0] < steps.start:
            return []
        following = [it for it in self.queue if it[0] in steps][: joining.room]
        joined = [it for it in following if joining.admits(it[1])]
        self.queue = [it for it in self.queue if it not in joined]
        return [Taken(task) for _, task in joined]

    def work(self) -> None:
        """Speak until nothing waits."""
        while self.queue:
            step, task = self.queue.pop(0)
            with ExitStack() as scope:
                attempt = self._claimed(task, scope)
                if not self.batching.speak(attempt, step, scope):
                    spoken = attempt.run()
                    assert spoken
                    self.speed.learn(spoken)

    def _claimed(self, task: SegmentTask, scope: ExitStack) -> Attempt:
        return Attempt(self.backend, "tone", self.bus, ActiveSegment(task))


def segment(listener: int, index: int) -> SegmentTask:
    text = "Twenty letters or so" + "." * (listener % 2)
    options: dict[str, Any] = {"speed": 1.0}
    return replace(TASK, utterance=f"u{listener}", segment_index=index, text=text, options=options)


@contextmanager
def spoken_to_all(clock: Clock, **options: Any) -> Iterator[tuple[Desk, float, list[float]]]:
    """Yield the desk, how long it took, and what each listener has waited for first audio."""
    desk, began_at = Desk(clock, **options), clock.now
    for listener in range(LISTENERS):
        for index in range(SEGMENTS):
            desk.add(segment(listener, index), LATER if index else FIRST)
    desk.work()
    waits = sorted(at - began_at for (_, index), at in desk.bus.first_at.items() if index == 0)
    assert sorted(desk.bus.finished) == sorted(
        (f"u{listener}", index) for listener in range(LISTENERS) for index in range(SEGMENTS)
    )
    yield desk, clock.now - began_at, waits


def test_64_listeners_are_served_three_times_as_fast_and_wait_a_third_as_long(
    clock: Clock,
) -> None:
    with spoken_to_all(clock) as (alone, alone_s, alone_waits):
        pass
    with spoken_to_all(clock, batch_size=8) as (desk, batched_s, waits):
        pass
    assert set(alone.bus.sizes) == {1} and set(desk.bus.sizes) == {8}
    best = 8 / (1 + 7 * GROWTH)
    assert 0.9 * best < alone_s / batched_s <= best
    assert waits[-1] < alone_waits[-1] / 3 and statistics.median(waits) < alone_waits[32] / 3
    # All first segments are spoken before any other.
    assert {index for _, index in desk.bus.finished[:LISTENERS]} == {0}


def test_admission_learns_what_a_worker_makes_when_many_wait(clock: Clock) -> None:
    desk = Desk(clock, batch_size=8)
    desk.add(segment(0, 0), FIRST)
    desk.work()
    assert desk.speed.speech_per_s == pytest.approx(1 / FACTOR, rel=0.05)
    for listener in range(8):
        desk.add(segment(listener, 1), FIRST)
    desk.work()
    best = 8 / (1 + 7 * GROWTH) / FACTOR
    assert desk.speed.speech_per_s == pytest.approx(best, rel=0.1)
    for listener in range(40):  # one at a time says nothing about how many more there could be
        desk.add(segment(listener, 2), FIRST)
        desk.work()
    assert desk.speed.speech_per_s == pytest.approx(best, rel=0.1)
    assert desk.speed.real_time_factor == pytest.approx(FACTOR, rel=0.05)


def test_a_backend_without_batches_never_looks_at_its_queue(clock: Clock) -> None:
    desk = Desk(clock)
    desk.add(segment(0, 0), FIRST)
    desk.add(segment(1, 0), FIRST)
    desk.work()
    assert desk.bus.sizes == [1, 1] and desk.looks == 0


class Undecided(SlowedTone):
    """It knows how much it speaks at once when it has seen what it runs on."""

    def load(self) -> None:
        super().load()
        self.batch_size = 16


def test_what_a_backend_speaks_at_once_is_known_when_it_is_loaded() -> None:
    backend = Undecided(FACTOR, batch_size=0)
    batching = Batching(backend, Taking(lambda task, scope: None), Speed().learn)
    assert batching.size == 1
    backend.load()
    batching.loaded()
    assert batching.size == 16
