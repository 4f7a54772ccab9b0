"""What batch jobs need of the rest of a frontend process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontend.cluster.bus import FrontendBus
    from frontend.cluster.fleet import Fleet
    from frontend.jobs.running.segment_speaker import SegmentSpeaker
    from frontend.streaming.diction.planned_segment import PlannedSegment
    from frontend.voices.casting.parted_text import Text
    from frontend.voices.casting.voice_finder import InlineVoices
    from frontend.voices.defaults import Defaults
    from frontend.voices.voice_samples.library import VoiceLibrary
    from frontend.voices.voice_settings import VoiceSettings


# As jobs.cutting.cut: the segments of a text, with the voice they are spoken in.
Cut = Callable[["Text", "VoiceSettings"], AsyncIterator["PlannedSegment"]]


@dataclass(frozen=True)
class JobContext:
    bus: FrontendBus
    fleet: Fleet
    library: VoiceLibrary
    defaults: Defaults
    segment_speaker: SegmentSpeaker
    cut: Cut
    inline_voices: InlineVoices = "backend"  # which ones a text may name
