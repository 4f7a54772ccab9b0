"""How fast the workers of a backend speak, as they have measured it."""

from collections.abc import Sequence
from typing import Self

import msgspec

from frontend.streaming.scheduling.window import SECONDS_PER_CHARACTER
from tasks.messages import Presence

# Before the first segment is spoken, and of workers of an older version, nothing is known.
UNKNOWN_START_S = 1.0
STREAMING_START_S = 0.15
LEAST_GAIN = 0.1  # seconds of speech; where waiting gains less, no phrase is long enough


class Pace(msgspec.Struct, frozen=True):
    """Means over the workers. Times are seconds, `chars` characters of about one letter."""

    first_audio_s: float  # of a segment of `audio_s`
    first_audio_growth: float  # more for each second of speech
    real_time_factor: float
    audio_s: float

    @classmethod
    def of(cls, workers: Sequence[Presence]) -> Self:
        load_s = min((worker.load_s for worker in workers), default=0.0)  # the others are asked too
        measured = [
            worker for worker in workers if worker.first_audio_s and worker.real_time_factor
        ]
        if not measured:
            streams = bool(workers) and all(worker.capabilities.streams for worker in workers)
            start_s = STREAMING_START_S if streams else UNKNOWN_START_S
            return cls(load_s + start_s, 0.0, 0.0, 0.0)
        return cls(
            load_s + _mean([worker.first_audio_s for worker in measured]),
            _mean([worker.first_audio_growth for worker in measured]),
            _mean([worker.real_time_factor for worker in measured]),
            _mean([worker.segment_s / worker.real_time_factor for worker in measured]),
        )

    @property
    def is_measured(self) -> bool:
        return self.real_time_factor > 0

    def start_s(self, chars: float) -> float:
        """Estimate how long a worker takes to the first samples of so much text."""
        more_s = chars * SECONDS_PER_CHARACTER - self.audio_s
        return max(0.0, self.first_audio_s + self.first_audio_growth * more_s)

    def rest_s(self, chars: float) -> float:
        """Estimate how long after its first samples a text is spoken to its end; 0 if unknown."""
        whole_s = self.real_time_factor * chars * SECONDS_PER_CHARACTER
        return max(0.0, whole_s - self.start_s(chars))

    def covering_chars(self, chars: float, workers: int) -> float:
        """Estimate how long the first phrase of a sentence must be to cover the start of its rest.

        With one worker the rest is begun when the phrase has been synthesized; with another that
        is idle, both at once. The phrase is heard from its first samples on, so of a sentence of
        S seconds it must have L: L + growth * L >= wait + growth * (S - L).
        """
        wait = self.real_time_factor if workers < 2 else 0.0  # for each second of the phrase
        gain = 1 + 2 * self.first_audio_growth - wait
        if gain < LEAST_GAIN:
            return 0.0  # it is too slow to speak without a gap, wherever the sentence is cut
        return chars * self.first_audio_growth / gain


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures)
