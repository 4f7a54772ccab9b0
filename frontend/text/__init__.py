"""Text to segments: pure, no I/O, no clock. `TextCutter` is all the rest of the frontend needs.

In comes text as it is written, in pieces of any size; out go segments, the same however the text
was split. Markup is removed, sentences are found, tags and pauses are kept. It imports no other
room.
"""

from frontend.text.cutter import TextCutter
from frontend.text.phrases import parted
from frontend.text.script import is_speakable, weight
from frontend.text.segment import DEFAULT_LIMITS, Ending, PhraseLimits, Segment, SegmentLimits
from frontend.text.segmenter import Segmenter
from frontend.text.speakable import SpeakableFilter
from frontend.text.tags import drop_tags

__all__ = [
    "DEFAULT_LIMITS",
    "Ending",
    "PhraseLimits",
    "Segment",
    "SegmentLimits",
    "Segmenter",
    "SpeakableFilter",
    "TextCutter",
    "drop_tags",
    "is_speakable",
    "parted",
    "weight",
]
