"""Who is spoken to when, by a clock of the test's own: a part takes a fifth of what it sounds."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from types import SimpleNamespace

import numpy as np
import pytest
from msgspec.structs import replace

from backend_queues.base import Speech, SpeechRequest, Voice
from backend_queues.errors import NothingToSpeak, RedisUnavailable
from backend_queues.tone.adapter import Tone
from tasks.bus import WorkerBus
from tasks.messages import AnyNumberedMessage, Chunk, Failed, Finished, SegmentTask
from tasks.priority import DOWNLOAD_PRIORITY, lead_of, priority_of, urgency_of
from tasks.worker import attempt as attempts
from tasks.worker.attempt import Attempt
from tasks.worker.batches.joining import Joining
from tasks.worker.batches.pace import PartPace
from tasks.worker.batches.preemption import (
    LONGEST_S,
    MOST,
    REST_S,
    SLOW_LOOK_S,
    Preemption,
    leaves_time,
)
from tasks.worker.batches.taking import Taking
from tasks.worker.heartbeat import ActiveSegment
from tasks.worker.speed import Spoken
from tests.support.segment_tasks import TASK

PARTS = 5
PART_S = 1.0  # of speech
TAKES_S = 0.2
FIRST, LATER, BATCH = 0, 4, 9
UNACKNOWLEDGED = "unacknowledged"


def segment(name: str) -> SegmentTask:
    return replace(TASK, utterance=name, text=f"What {name} wants to hear.")


class Taken:
    """A task out of the queue below."""

    def __init__(self, task: SegmentTask, ends: dict[str, Exception | None]) -> None:
        self.task = task
        self._ends = ends

    def begin(self) -> bool:
        return True

    def end(self, error: Exception | None = None) -> None:
        self._ends[self.task.utterance] = error
        if self.task.utterance == UNACKNOWLEDGED:
            raise BrokenPipeError("the broker has gone")


class Bus(WorkerBus):
    """Keeps what is published, and when each listener's first audio is."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.messages: dict[str, list[AnyNumberedMessage]] = defaultdict(list)
        self.first_at: dict[str, float] = {}
        self.lost: set[str] = set()  # those whose Redis is away

    def publish(self, frontend: str, *messages: AnyNumberedMessage, server: str = "") -> None:
        for message in messages:
            if message.utterance in self.lost:
                raise RedisUnavailable("Redis does not answer")
            if isinstance(message, Chunk):
                self.first_at.setdefault(message.utterance, self._clock())
            self.messages[message.utterance].append(message)

    def samples(self, name: str) -> int:
        """Return how many the listener has, which must have come without a gap or a repetition."""
        heard = 0
        for message in self.messages[name]:
            if isinstance(message, Chunk):
                assert message.first_sample == heard
                heard += message.samples
        return heard


