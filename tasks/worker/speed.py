"""How fast a backend speaks: running means of what its segments took."""

import msgspec

# Weight of the newest segment.
NEWEST_WEIGHT = 0.2
# How well the lengths of segments must differ, in seconds squared, to tell more of the growth than
# is assumed of the backend.
ASSUMED_VARIANCE = 1.0


class Spoken(msgspec.Struct, frozen=True):
    """A segment that was spoken to its end."""

    first_audio_s: float  # to its first samples
    synthesis_s: float
    audio_s: float


class Rate:
    """Seconds of speech over the seconds that it took, as means over the newest.

    The two means are divided, not their quotients averaged: one segment that took twice as long
    would hardly be seen in these, and a worker would be taken for quicker than it is.
    """

    def __init__(self) -> None:
        self.audio_s = 0.0
        self.taken_s = 0.0

    def learn(self, audio_s: float, taken_s: float) -> None:
        weight = NEWEST_WEIGHT if self.taken_s else 1.0
        self.audio_s += weight * (audio_s - self.audio_s)
        self.taken_s += weight * (taken_s - self.taken_s)

    @property
    def speech_per_s(self) -> float:
        return self.audio_s / self.taken_s if self.taken_s else 0.0


class Speed:
    """Means over the last segments; 0 while unknown.

    The time to a segment's first samples is fitted by a line over its length: a backend that makes
    a segment whole begins later with a longer one, one that streams does so hardly.
    """

    def __init__(self) -> None:
        self.first_audio_s = 0.0
        self._alone = Rate()  # of segments, each as if it were spoken by itself
        self._batches: dict[int, Rate] = {}  # by their doublings: 1, 2 to 3, 4 to 7
        self._variance = 0.0  # of the lengths
        self._covariance = 0.0  # of lengths and times to the first samples

    @property
    def segment_s(self) -> float:
        """How long a segment takes to be spoken."""
        return self._alone.taken_s

    @property
    def real_time_factor(self) -> float:
        """Synthesis time over audio time."""
        return self._alone.taken_s / self._alone.audio_s if self._alone.audio_s else 0.0

    def first_audio_growth(self, streams: bool) -> float:
        """Return how much later a segment begins for each second that it is longer.

        A backend that does not declare that it streams is assumed to make segments whole.
        """
        assumed = 0.0 if streams else self.real_time_factor
        known = self._covariance + assumed * ASSUMED_VARIANCE
        return min(max(0.0, known / (self._variance + ASSUMED_VARIANCE)), self.real_time_factor)

    @property
    def speech_per_s(self) -> float:
        """How much speech comes in a second while many wait, so that batches are as they can be.

        Each size counts by itself: few listeners make small batches, which say nothing of how many
        listeners larger ones would serve.
        """
        return max((rate.speech_per_s for rate in self._batches.values()), default=0.0)

    def learn(self, *batch: Spoken) -> None:
        """Learn of the segments, one or more, that were spoken at once, all to their ends."""
        rate = self._batches.setdefault(len(batch).bit_length(), Rate())
        audio_s = sum(spoken.audio_s for spoken in batch)
        rate.learn(audio_s, max(spoken.synthesis_s for spoken in batch))
        for spoken in batch:
            self._learn(spoken)

    def _learn(self, spoken: Spoken) -> None:
        weight = NEWEST_WEIGHT if self.segment_s else 1.0
        longer_s = spoken.audio_s - self._alone.audio_s
        later_s = spoken.first_audio_s - self.first_audio_s
        self._variance = (1 - weight) * (self._variance + weight * longer_s**2)
        self._covariance = (1 - weight) * (self._covariance + weight * longer_s * later_s)
        self.first_audio_s += weight * later_s
        self._alone.learn(spoken.audio_s, spoken.synthesis_s)
