"""Segments that are ready to be spoken."""

from __future__ import annotations

from collections import deque

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


class Plan:
    """The segments that are cut and not spoken yet, in order; it is false while there are none."""

    def __init__(self) -> None:
        self.chars = 0
        self._segments: deque[PlannedSegment] = deque()

    def __len__(self) -> int:
        return len(self._segments)

    @property
    def next(self) -> PlannedSegment:
        return self._segments[0]

    def add(self, planned: PlannedSegment) -> None:
        self._segments.append(planned)
        self.chars += len(planned.segment.text)

    def pop(self) -> PlannedSegment:
        planned = self._segments.popleft()
        self.chars -= len(planned.segment.text)
        return planned

    def text(self) -> str:
        """Return what they say, as it is written."""
        return " ".join(planned.segment.text for planned in self._segments)
