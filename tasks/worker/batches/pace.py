"""How fast a backend makes segments and their parts: running means."""

from tasks.worker.speed import NEWEST_WEIGHT

UNKNOWN_S = 0.25  # what a part takes while none was spoken
SHARE = 0.9  # of a worker's speech that may be promised: parts are not alike


class PartPace:
    """`first_s` is what a segment's first part takes, `part_s` what each of the others takes.

    `segment_s` is what a whole one takes, 0 while none was spoken.
    """

    def __init__(self) -> None:
        self.first_s = self.part_s = UNKNOWN_S
        self.segment_s = 0.0
        self._char_s = 0.0  # what a character of a text takes
        self._took_s = self._speech_s = 0.0  # means over parts, a segment's first ones among them

    def learn(self, took_s: float, speech_s: float, *, is_first: bool) -> None:
        """Learn of a part that gave so much speech."""
        if is_first:
            self.first_s += NEWEST_WEIGHT * (took_s - self.first_s)
        else:
            self.part_s += NEWEST_WEIGHT * (took_s - self.part_s)
        self._took_s += NEWEST_WEIGHT * (took_s - self._took_s)
        self._speech_s += NEWEST_WEIGHT * (speech_s - self._speech_s)

    def learn_segment(self, took_s: float, chars: int) -> None:
        """Learn of a whole segment."""
        weight = NEWEST_WEIGHT if self.segment_s else 1.0
        self.segment_s += weight * (took_s - self.segment_s)
        self._char_s += weight * (took_s / chars - self._char_s)

    def left_s(self, took_s: float, chars: int) -> float:
        """Return what the rest of a segment takes that has taken so long already."""
        return max(self.part_s, chars * self._char_s - took_s)

    def sustains(self, count: int) -> bool:
        """Tell whether so many listeners can be spoken to, each a second in every second."""
        return count * self._took_s <= SHARE * self._speech_s
