"""An application whose parts are one, which fails where a test wants it."""

from collections.abc import AsyncGenerator
from typing import Any, cast

from starlette.testclient import TestClient

from backend_queues.base import Capabilities
from backend_queues.registry import registry
from frontend.access.client import Client
from frontend.protocol.events import Audio, Event, Opened, SegmentBegan
from frontend.server.app import make_app
from frontend.server.http.state import AppState, set_state
from frontend.settings import Settings
from frontend.voices.defaults import Choice
from frontend.voices.voice_samples.catalogue import Catalogue
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import Presence
from tests.support.core import VOICE

SECRET = "somebody's own text"
PCM = b"\x01\x00" * 2400


class BreaksOnItsWay:
    """Services and a speech service in one; its speech fails after the first audio."""

    def __init__(self) -> None:
        self.catalogue = Catalogue()

    async def read(self) -> Choice:
        return Choice("tone")

    def catalogue_for(self, client: Client) -> Catalogue:
        return self.catalogue

    def of(self, client: Client) -> "BreaksOnItsWay":
        return self

    async def resolve(self, *_: object) -> VoiceSettings:
        return VOICE

    def workers(self, *_: object) -> list[Presence]:
        return []

    async def present(self, backend: str) -> Presence:
        return Presence(
            worker="tone@here",
            backend=backend,
            host="here",
            pid=1,
            sample_rate_hz=24_000,
            voices=(),
            capabilities=Capabilities(languages=()),
            busy=False,
            segment_s=0.0,
            real_time_factor=0.0,
        )

    worker = present

    def left(self, *_: object) -> None:
        """Nothing is limited."""

    async def take_upload(self, client: Client) -> None:
        """Anything may be sent."""

    async def speak(self, *_: object, **__: object) -> AsyncGenerator[Event]:
        yield Opened("u1", "tone", "", 24_000)
        yield SegmentBegan(0, "Hello.", 0.0)
        yield Audio(0, len(PCM) // 2, PCM, 24_000)
        raise ZeroDivisionError(SECRET)

    speak_resumably = speak


def client_of(part: object) -> TestClient:
    """Return a client of the application, whose parts are all this one."""
    app = make_app()
    parts = cast(Any, part)
    set_state(app, AppState("f", Settings(), registry(), *[parts] * 13))
    return TestClient(app, raise_server_exceptions=False)