class Desk:
    """A worker, its backend and its queue; in `coming` is what will be in it, and when."""

    sample_rate_hz = Tone.sample_rate_hz
    capabilities = Tone.capabilities

    def __init__(self, stall_limit_s: float) -> None:
        self.now = self.began_at = 100.0
        self.coming: list[tuple[float, int, str]] = []
        self.segments: dict[str, ActiveSegment] = {}
        self.order: list[str] = []  # whose parts were spoken
        self.bus = Bus(lambda: self.now - self.began_at)
        self.learnt: list[Spoken] = []
        self.ends: dict[str, Exception | None] = {}
        self.errors: dict[str, Exception] = {}
        self.parts, self.part_s, self.takes_s = PARTS, PART_S, TAKES_S
        self.looks = 0
        self.look_takes_s = 0.0
        self.looks_on = True
        self.closed: dict[str, int] = {}  # how many parts had been spoken when a scope closed
        taking = Taking(self.claimed)
        taking.waiting = self  # type: ignore[assignment] # as far as it is used here
        self.preemption = Preemption(taking, self.learnt.append, stall_limit_s, lambda: self.now)

    def comes(self, name: str, after_s: float, step: int = FIRST) -> None:
        self.coming.append((self.began_at + after_s, step, name))

    def take(self, joining: Joining, step: int) -> list[Taken]:
        self.looks += 1
        self.now += self.look_takes_s
        waiting = sorted(it for it in self.coming if it[0] <= self.now)
        steps = urgency_of(step)
        if any(it[1] < steps.start for it in waiting):
            return []
        tasks = [(it, segment(it[2])) for it in waiting if it[1] in steps]
        joined = [(it, task) for it, task in tasks if joining.admits(task)]
        self.coming = [it for it in self.coming if it not in [its for its, _ in joined]]
        return [Taken(task, self.ends) for _, task in joined]

    def claimed(self, task: SegmentTask, scope: ExitStack) -> Attempt:
        self.segments[task.utterance] = ActiveSegment(task)
        scope.callback(lambda: self.closed.setdefault(task.utterance, len(self.order)))
        return Attempt(self, "tone", self.bus, self.segments[task.utterance])

    def speak(self, name: str, step: int, *, interleaves: bool = True, attempt: int = 1) -> None:
        with ExitStack() as scope:
            claimed = self.claimed(replace(segment(name), attempt=attempt), scope)
            self.preemption.speak(claimed, step, scope, interleaves=interleaves)

    def begin(self) -> None:
        """Forget what was before, but for how fast parts are."""
        self.now += 100
        self.began_at, self.order, self.learnt[:] = self.now, [], []
        self.closed.clear()

    def gaps_s(self) -> dict[str, float]:
        """Return how long each who hears something had nothing."""
        heard_until, gaps = dict[str, float](), dict[str, float]()
        for number, name in enumerate(self.order, 1):
            spoken_at = number * self.takes_s
            until = heard_until.get(name, spoken_at)
            gaps[name] = max(gaps.get(name, 0.0), spoken_at - until)
            heard_until[name] = max(spoken_at, until) + PART_S
        return gaps

    def load(self) -> None:
        """Nothing to load."""

    def voices(self) -> list[Voice]:
        return []

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        name = request.text.split()[1]
        for _ in range(self.parts):
            if cancelled():
                return
            self.now += self.takes_s
            if error := self.errors.get(name):
                raise error
            self.order.append(name)
            yield Speech(np.full(round(self.part_s * self.sample_rate_hz), 0.5, np.float32))


@pytest.fixture
def stall_limit_s() -> float:
    return 60.0


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, stall_limit_s: float) -> Desk:
    desk = Desk(stall_limit_s)
    monkeypatch.setattr(attempts, "time", SimpleNamespace(monotonic=lambda: desk.now))
    for _ in range(20):  # after which it is known what a part takes
        desk.speak("before", LATER, interleaves=False)
    desk.begin()
    return desk


WHOLE = round(PARTS * PART_S * Desk.sample_rate_hz)


def test_who_hears_nothing_yet_waits_for_a_part_and_not_for_a_sentence(desk: Desk) -> None:
    desk.comes("b", 0.3)
    desk.speak("a", LATER)
    assert desk.order[:4] == ["a", "a", "b", "b"]
    assert desk.bus.first_at["b"] == pytest.approx(0.6)
    assert desk.bus.samples("a") == desk.bus.samples("b") == WHOLE
    assert isinstance(desk.bus.messages["a"][-1], Finished)
    assert isinstance(desk.bus.messages["b"][-1], Finished)
    assert desk.ends == {"b": None}


def test_then_those_go_on_who_have_least_to_hear(desk: Desk) -> None:
    """The first has 4 s when it begins, 5.8 after its first part; the other 1 s after its own."""
    desk.comes("b", 0.1)
    desk.speak("a", LATER)
    assert desk.order == [*"ab", *"bbbb", *"aaaa"]


def test_parts_in_a_row_are_joined_to_messages_while_another_waits(desk: Desk) -> None:
    desk.parts, desk.part_s, desk.takes_s = 40, 0.05, 0.002
    desk.comes("b", 0.0)
    desk.speak("a", LATER)
    assert "a" + "b" * 40 + "a" in "".join(desk.order)
    assert desk.bus.samples("a") == desk.bus.samples("b") == round(40 * 0.05 * Tone.sample_rate_hz)
    assert len(desk.bus.messages["b"]) < 20


def test_a_backend_that_has_to_end_a_segment_first_is_asked_for_nothing_else(desk: Desk) -> None:
    desk.comes("b", 0.1)
    desk.speak("a", LATER, interleaves=False)
    assert desk.order == ["a"] * PARTS and not desk.looks


def test_what_was_tried_before_is_spoken_alone(desk: Desk) -> None:
    desk.comes("b", 0.1)
    desk.speak("a", LATER, attempt=2)
    assert desk.order == ["a"] * PARTS


