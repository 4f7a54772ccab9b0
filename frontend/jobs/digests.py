"""The names of segments in the storage."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from frontend.streaming.diction.planned_segment import PlannedSegment


def digest_of(index: int, planned: PlannedSegment, seed: int) -> str:
    """Return a name for what workers make of a segment: all that it depends on gives it."""
    segment, voice_settings, spoken = planned.segment, planned.voice_settings, planned.spoken
    depends_on = (
        voice_settings.backend.name,
        index,
        segment.text,
        segment.pause_s,
        voice_settings.voice,
        voice_settings.language,
        sorted(voice_settings.options.items()),
        voice_settings.voice_sample.digest if voice_settings.voice_sample else "",
        seed,
        # What is spoken as it is written has the name that older versions gave it.
        *([spoken.text] if spoken.text != segment.text else []),
    )
    return hashlib.sha256(msgspec.json.encode(depends_on)).hexdigest()[:40]
