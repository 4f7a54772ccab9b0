"""What a listener hears who plays audio as it arrives. Pure; times are seconds of one clock."""

import numpy as np
import numpy.typing as npt

PLAYABLE_S = 0.05  # so much must be there before a player begins
GAP_S = 0.02  # a shorter pause is not heard
AUDIBLE = 0.01  # of full scale: -40 dB
FULL_SCALE = 32_768

Samples = npt.NDArray[np.int16]  # mono


class Playback:
    """Plays in real time from the first playable audio on; pauses where there is none."""

    def __init__(self, rate_hz: int) -> None:
        self.rate_hz = rate_hz  # of what is taken from now on
        self._held = np.empty(0, np.int16)  # before there is enough to begin
        self.audio_s = 0.0  # that is played
        self.dry_at = 0.0  # when all of it will have been
        self.playable_at: float | None = None
        self.audible_at: float | None = None
        self.gaps_s: list[float] = []

    def take(self, samples: Samples, now: float) -> None:
        """Play what arrives now after what came before."""
        if self.playable_at is None:
            samples = self._held = np.concatenate([self._held, samples])
            if self._seconds(len(samples)) < PLAYABLE_S:
                return
            self.playable_at = self.dry_at = now
        gap_s = max(0.0, now - self.dry_at)
        if gap_s > GAP_S:
            self.gaps_s.append(gap_s)
        self._play(samples, self.dry_at + gap_s)

    def _play(self, samples: Samples, at: float) -> None:
        if self.audible_at is None:
            loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > AUDIBLE * FULL_SCALE)
            if len(loud):
                self.audible_at = at + self._seconds(int(loud[0]))
        self.audio_s += self._seconds(len(samples))
        self.dry_at = at + self._seconds(len(samples))

    def _seconds(self, samples: int) -> float:
        return samples / self.rate_hz
