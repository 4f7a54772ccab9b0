"""What batch jobs need of the rest of a frontend process."""

from dataclasses import dataclass

from frontend.cluster.bus import FrontendBus
from frontend.cluster.fleet import Fleet
from frontend.jobs.speaking import SegmentSpeaker
from frontend.voices.defaults import Defaults
from frontend.voices.voice_samples.library import VoiceLibrary


@dataclass(frozen=True)
class JobContext:
    bus: FrontendBus
    fleet: Fleet
    library: VoiceLibrary
    defaults: Defaults
    segment_speaker: SegmentSpeaker
