"""How long the pauses between segments are, and how much silence a text may ask for. Pure."""

from collections.abc import Sequence

import msgspec

from frontend.text import Ending, Segment
from frontend.text.marks import CJK_CLOSERS, CJK_ENDS, CLOSERS, ENDS
from frontend.text.segment import PAUSES_S


def turned(segments: Sequence[Segment], *, is_sentence: bool) -> list[Segment]:
    """Return what is spoken before another voice, whose pause is short in mid-sentence."""
    if not segments or is_sentence or segments[-1].ending is not Ending.SENTENCE:
        return list(segments)
    text = segments[-1].text.rstrip("".join((*CLOSERS, *CJK_CLOSERS)))
    if text.endswith((*ENDS, *CJK_ENDS)):
        return list(segments)
    clause = {"ending": Ending.CLAUSE, "pause_s": PAUSES_S[Ending.CLAUSE]}
    return [*segments[:-1], msgspec.structs.replace(segments[-1], **clause)]


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
