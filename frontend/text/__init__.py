"""Text to segments: pure, no I/O, no clock. `TextCutter` is all the rest of the frontend needs."""

from frontend.text.cutter import TextCutter
from frontend.text.script import is_speakable
from frontend.text.segment import (
    DEFAULT_LIMITS,
    WHOLE_SENTENCES,
    Ending,
    Segment,
    SegmentLimits,
)
from frontend.text.segmenter import Segmenter
from frontend.text.speakable import SpeakableFilter
from frontend.text.tags import drop_tags

__all__ = [
    "DEFAULT_LIMITS",
    "WHOLE_SENTENCES",
    "Ending",
    "Segment",
    "SegmentLimits",
    "Segmenter",
    "SpeakableFilter",
    "TextCutter",
    "drop_tags",
    "is_speakable",
]
