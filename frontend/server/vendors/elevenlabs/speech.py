"""POST /v1/text-to-speech/{voice_id}, and /stream below it: the audio, sent as it is made."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.server.http.sending import TimedBody
from frontend.server.http.state import send_timeout_of
from frontend.server.vendors.elevenlabs.errors import ElevenLabsRoute, error_response
from frontend.server.vendors.elevenlabs.speaking import open_speech
from frontend.server.vendors.elevenlabs.stream import Timed, whole


async def speech(request: Request) -> Response:
    opened = await open_speech(request, Endpoint.ELEVENLABS_SPEECH)
    if isinstance(opened, Failure):
        return error_response(opened)
    return TimedBody(
        _audio(opened.parts()),
        send_timeout_of(request),
        headers=opened.headers,
        media_type=opened.encoding.media_type,
    )


async def _audio(parts: AsyncGenerator[Timed | Failure]) -> AsyncGenerator[bytes]:
    async with aclosing(whole(parts)) as audio:
        async for part in audio:
            if part.data:
                yield part.data


ROUTES: list[BaseRoute] = [
    ElevenLabsRoute("/v1/text-to-speech/{voice_id}", speech, ["POST"]),
    ElevenLabsRoute("/v1/text-to-speech/{voice_id}/stream", speech, ["POST"]),
]
