"""A stream on a clock of its own, and speech that it takes."""

import pytest

from frontend.protocol.events import Event
from frontend.streaming.stream import Stream
from frontend.telemetry.metrics.instruments import Metrics
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


def play(
    stream: Stream, segment_index: int = 0, samples: int = 24_000, first_sample: int = 0
) -> list[Event]:
    """Take a second of audio."""
    chunk = Chunk(
        utterance="u",
        segment_index=segment_index,
        attempt=1,
        sequence=1,
        chunk_index=0,
        first_sample=first_sample,
        pcm=bytes(2 * samples),
        sample_rate_hz=24_000,
    )
    return list(stream.translate(chunk))
