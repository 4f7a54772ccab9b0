"""POST /tts/bytes: speech as one body; POST /tts/sse: as events, with the times of words.

/tts/bytes answers with the audio in the output_format, streamed from the first words on; what fails
before its first audio is an error response, what fails later is cut off.

/tts/sse answers with events named as the `type` of their JSON: chunk, timestamps, done, error.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import TTSError
from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding
from frontend.protocol.asked_text import AskedText
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.server.guards.asking import client_of
from frontend.server.http.audio_body import audio_body
from frontend.server.http.buffered_stream import BufferedStream, buffer_until_audio
from frontend.server.http.requests import check_length, read_body
from frontend.server.http.server_sent import SHUTDOWN_GRACE_S, ServerSentEvents
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.http.typed import parse_json
from frontend.server.vendors.cartesia.asked import Asked, asked_voice
from frontend.server.vendors.cartesia.errors import error_message, error_response
from frontend.server.vendors.cartesia.formats import encoding_of
from frontend.server.vendors.cartesia.messages import (
    EXAMPLE,
    CartesiaBody,
    CartesiaEventsBody,
    ServerMessage,
    encode_json,
)
from frontend.server.vendors.cartesia.tags import spelled_out
from frontend.server.vendors.cartesia.telling import Telling
from frontend.server.vendors.headers import header_text
from frontend.server.vendors.names import WARNING_HEADER
from frontend.voices.casting.casting import cast_text

B = TypeVar("B", bound=CartesiaBody)


async def tts_bytes(request: Request) -> Response:
    body = await _read(request, CartesiaBody)
    encoding = encoding_of(body.output_format)
    asked = await asked_voice(state_of(request), client_of(request), body)
    stream = await _open(request, body, asked, Endpoint.CARTESIA_BYTES, encoding)
    if isinstance(stream, Failure):
        return error_response(stream)
    return _warned(audio_body(stream.events(), encoding, send_timeout_of(request)), asked)


async def tts_sse(request: Request) -> Response:
    body = await _read(request, CartesiaEventsBody)
    encoding = encoding_of(body.output_format, raw=True)
    asked = await asked_voice(state_of(request), client_of(request), body)
    stream = await _open(request, body, asked, Endpoint.CARTESIA_SSE, encoding)
    if isinstance(stream, Failure):
        return error_response(stream)
    telling = Telling(body.context_id, with_words=bool(body.add_timestamps))
    answer = ServerSentEvents(
        _server_sent(stream.events(), telling),
        _error_event,
        send_timeout_of(request),
        shutdown_grace_s=SHUTDOWN_GRACE_S,
    )
    return _warned(answer, asked)


async def _read(request: Request, kind: type[B]) -> B:
    """Raises InvalidRequest, UnsupportedMediaType or TextTooLong."""
    limit = state_of(request).settings.max_text_chars
    body = parse_json(await read_body(request, limit), kind, EXAMPLE)
    check_length(AskedText(body.transcript), limit)
    return body


async def _open(
    request: Request, body: CartesiaBody, asked: Asked, endpoint: Endpoint, encoding: Encoding
) -> BufferedStream | Failure:
    state = state_of(request)
    text = await cast_text(
        AskedText(spelled_out(body.transcript)),
        asked.request,
        asked.finder,
        state.settings.inline_voices,
    )
    speech = state.speech_service.speak(
        text, text.voice_settings, endpoint, encoding.sample_rate_hz, client=client_of(request)
    )
    return await buffer_until_audio(request, speech, encoding)


def _warned(answer: Response, asked: Asked) -> Response:
    if asked.warning:
        answer.headers[WARNING_HEADER] = header_text(asked.warning)
    return answer


async def _server_sent(
    events: AsyncGenerator[EncodedEvent], telling: Telling
) -> AsyncGenerator[bytes]:
    async with aclosing(events):
        async for event in events:
            if isinstance(event, EncodedAudio):
                yield _server_sent_event(telling.audio(event.data))
            for message in telling.of(event):
                yield _server_sent_event(message)


def _error_event(error: TTSError) -> bytes:
    return _server_sent_event(error_message(error))


def _server_sent_event(message: ServerMessage) -> bytes:
    name = str(type(message).__struct_config__.tag).encode()
    return b"event: %b\ndata: %b\n\n" % (name, encode_json(message))
