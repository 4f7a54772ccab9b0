"""Segments go on with another backend where they were heard up to, and once only."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from backend_queues.base import Word
from backend_queues.errors import NoWorker, SegmentFailed
from backend_queues.registry import registry
from frontend.protocol.outcomes import FallbackReason
from frontend.streaming.delivery.backend_choice import BackendChoice
from frontend.streaming.delivery.handing_over import HandingOver
from frontend.streaming.delivery.in_flight import InFlightSegments
from frontend.streaming.delivery.lane import Handover
from frontend.streaming.delivery.ledger import Entry, Part
from frontend.streaming.delivery.segment_tasks import SegmentTasks
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.scheduling.load import Load
from frontend.streaming.signals import Signals
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.observer import SegmentObserver
from frontend.text import Ending, Segment
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import AnyNumberedMessage, Chunk, Started, Words
from tests.support.memory_cluster import MemoryCluster
from tests.support.segment_tasks import TASK
from tests.support.spelled import SPECS

FIRST, SECOND, THIRD = (VoiceSettings(SPECS[name], f"am_{name}", "en-US", {}, ()) for name in SPECS)
FAST = replace(FIRST, options={"speed": 2.0})
TEXT = "One two three four five six."  # 28 characters
RATE_HZ = 100


def fallbacks(asked: VoiceSettings) -> Sequence[VoiceSettings]:
    return [SECOND, THIRD] if asked.backend.name == "first" else []


class Delivery:
    """The segments of one utterance, and what hands them over."""

    def __init__(self) -> None:
        observer = SegmentObserver("u", Metrics(list(SPECS)))
        load = Load(MemoryCluster(workers=0)).of("")
        self.choice = BackendChoice(fallbacks)
        self.segments = InFlightSegments("u", load, Signals.for_stream(), observer, lambda: 0.0)
        tasks = SegmentTasks("u", "f", 7)
        self.handing_over = HandingOver(self.choice, tasks, self.segments, observer)

    def launch(self, index: int = 0, asked: VoiceSettings = FIRST, **had: Any) -> Entry:
        planned = PlannedSegment.as_written(Segment(TEXT, Ending.SENTENCE, 0.3), asked)
        whole = Part(planned, planned.spoken, **had)
        entry, part = self.handing_over.begin(index, whole, 0, 0.0)
        self.segments.record(entry, starts=index == 0, words=part.known_words)
        return entry

    def hear(self, *messages: AnyNumberedMessage) -> None:
        """Receive messages of a worker, all of which the listener takes."""
        for message in messages:
            self.segments.receive(message)
        while self.segments.pop():
            pass

    def leave(self, entry: Entry) -> bool:
        return self.handing_over.hand_over(entry, FallbackReason.NO_WORKER)


@pytest.fixture
def delivery() -> Delivery:
    return Delivery()


def speech(entry: Entry, seconds: int, *words: Word) -> list[AnyNumberedMessage]:
    """Return what a worker sends of so many seconds."""
    numbers = {"segment_index": entry.task.segment_index, "attempt": entry.task.attempt}
    header: dict[str, Any] = {"utterance": "u", **numbers}
    messages: list[AnyNumberedMessage] = [Started(**header, sequence=0, worker="w")]
    messages += [
        Chunk(
            **header,
            sequence=1 + number,
            chunk_index=number,
            first_sample=number * RATE_HZ,
            pcm=bytes(2 * RATE_HZ),
            sample_rate_hz=RATE_HZ,
        )
        for number in range(seconds)
    ]
    if words:
        messages.append(Words(**header, sequence=1 + seconds, words=words))
    return messages


def rest(entry: Entry) -> tuple[str, str]:
    """Return who speaks it now, and what of its text."""
    return entry.backend.name, entry.task.text


def test_what_another_backend_cannot_do_better_fails(delivery: Delivery) -> None:
    entry = delivery.launch()
    assert not delivery.handing_over.hand_over_after(SegmentFailed("It broke"), entry)
    assert rest(entry) == ("first", TEXT)
    assert delivery.handing_over.hand_over_after(NoWorker("nobody"), entry)
    assert rest(entry) == ("second", TEXT)


def test_where_nobody_is_left_a_segment_is_not_handed_over(delivery: Delivery) -> None:
    entry = delivery.launch()
    assert delivery.leave(entry) and delivery.leave(entry)
    assert rest(entry) == ("third", TEXT)
    assert not delivery.leave(entry)
    assert rest(entry) == ("third", TEXT)


def test_what_no_other_may_speak_stays(delivery: Delivery) -> None:
    alone = Entry(
        msgspec.structs.replace(TASK, segment_index=1), registry().get("tone"), 0.0, part=None
    )
    entry = delivery.launch()
    delivery.segments.record(alone, starts=False, words=0)
    assert not delivery.leave(alone)
    assert delivery.leave(entry)
    assert (alone.backend.name, alone.task.attempt) == ("tone", 1)


def test_those_after_it_go_over_too_and_those_before_it_or_of_others_do_not(
    delivery: Delivery,
) -> None:
    before, entry, after = (delivery.launch(index) for index in range(3))
    other = delivery.launch(3, THIRD)
    assert delivery.leave(entry)
    assert [it.backend.name for it in (before, entry, after, other)] == [
        "first",
        "second",
        "second",
        "third",
    ]
    assert [it.task.attempt for it in (before, entry, after, other)] == [1, 2, 2, 1]


def test_no_message_of_a_backend_that_was_left_counts(delivery: Delivery) -> None:
    entry = delivery.launch()
    delivery.leave(entry)
    assert entry.task.attempt == 2
    assert delivery.segments.ledger.get(0, attempt=1) is None


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        (FIRST, TEXT.index("three")),  # of two and a third seconds, by twelve characters a second
        (FAST, TEXT.index("six")),  # of half as much
    ],
)
def test_without_words_the_place_is_found_by_how_long_the_text_should_take(
    delivery: Delivery, asked: VoiceSettings, begins: int
) -> None:
    entry = delivery.launch(asked=asked)
    delivery.hear(*speech(entry, 1))
    delivery.leave(entry)
    assert rest(entry) == ("second", TEXT[begins:])


def test_a_third_goes_on_after_what_was_heard_of_both(delivery: Delivery) -> None:
    entry = delivery.launch()
    delivery.hear(*speech(entry, 1, Word("One", 0.0, 0.4), Word("two", 0.5, 0.9)))
    delivery.leave(entry)
    assert rest(entry) == ("second", "three four five six.")
    delivery.hear(*speech(entry, 2, Word("three", 0.0, 0.9), Word("four", 1.0, 1.9)))
    delivery.leave(entry)
    assert rest(entry) == ("third", "five six.")
    part = entry.part
    assert part and (TEXT[part.begins :], part.start_s, part.words) == ("five six.", 3.0, 4)
    [first, second] = delivery.choice.continued
    assert (first.begins, first.start_s, first.words, first.left) == (8, 1.0, 2, "first")
    assert (second.begins, second.start_s, second.words, second.left) == (19, 3.0, 4, "second")


def told(delivery: Delivery, **had: Any) -> Handover | None:
    return delivery.handing_over.told(delivery.launch(1, **had))


def test_a_listener_is_told_of_another_backend_once(delivery: Delivery) -> None:
    assert delivery.handing_over.told(delivery.launch()) is None
    delivery.handing_over.begin_elsewhere(FIRST, FallbackReason.START_DELAY)
    assert rest(delivery.launch()) == ("second", TEXT)
    new = told(delivery)
    assert new and (new.left, new.backend, new.voice) == ("first", SECOND.backend, "am_second")
    assert (new.reason, new.begins, new.known) == (FallbackReason.START_DELAY, 0, False)
    for had in ({"had_s": 0.5}, {"had_words": 1}, {"had_s": 0.5, "had_words": 1}):
        known = told(delivery, **had)
        assert known and known.known
