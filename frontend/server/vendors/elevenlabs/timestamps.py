"""POST /v1/text-to-speech/{voice_id}/with-timestamps: audio and the times of its characters.

One JSON object, which is sent as it is made; below /stream a line of JSON for each part:
{"audio_base64": "...", "alignment": {"characters", "character_start_times_seconds",
"character_end_times_seconds"}, "normalized_alignment": the same}. Times count from the start of the
answer, also in lines, as the service's do.
"""

from base64 import b64encode
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.server.http.sending import TimedBody
from frontend.server.http.state import send_timeout_of
from frontend.server.vendors.elevenlabs.characters import TimedCharacter
from frontend.server.vendors.elevenlabs.errors import ElevenLabsRoute, error_response
from frontend.server.vendors.elevenlabs.messages import HttpAlignment, TimedAudio
from frontend.server.vendors.elevenlabs.speaking import open_speech
from frontend.server.vendors.elevenlabs.stream import Timed, whole

JSON, JSON_LINES = "application/json", "application/x-ndjson"
BASE64_BYTES = 3  # so many become whole characters of base64


async def with_timestamps(request: Request) -> Response:
    opened = await open_speech(request, Endpoint.ELEVENLABS_TIMED)
    if isinstance(opened, Failure):
        return error_response(opened)
    body = _object(whole(opened.parts()))
    return TimedBody(body, send_timeout_of(request), headers=opened.headers, media_type=JSON)


async def stream_with_timestamps(request: Request) -> Response:
    opened = await open_speech(request, Endpoint.ELEVENLABS_TIMED)
    if isinstance(opened, Failure):
        return error_response(opened)
    body = _lines(whole(opened.parts()))
    return TimedBody(body, send_timeout_of(request), headers=opened.headers, media_type=JSON_LINES)


async def _lines(parts: AsyncGenerator[Timed]) -> AsyncGenerator[bytes]:
    async with aclosing(parts):
        async for part in parts:
            alignment = _alignment(part.characters) if part.characters else None
            yield msgspec.json.encode(TimedAudio(part.data, alignment, alignment)) + b"\n"


async def _object(parts: AsyncGenerator[Timed]) -> AsyncGenerator[bytes]:
    """Yield TimedAudio of the whole stream, without keeping its audio."""
    characters: list[TimedCharacter] = []
    rest = b""
    yield b'{"audio_base64":"'
    async with aclosing(parts):
        async for part in parts:
            characters += part.characters
            data = rest + part.data
            end = len(data) - len(data) % BASE64_BYTES
            rest = data[end:]
            yield b64encode(data[:end])
    alignment = msgspec.json.encode(_alignment(characters))
    yield b'%b","alignment":%b,"normalized_alignment":%b}' % (
        b64encode(rest),
        alignment,
        alignment,
    )


def _alignment(characters: Iterable[TimedCharacter]) -> HttpAlignment:
    alignment = HttpAlignment([], [], [])
    for character, start_s, end_s in characters:
        alignment.characters.append(character)
        alignment.character_start_times_seconds.append(round(start_s, 3))
        alignment.character_end_times_seconds.append(round(end_s, 3))
    return alignment


PATH = "/v1/text-to-speech/{voice_id}"
ROUTES: list[BaseRoute] = [
    ElevenLabsRoute(f"{PATH}/with-timestamps", with_timestamps, ["POST"]),
    ElevenLabsRoute(f"{PATH}/stream/with-timestamps", stream_with_timestamps, ["POST"]),
]
