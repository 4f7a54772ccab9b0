"""What a stream counts as a gap."""

import pytest

from frontend.protocol.endpoints import Endpoint
from frontend.streaming.stream import Stream
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.metrics.meter import Meter
from tasks.messages import Chunk


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(["tone"])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stream(metrics: Metrics, clock: Clock) -> Stream:
    stream = Stream(24_000, Meter(metrics, Endpoint.SSE), clock)
    stream.expect(0, "One.", "tone")
    return stream


def play(stream: Stream, segment_index: int = 0) -> None:
    """Take a second of audio."""
    chunk = Chunk(
        utterance="u",
        segment_index=segment_index,
        attempt=1,
        sequence=1,
        chunk_index=0,
        first_sample=0,
        pcm=bytes(48_000),
        sample_rate_hz=24_000,
    )
    list(stream.translate(chunk))


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
    stream.expect(1, "Two.", "tone")
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
