"""The names of segments in the storage."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from frontend.text import Segment
    from frontend.voices.voice_settings import VoiceSettings


def digest_of(index: int, segment: Segment, voice_settings: VoiceSettings, seed: int) -> str:
    """Return a name for what workers make of a segment: all that it depends on gives it."""
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
    )
    return hashlib.sha256(msgspec.json.encode(depends_on)).hexdigest()[:40]
