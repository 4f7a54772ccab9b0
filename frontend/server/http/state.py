"""What the routes share: the parts of the server, which live as long as the application."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from backend_queues.registry import Registry
from frontend.server.http.sending import SendTimeout
from frontend.server.uploads.turns import Turns
from frontend.settings import Settings

if TYPE_CHECKING:  # the routes that use a part import it; those that do not need not load it
    from collections.abc import Callable

    from frontend.access.access import Access
    from frontend.access.client import Client
    from frontend.access.use.use import Use
    from frontend.cluster.fleet import Fleet
    from frontend.confinement.readers import Readers
    from frontend.jobs.jobs import Jobs
    from frontend.server.routes.tokens.token_voices import TokenVoices
    from frontend.server.whole.finished import FinishedStreams
    from frontend.streaming.admission.admission import Admission
    from frontend.streaming.speech_service import SpeechService
    from frontend.telemetry.metrics.instruments import Metrics
    from frontend.voices.defaults import Defaults
    from frontend.voices.resolver import VoiceResolver
    from frontend.voices.voice_samples.library import VoiceLibrary


@dataclass(frozen=True)
class AppState:
    """Made by the application's lifespan; `state_of` hands it to the routes."""

    frontend: str  # the name of this process among those of the same Redis
    settings: Settings
    registry: Registry
    fleet: "Fleet"
    library: "VoiceLibrary"
    defaults: "Defaults"
    voices: "VoiceResolver"
    metrics: "Metrics"
    admission: "Admission"
    speech_service: "SpeechService"
    jobs: "Jobs"
    access: "Access"
    use: "Use"
    readers: "Readers"
    reading: "Callable[[Client], TokenVoices]"  # of a text as it comes, for one client
    finished: "FinishedStreams"
    uploads: Turns = field(default_factory=Turns)


def set_state(app: Starlette, state: AppState) -> None:
    """Give the application its state, when it starts."""
    app.state.voice_server = state


def state_in(app: Starlette) -> AppState:
    """Return the state of an application that has started."""
    state: AppState = app.state.voice_server
    return state


def state_of(connection: HTTPConnection) -> AppState:
    """Return the state of the application that serves this request or WebSocket."""
    return state_in(connection.app)


def send_timeout_of(connection: HTTPConnection) -> SendTimeout:
    """Return how long sending one part to this client may take."""
    return SendTimeout(connection.url.path, state_of(connection).settings.send_timeout_s)
