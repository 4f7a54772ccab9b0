"""What one listener hears of a known text, checked to the sample as it comes. Pure."""

from functools import cache

import msgspec

from tests.support.tones import expected_pcm

RATE_HZ = 24_000
SAMPLE_BYTES = 2


@cache
def pcm_of_text(text: str, speed: float) -> bytes:
    return expected_pcm(text, speed=speed)


class Pause(msgspec.Struct, frozen=True):
    """A silence that a listener heard who plays the speech as it comes."""

    began_at: float
    ended_at: float

    @property
    def seconds(self) -> float:
        return self.ended_at - self.began_at


class Hearing:
    """Compares what comes with the undisturbed speech of the text."""

    def __init__(self, expected: bytes, now: float) -> None:
        self._expected = expected
        self._heard_bytes = 0
        self._dry_at = 0.0  # when all that came has been played
        self.began_at = now
        self._came_at = now  # the last audio
        self.longest_wait_s = 0.0  # for the next audio
        self.pauses: list[Pause] = []
        self.wrong_bytes = 0

    @property
    def samples(self) -> int:
        return self._heard_bytes // SAMPLE_BYTES

    @property
    def wrong(self) -> int:
        """Samples that differ from the undisturbed speech at their place."""
        return -(-self.wrong_bytes // SAMPLE_BYTES)

    @property
    def missing(self) -> int:
        """Samples that have not come."""
        return max(0, len(self._expected) - self._heard_bytes) // SAMPLE_BYTES

    @property
    def surplus(self) -> int:
        """Samples beyond the end of the undisturbed speech."""
        return max(0, self._heard_bytes - len(self._expected)) // SAMPLE_BYTES

    def take(self, pcm: bytes, now: float) -> None:
        part = self._expected[self._heard_bytes : self._heard_bytes + len(pcm)]
        if part != pcm[: len(part)]:
            self.wrong_bytes += sum(a != b for a, b in zip(part, pcm, strict=False))
        self._heard_bytes += len(pcm)
        self._play(len(pcm) / SAMPLE_BYTES / RATE_HZ, now)

    def stand_still(self, seconds: float) -> None:
        """Note that the listener took and played nothing for a while: no pause of the server's."""
        self._dry_at += seconds

    def _play(self, seconds: float, now: float) -> None:
        if self._dry_at and now > self._dry_at:
            self.pauses.append(Pause(self._dry_at, now))
        self.longest_wait_s = max(self.longest_wait_s, now - self._came_at)
        self._came_at = now
        self._dry_at = max(self._dry_at, now) + seconds
