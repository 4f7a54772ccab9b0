"""What a listener is told of a stream that goes on where it was resumed, and of its marks."""

from typing import Any

import pytest

from backend_queues.base import Word
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Marked
from frontend.protocol.outcomes import FallbackReason
from frontend.streaming.delivery.lane import Handover
from frontend.streaming.position import Position
from frontend.streaming.scheduling.marking import PlacedMark
from frontend.streaming.stream import Stream
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.metrics.meter import Meter
from tasks.messages import Finished, Started, Words
from tests.frontend.streaming.conftest import Clock, play
from tests.support.core import VOICE
from tests.support.spelled import SPECS


def resumed(metrics: Metrics, clock: Clock, position: Position) -> Stream:
    return Stream(24_000, Meter(metrics, Endpoint.SSE), clock, position)


@pytest.mark.parametrize(
    ("start_us", "had_s"), [(1_500_000, 3_599.5), (3_600_000_000, 1.0), (3_602_000_000, 0.0)]
)
def test_what_the_listener_had_of_a_segment_is_what_was_sent_after_its_start(
    metrics: Metrics, clock: Clock, start_us: int, had_s: float
) -> None:
    position = Position(2, 0, start_us, 3_601 * 24_000)
    stream = resumed(metrics, clock, position)
    assert stream.had_s(position) == pytest.approx(had_s, abs=1e-6)


def test_what_was_had_before_a_stream_was_resumed_is_no_lead(
    metrics: Metrics, clock: Clock
) -> None:
    stream = resumed(metrics, clock, Position(0, 24_000, 0, 24_000))
    stream.expect(0, "One.", VOICE)
    play(stream, samples=12_000, first_sample=6_000)
    assert stream.lead_s(clock.now) == 0.0
    play(stream, samples=24_000, first_sample=18_000)
    assert stream.lead_s(clock.now) == pytest.approx(0.75)


TEXT_WITH_MARKS = "One two."
MARKS = [PlacedMark("one", 0), PlacedMark("two", 3)]
ONE_AND_TWO = (Word("One", 0.0, 0.5), Word("two.", 0.5, 1.0))


def marks_told(stream: Stream, segment_index: int) -> list[tuple[str, bool]]:
    """Speak a segment; return its marks, and whether they were told before its end."""
    header: dict[str, Any] = {"utterance": "u", "attempt": 1, "sequence": 0}
    header["segment_index"] = segment_index
    stream.expect(segment_index, TEXT_WITH_MARKS, VOICE, MARKS)
    events = list(stream.translate(Started(**header, worker="w")))
    events += stream.translate(Words(**header, words=ONE_AND_TWO))
    at_once = len([event for event in events if isinstance(event, Marked)])
    events += stream.translate(Finished(**header, samples=24_000, synthesis_s=0.1))
    marks = [event.name for event in events if isinstance(event, Marked)]
    return [(name, place < at_once) for place, name in enumerate(marks)]


def test_marks_are_told_as_they_are_reached(metrics: Metrics, clock: Clock) -> None:
    stream = Stream(24_000, Meter(metrics, Endpoint.SSE), clock)
    assert marks_told(stream, 0) == [("one", True), ("two", True)]


@pytest.mark.parametrize(
    ("words", "told"),
    [(0, [("two", True)]), (1, [("two", False)])],
    ids=["no word was told before", "a word was told before"],
)
def test_of_a_segment_that_is_resumed_its_beginning_was_told(
    metrics: Metrics, clock: Clock, words: int, told: list[tuple[str, bool]]
) -> None:
    stream = resumed(metrics, clock, Position(2, 4_800, 0, 4_800, words))
    assert marks_told(stream, 2) == told
    assert marks_told(stream, 3) == [("one", True), ("two", True)]


def test_that_it_spoke_before_the_stream_was_resumed_is_not_told_again(
    metrics: Metrics, clock: Clock
) -> None:
    stream = resumed(metrics, clock, Position(0, 24_000, 0, 24_000))
    for index in range(2):
        stream.expect(index, "One.", VOICE)
    how = "tone", SPECS["second"], "am_second", "en-US", FallbackReason.NO_WORKER, 0
    assert list(stream.translate(Handover(0, *how, known=True))) == []
    assert list(stream.translate(Handover(1, *how))) == []
