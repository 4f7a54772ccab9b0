"""What the routes share: the parts of the server, which live as long as the application."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from frontend.server.http.sending import SendTimeout

# app.py makes these; a route only uses them, so that it can be loaded and tested without them.
if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.jobs.jobs import Jobs
    from frontend.services import Services
    from frontend.settings import Settings
    from frontend.streaming.speech_service import SpeechService


@dataclass(frozen=True)
class AppState:
    """Made by the application's lifespan; `state_of` hands it to the routes."""

    settings: "Settings"
    registry: "Registry"
    services: "Services"
    speech_service: "SpeechService"
    jobs: "Jobs"


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
