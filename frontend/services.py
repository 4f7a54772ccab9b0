"""What every utterance of a frontend process shares."""

from dataclasses import dataclass

from frontend.cluster.bus import FrontendBus
from frontend.cluster.dispatch import Dispatcher
from frontend.cluster.fleet import Fleet
from frontend.cluster.results import ResultSubscriber
from frontend.settings import Settings
from frontend.streaming.background import Background
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.traces import Traces
from frontend.voices.defaults import Defaults
from frontend.voices.voice_samples.library import VoiceLibrary


@dataclass(frozen=True)
class Services:
    settings: Settings
    bus: FrontendBus
    dispatcher: Dispatcher
    fleet: Fleet
    results: ResultSubscriber
    background: Background
    samples: VoiceLibrary
    defaults: Defaults
    metrics: Metrics
    traces: Traces
