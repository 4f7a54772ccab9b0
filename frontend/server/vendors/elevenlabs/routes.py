"""ElevenLabs' routes of HTTP."""

from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from frontend.server.guards.asking import key_header_of
from frontend.server.vendors.elevenlabs.errors import ElevenLabsRoute
from frontend.server.vendors.elevenlabs.listing import (
    models,
    subscription,
    user,
    voices,
    voices_page,
)
from frontend.server.vendors.elevenlabs.speech import speech
from frontend.server.vendors.elevenlabs.timestamps import stream_with_timestamps, with_timestamps

SPEECH = "/v1/text-to-speech/{voice_id}"


class ByKeyRoute(ElevenLabsRoute):
    """A route only for clients whose key is in their header."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if key_header_of(scope) != "xi-api-key":
            return Match.NONE, {}
        return super().matches(scope)


SHARED_ROUTES: list[BaseRoute] = [
    ByKeyRoute("/v1/voices", voices, ["GET"]),
    ByKeyRoute("/v1/models", models, ["GET"]),
]
ROUTES: list[BaseRoute] = [
    ElevenLabsRoute(SPEECH, speech, ["POST"]),
    ElevenLabsRoute(f"{SPEECH}/stream", speech, ["POST"]),
    ElevenLabsRoute(f"{SPEECH}/with-timestamps", with_timestamps, ["POST"]),
    ElevenLabsRoute(f"{SPEECH}/stream/with-timestamps", stream_with_timestamps, ["POST"]),
    ElevenLabsRoute("/v2/voices", voices_page, ["GET"]),
    ElevenLabsRoute("/v1/user", user, ["GET"]),
    ElevenLabsRoute("/v1/user/subscription", subscription, ["GET"]),
]
