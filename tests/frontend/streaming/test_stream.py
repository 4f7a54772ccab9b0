"""What a listener is told of a stream and when, and what counts as a gap."""

from typing import Any

import pytest

from backend_queues.base import Word
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import (
    Audio,
    Done,
    FellBack,
    Marked,
    SegmentBegan,
    SpokenWords,
)
from frontend.protocol.outcomes import FallbackReason
from frontend.streaming.delivery.lane import Handover
from frontend.streaming.position import Position
from frontend.streaming.stream import Stream
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.metrics.meter import Meter
from tasks.messages import Chunk, Finished, Started, Words
from tests.frontend.streaming.conftest import Clock, play
from tests.support.core import VOICE
from tests.support.spelled import SPECS


@pytest.fixture
def stream(metrics: Metrics, clock: Clock) -> Stream:
    stream = Stream(24_000, Meter(metrics, Endpoint.SSE), clock)
    stream.expect(0, "One.", VOICE)
    return stream


def gaps(metrics: Metrics) -> tuple[float, float]:
    """Return how many there were, and how many seconds of them."""
    labels = {"backend": "tone", "door": "/sse"}
    count, seconds = (
        metrics.registry.get_sample_value(f"voice_server_{name}_total", labels) or 0.0
        for name in ("gaps", "gap_seconds")
    )
    return count, seconds


def test_audio_that_was_waited_for_comes_after_a_gap(
    stream: Stream, metrics: Metrics, clock: Clock
) -> None:
    play(stream)
    stream.wait()
    clock.now += 3
    play(stream)
    assert gaps(metrics) == (1, 2)


def test_audio_that_comes_in_time_leaves_no_gap(
    stream: Stream, metrics: Metrics, clock: Clock
) -> None:
    play(stream)
    stream.wait()
    clock.now += 0.9
    play(stream)
    stream.wait()
    clock.now += 1.11  # what players hold covers the rest
    play(stream)
    assert gaps(metrics) == (0, 0)


def test_a_client_that_takes_late_what_is_there_has_no_gap(
    stream: Stream, metrics: Metrics, clock: Clock
) -> None:
    play(stream)
    clock.now += 3
    play(stream)
    assert gaps(metrics) == (0, 0)


def test_who_took_late_has_a_gap_of_what_it_then_waited(
    stream: Stream, metrics: Metrics, clock: Clock
) -> None:
    play(stream)
    clock.now += 3
    stream.wait()
    clock.now += 0.5
    stream.wait()  # it was woken by something else
    clock.now += 0.5
    play(stream)
    assert gaps(metrics) == (1, 1)


def test_a_wait_of_the_past_makes_no_gap_later(
    stream: Stream, metrics: Metrics, clock: Clock
) -> None:
    play(stream)
    stream.wait()
    play(stream)
    clock.now += 5
    play(stream)
    assert gaps(metrics) == (0, 0)


def test_a_gap_begins_no_sooner_than_the_text_came(
    stream: Stream, metrics: Metrics, clock: Clock
) -> None:
    play(stream)
    stream.wait()
    clock.now += 10
    stream.expect(1, "Two.", VOICE)
    clock.now += 0.5
    play(stream, segment_index=1)
    assert gaps(metrics) == (1, 0.5)


def test_the_wait_for_the_first_audio_is_no_gap(
    stream: Stream, metrics: Metrics, clock: Clock
) -> None:
    stream.wait()
    clock.now += 3
    play(stream)
    assert gaps(metrics) == (0, 0)


def test_events_say_where_in_the_stream_they_are(stream: Stream) -> None:
    header: dict[str, Any] = {"utterance": "u", "attempt": 1, "sequence": 0}
    play(stream)  # a second of the first segment
    stream.expect(1, "Two.", VOICE)
    [began] = stream.translate(Started(**header, segment_index=1, worker="w"))
    assert began == SegmentBegan(1, "Two.", 1.0, "sine", "en")
    words = (Word("Two", 0.25, 0.5),)
    [spoken] = stream.translate(Words(**header, segment_index=1, words=words))
    assert spoken == SpokenWords(1, (Word("Two", 1.25, 1.5),))
    chunk = Chunk(
        **header,
        segment_index=1,
        chunk_index=0,
        first_sample=100,
        pcm=bytes(600),
        sample_rate_hz=24_000,
    )
    [audio] = stream.translate(chunk)
    assert audio == Audio(1, 400, bytes(600), 24_000)
    list(stream.translate(Finished(**header, segment_index=1, samples=400, synthesis_s=0.1)))
    assert stream.so_far() == Done(1, round(1 + 400 / 24_000, 3))


