"""The text of one synthesis task, how it ends, and the limits it is cut by."""

import enum
import re

import msgspec

from frontend.text.pauses import PARAGRAPH_S


class Ending(enum.Enum):
    """Why a segment ends where it does."""

    CUT = "cut"  # a limit of words or characters, at no mark
    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"  # a line break: also a heading or a list item
    PAUSE = "pause"  # a [pause 0.5] tag


# Silence after a segment. Its own silence is trimmed, so this is all a listener hears. A cut at a
# limit is in the middle of a phrase: any silence there would sound like a stumble. Who reads aloud
# stops for about 0.1 s at a comma, 0.3 s at a full stop and half a second before a new paragraph.
PAUSES_S = {
    Ending.CUT: 0.0,
    Ending.CLAUSE: 0.12,
    Ending.SENTENCE: 0.3,
    Ending.PARAGRAPH: PARAGRAPH_S,
    Ending.PAUSE: 0.0,  # the tag says how long
}

_STOP = re.compile(r",|\.(?!\S)")
_SPACES = re.compile(r"(?<!\s)\s++(?=,|\.(?!\S))|[ \t\n\r\f\v]{2,}|[\t\n\r\f\v]")


class Segment(msgspec.Struct, frozen=True):
    """The text of one task, stripped, and the silence after it; "" is a pause and nothing else."""

    text: str
    ending: Ending
    pause_s: float

    @classmethod
    def of(cls, raw: str, ending: Ending) -> "Segment":
        """Make the segment of a raw stretch of text, with the silence that fits its ending."""
        return cls(tidy(raw), ending, PAUSES_S[ending])


class SegmentLimits(msgspec.Struct, frozen=True):
    """Where segments are cut.

    Characters are of about one letter: a CJK character counts 2.5.
    """

    min_chars: int = 16  # a shorter sentence waits for the next one of its line
    max_chars: int = 400  # no segment is longer
    hurried_s: float = 0.06  # silence after which a mark counts as one, if somebody waits
    brief_s: float = 0.12  # the same for a sentence that is shorter than a phrase
    settled_s: float = 0.2  # silence after which what reads like an end is one
    stalled_s: float = 0.8  # silence after which a clause or a word will do


DEFAULT_LIMITS = SegmentLimits()


class PhraseLimits(msgspec.Struct, frozen=True):
    """How short a phrase may be that is spoken before the rest of its sentence."""

    min_chars: float = 20.0  # of about one letter
    min_words: int = 4  # it ends at a clause mark from here on,
    max_words: int = 12  # and without one here


def tidy(raw: str) -> str:
    """Strip the text and make one space of each run of white space; a non-breaking one stays.

    Before a comma or a full stop there is none: it came before what was taken out.
    """
    return _SPACES.sub(lambda run: "" if _STOP.match(raw, run.end()) else " ", raw).strip()
