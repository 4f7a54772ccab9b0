"""What a text is cut from, piece by piece, and how much silence it may ask for. Pure."""

from collections.abc import Iterator

from frontend.text import Ending, Segment

# Cutting this much takes 0.3 ms, and no more than about 2 ms if every word of it might be an
# abbreviation ("A. A. A."); other streams wait no longer than that.
CUT_AT_ONCE_CHARS = 250


def pieces(text: str) -> Iterator[str]:
    """Yield the text in pieces that are cut at once."""
    for start in range(0, len(text), CUT_AT_ONCE_CHARS):
        yield text[start : start + CUT_AT_ONCE_CHARS]


class PauseAllowance:
    """How long the pauses of a text may be that it asks for by tags, in all."""

    def __init__(self, max_pauses_s: float) -> None:
        self._left_s = max_pauses_s

    def of(self, segment: Segment) -> float:
        """Return how long the pause after a segment may be; tags get no more than is left."""
        if segment.ending is not Ending.PAUSE:
            return segment.pause_s
        pause_s = min(segment.pause_s, self._left_s)
        self._left_s -= pause_s
        return pause_s