def test_times_are_told_to_the_microsecond_and_those_of_words_to_the_millisecond(
    metrics: Metrics, clock: Clock
) -> None:
    stream = Stream(24_000, Meter(metrics, Endpoint.SSE), clock, Position(0, 0, 0, 0, 0))
    stream.expect(0, "One.", VOICE)
    stream.expect(1, "Two.", VOICE)
    header: dict[str, Any] = {"utterance": "u", "attempt": 1, "sequence": 0}
    play(stream, samples=16_000)
    [began] = stream.translate(Started(**header, segment_index=1, worker="w"))
    assert began == SegmentBegan(1, "Two.", 0.666667, "sine", "en")
    words = (Word("Two", 0.25, 0.50006),)
    [spoken] = stream.translate(Words(**header, segment_index=1, words=words))
    assert spoken == SpokenWords(1, (Word("Two", 0.917, 1.167),))


@pytest.mark.parametrize(("late_s", "expected"), [(0.019, 0), (0.02, 1)])
def test_what_players_hold_covers_a_gap_of_less_than_twenty_milliseconds(
    metrics: Metrics, late_s: float, expected: int
) -> None:
    clock = Clock()
    clock.now = 0.0
    stream = Stream(24_000, Meter(metrics, Endpoint.SSE), clock)
    stream.expect(0, "One.", VOICE)
    play(stream, samples=480)
    stream.wait()
    clock.now = 0.02 + late_s
    play(stream)
    assert gaps(metrics)[0] == expected


def test_a_resumed_stream_counts_on_from_its_position(metrics: Metrics, clock: Clock) -> None:
    position = Position(2, 0, 1_500_000, 36_000, 0)
    stream = Stream(24_000, Meter(metrics, Endpoint.SSE), clock, position)
    assert stream.so_far() == Done(2, 1.5)
    stream.expect(2, "Three.", VOICE)
    started = Started(utterance="u", segment_index=2, attempt=1, sequence=0, worker="w")
    assert list(stream.translate(started)) == [SegmentBegan(2, "Three.", 1.5, "sine", "en")]


def test_what_is_spoken_again_for_the_resampler_is_not_sent(metrics: Metrics, clock: Clock) -> None:
    position = Position(0, sample=10_000, sent_samples=10_000)
    stream = Stream(24_000, Meter(metrics, Endpoint.SSE), clock, position)
    stream.expect(0, "One.", VOICE)
    [audio] = play(stream, first_sample=position.resume_sample)
    end_sample = position.resume_sample + 24_000
    assert audio == Audio(0, end_sample, bytes(2 * (end_sample - 10_000)), 24_000)


def test_marks_behind_the_text_are_heard_at_its_end_with_the_last_segment(stream: Stream) -> None:
    header: dict[str, Any] = {"utterance": "u", "attempt": 1, "sequence": 0}
    stream.expect(1, "Two.", VOICE)
    play(stream, samples=16_001)
    list(stream.translate(Finished(**header, segment_index=0, samples=16_001, synthesis_s=0.1)))
    list(stream.translate(Finished(**header, segment_index=1, samples=0, synthesis_s=0.1)))
    assert list(stream.finish(["end"])) == [Marked(1, "end", 0.667), Done(2, 0.667)]


def test_marks_without_a_word_are_heard_at_the_beginning(metrics: Metrics, clock: Clock) -> None:
    stream = Stream(24_000, Meter(metrics, Endpoint.SSE), clock)
    assert list(stream.finish(["end"])) == [Marked(0, "end", 0.0), Done(0, 0.0)]


def test_a_text_that_has_nothing_to_say_is_a_tenth_of_a_second_of_silence(
    metrics: Metrics, clock: Clock
) -> None:
    stream = Stream(24_000, Meter(metrics, Endpoint.SSE), clock)
    assert list(stream.silence()) == [Audio(0, 2_400, bytes(4_800), 24_000), Done(0, 0.1)]


def handover(segment_index: int, backend: str, voice: str) -> Handover:
    reason = FallbackReason.NO_WORKER
    return Handover(segment_index, "tone", SPECS[backend], voice, "en-US", reason, begins=0)


def test_that_another_backend_speaks_is_told_once(stream: Stream) -> None:
    stream.expect(1, "Two.", VOICE)
    play(stream, samples=16_000)
    [told] = stream.translate(handover(0, "second", "am_second"))
    reason = FallbackReason.NO_WORKER
    assert told == FellBack(0, 0.666667, "tone", "second", "am_second", reason)
    assert list(stream.translate(handover(1, "second", "am_second"))) == []
    [told] = stream.translate(handover(1, "third", "am_third"))
    assert told == FellBack(1, 0.666667, "tone", "third", "am_third", reason)
