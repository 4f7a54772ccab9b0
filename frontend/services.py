"""What every utterance of a frontend process shares."""

from dataclasses import dataclass

from frontend.background import Background
from frontend.bus import FrontendBus
from frontend.defaults import Defaults
from frontend.dispatch import Dispatcher
from frontend.fleet import Fleet
from frontend.metrics.instruments import Metrics
from frontend.results import Results
from frontend.samples.shelf import Shelf
from frontend.settings import Settings
from frontend.traces import Traces


@dataclass(frozen=True)
class Services:
    settings: Settings
    bus: FrontendBus
    dispatcher: Dispatcher
    fleet: Fleet
    results: Results
    background: Background
    samples: Shelf
    defaults: Defaults
    metrics: Metrics
    traces: Traces
