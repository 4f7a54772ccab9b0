"""A segment that is ready to be spoken."""

from __future__ import annotations

import msgspec

from frontend.streaming.scheduling.marking import PlacedMark
from frontend.text import Segment
from frontend.text.normalisation import Spoken
from frontend.voices.voice_settings import VoiceSettings


class PlannedSegment(msgspec.Struct, frozen=True):
    """A segment as it is written, what is spoken for it, and with which voice settings."""

    segment: Segment
    voice_settings: VoiceSettings
    spoken: Spoken
    marks: tuple[PlacedMark, ...] = ()

    @classmethod
    def as_written(cls, segment: Segment, voice_settings: VoiceSettings) -> PlannedSegment:
        return cls(segment, voice_settings, Spoken.as_written(segment.text))