@pytest.mark.parametrize("takes_s", [0.1, 0.17, 0.25, 0.33, 0.42, 0.6, 0.9])
@pytest.mark.parametrize("parts", [3, 6, 20])
def test_nobody_who_hears_something_runs_dry_for_a_newcomer(
    desk: Desk, takes_s: float, parts: int
) -> None:
    """Eight come at once. All are spoken to, each without a gap, though the last waits for it."""
    desk.takes_s, desk.parts = takes_s, 20
    for _ in range(3):
        desk.speak("before", LATER, interleaves=False)
    desk.begin()
    desk.parts = parts
    for name in "bcdefgh":
        desk.comes(name, 0.0)
    desk.speak("a", FIRST)
    assert max(desk.gaps_s().values()) < 1e-6
    spoken = set(desk.order)
    assert {name: desk.order.count(name) for name in spoken} == dict.fromkeys(spoken, parts)
    assert len(spoken) + len(desk.coming) == 8
    if takes_s <= 0.3:  # another one has begun before the first has ended
        assert desk.bus.first_at["b"] < parts * takes_s


def test_a_worker_takes_no_more_than_it_can_speak_to(desk: Desk) -> None:
    desk.parts = 20
    for name in "bcdefgh":
        desk.comes(name, 0.0)
    desk.speak("a", FIRST)
    assert set(desk.order[:20]) == set("abcd")  # of five who need a second each it makes 4.5


def test_who_can_wait_for_all_the_others_does_not_count(desk: Desk) -> None:
    for name in "bcde":
        desk.comes(name, 0.0)
    desk.speak("a", 6)
    assert desk.order[:5] == list("abcde")
    gaps_s = desk.gaps_s()
    assert max(gaps_s[name] for name in "bcde") < 1e-6 and gaps_s["a"] < lead_of(6)


def test_a_download_makes_room_for_any_listener_and_a_listener_for_no_download(desk: Desk) -> None:
    desk.comes("listener", 0.1, step=5)
    desk.comes("download", 0.1, step=DOWNLOAD_PRIORITY)
    desk.speak("book", BATCH)
    assert desk.order == ["book", *["listener"] * PARTS, *["book"] * (PARTS - 1)]
    assert desk.coming == [(desk.began_at + 0.1, DOWNLOAD_PRIORITY, "download")]


def test_a_listener_who_has_something_waits_for_one_who_has_less(desk: Desk) -> None:
    desk.comes("b", 0.1, step=3)
    desk.speak("a", LATER)
    assert desk.order == ["a"] * PARTS and len(desk.coming) == 1


def test_the_time_of_others_is_not_counted(desk: Desk) -> None:
    desk.comes("b", 0.1)
    desk.speak("a", LATER)
    assert [spoken.synthesis_s for spoken in desk.learnt] == pytest.approx([PARTS * TAKES_S] * 2)
    assert [spoken.first_audio_s for spoken in desk.learnt] == pytest.approx([TAKES_S] * 2)
    finished = [it for name in "ab" for it in desk.bus.messages[name] if isinstance(it, Finished)]
    assert [it.synthesis_s for it in finished] == pytest.approx([PARTS * TAKES_S] * 2)


@pytest.mark.parametrize("name", ["a", "b"])
def test_one_fails_and_the_other_does_not(desk: Desk, name: str) -> None:
    desk.comes("b", 0.1)
    desk.errors[name] = NothingToSpeak("Write a word.")
    desk.speak("a", LATER)
    if name == "a":  # which failed before there was time for the other
        assert desk.coming and not desk.order
    else:
        assert desk.bus.samples("a") == WHOLE and desk.ends == {"b": None}
    assert isinstance(desk.bus.messages[name][-1], Failed)


def test_what_nobody_expected_ends_its_own_task_only(desk: Desk) -> None:
    desk.comes("b", 0.1)
    desk.errors["b"] = ZeroDivisionError("a fault")
    desk.speak("a", LATER)
    assert desk.bus.samples("a") == WHOLE and isinstance(desk.ends["b"], ZeroDivisionError)
    desk.comes("d", 0.1)
    desk.errors["c"] = ZeroDivisionError("a fault")
    with pytest.raises(ZeroDivisionError):
        desk.speak("c", LATER)


