"""How fast a backend makes the parts of a segment: running means."""

from tasks.worker.speed import NEWEST_WEIGHT

UNKNOWN_S = 0.25  # what a part takes while none was spoken
SHARE = 0.9  # of a worker's speech that may be promised: parts are not alike


class PartPace:
    """`first_s` is what a segment's first part takes, `part_s` what each of the others takes."""

    def __init__(self) -> None:
        self.first_s = self.part_s = UNKNOWN_S
        self._took_s = self._speech_s = 0.0  # means over parts, a segment's first ones among them

    def learn(self, took_s: float, speech_s: float, *, is_first: bool) -> None:
        """Learn of a part that gave so much speech."""
        if is_first:
            self.first_s += NEWEST_WEIGHT * (took_s - self.first_s)
        else:
            self.part_s += NEWEST_WEIGHT * (took_s - self.part_s)
        self._took_s += NEWEST_WEIGHT * (took_s - self._took_s)
        self._speech_s += NEWEST_WEIGHT * (speech_s - self._speech_s)

    def sustains(self, count: int) -> bool:
        """Tell whether so many listeners can be spoken to, each a second in every second."""
        return count * self._took_s <= SHARE * self._speech_s
