"""What routes and batch jobs share of a frontend process."""

from dataclasses import dataclass

from frontend.cluster.bus import FrontendBus
from frontend.cluster.fleet import Fleet
from frontend.jobs.speaking import SegmentSpeaker
from frontend.telemetry.metrics.instruments import Metrics
from frontend.voices.defaults import Defaults
from frontend.voices.resolver import VoiceResolver
from frontend.voices.voice_samples.library import VoiceLibrary


@dataclass(frozen=True)
class Services:
    bus: FrontendBus
    fleet: Fleet
    samples: VoiceLibrary
    defaults: Defaults
    voices: VoiceResolver
    metrics: Metrics
    segment_speaker: SegmentSpeaker