def test_who_does_not_want_it_any_more_is_let_go_first(desk: Desk) -> None:
    desk.comes("b", 0.1)
    speak, cancel = desk.synthesize, desk.segments

    def synthesize(request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        for part in speak(request, cancelled):
            if desk.order.count("b") == 2:
                cancel["a"].cancel()
            yield part

    desk.synthesize = synthesize  # type: ignore[method-assign]
    desk.speak("a", LATER)
    assert desk.order == [*"ab", *"bbbb"] and desk.bus.samples("b") == WHOLE
    assert not isinstance(desk.bus.messages["a"][-1], Finished)


def test_without_its_redis_one_is_left_to_another_worker(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.comes("b", 0.1)
    desk.bus.lost.add("b")
    desk.speak("a", LATER)
    assert (
        desk.bus.samples("a") == WHOLE and desk.ends == {"b": None} and "b" not in desk.bus.messages
    )
    assert "A segment is left to another worker" in caplog.text


@pytest.mark.parametrize(("stall_limit_s", "longest_s"), [(60.0, LONGEST_S), (9.0, 3.0)])
def test_celery_gets_the_worker_back_before_anything_seems_stuck(
    desk: Desk, longest_s: float
) -> None:
    for number in range(100):
        desk.comes(f"n{number}", number * PARTS * TAKES_S)
    desk.speak("a", LATER)
    taken = 100 - len(desk.coming)
    assert longest_s - 1 <= taken * PARTS * TAKES_S <= longest_s + (MOST + 1) * PARTS * TAKES_S
    assert desk.now - desk.began_at <= longest_s + (MOST + 1) * PARTS * TAKES_S


@pytest.mark.parametrize(
    ("leads_s", "is_time"),
    [
        ([], True),
        ([math.inf], True),
        ([0.61], True),
        ([0.59], False),  # 0.3 for the newcomer's first part, 0.2 for its own next, 0.1 on its way
        ([0.61, 0.81], True),
        ([0.79, 0.61], False),
        ([0.0], False),
    ],
)
def test_a_newcomer_comes_first_if_all_others_get_theirs_in_time(
    leads_s: list[float], is_time: bool
) -> None:
    pace = PartPace()
    pace.first_s, pace.part_s = 0.3, 0.2
    assert leaves_time(leads_s, pace) is is_time


def test_what_fails_when_a_task_ends_ends_nothing_else(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.comes(UNACKNOWLEDGED, 0.1)
    desk.comes("c", 0.3)
    desk.speak("a", LATER)
    assert all(desk.bus.samples(name) == WHOLE for name in ("a", UNACKNOWLEDGED, "c"))
    assert desk.closed.keys() == {"a", UNACKNOWLEDGED, "c"}
    assert "is not acknowledged" in caplog.text


def test_what_fails_at_a_look_ends_nothing(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.take = None  # type: ignore[assignment,method-assign]
    desk.speak("a", LATER)
    assert desk.bus.samples("a") == WHOLE and "cannot look at what waits" in caplog.text


def test_if_all_fails_every_segment_is_let_go(desk: Desk) -> None:
    desk.comes("b", 0.1)

    def fail(spoken: Spoken) -> None:
        raise ZeroDivisionError("a fault of ours")

    desk.preemption._learn = fail
    with pytest.raises(ZeroDivisionError):
        desk.speak("a", LATER)
    assert desk.closed.keys() == {"a", "b"} and desk.ends.keys() == {"b"}


def test_each_is_let_go_at_its_own_end(desk: Desk) -> None:
    desk.comes("b", 0.1)
    desk.speak("a", 3)
    assert desk.closed["a"] != desk.closed["b"]
    desk.begin()
    desk.bus.lost.add("c")
    desk.comes("d", 0.1)
    desk.speak("c", LATER)
    assert desk.closed["c"] == 1


def test_where_a_look_takes_its_time_it_is_not_soon_repeated(desk: Desk) -> None:
    desk.parts, desk.look_takes_s = 20, SLOW_LOOK_S + 0.1
    desk.speak("a", LATER)
    assert desk.looks == math.ceil(20 * TAKES_S / REST_S)


def test_a_queue_that_can_only_be_looked_at_by_taking_is_left_alone(desk: Desk) -> None:
    desk.looks_on = False
    desk.comes("b", 0.1)
    desk.speak("a", LATER)
    assert desk.order == ["a"] * PARTS and not desk.looks


def test_a_step_says_how_soon_a_segment_is_needed_at_the_earliest() -> None:
    for lead_s in (0.0, 0.5, 1.0, 3.0, 4.0, 16.0, 100.0):
        step = priority_of(lead_s)
        assert lead_of(step) <= lead_s and priority_of(lead_of(step)) == step
    assert lead_of(DOWNLOAD_PRIORITY) == math.inf
