"""Speak the request of one of ElevenLabs' HTTP routes."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

import msgspec
from starlette.requests import Request

from frontend.audio.formats import Encoding
from frontend.protocol.asked_text import AskedText
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure, nothing_to_speak
from frontend.protocol.mistakes import converted
from frontend.server.guards.asking import client_of, use_no_cache
from frontend.server.http.audio_body import HEADERS
from frontend.server.http.disconnect import cancel_on_disconnect
from frontend.server.http.requests import check_length, read_body
from frontend.server.http.state import state_of
from frontend.server.http.typed import parse_json
from frontend.server.vendors.elevenlabs.asking import Asked, find_voice
from frontend.server.vendors.elevenlabs.formats import encoding_of
from frontend.server.vendors.elevenlabs.messages import ElevenLabsBody, SpeechQuery
from frontend.server.vendors.elevenlabs.phonemes import Phonemes
from frontend.server.vendors.elevenlabs.stream import Timed, timed
from frontend.server.vendors.elevenlabs.words import InvalidInput
from frontend.server.vendors.headers import header_text

WARNING_HEADER = "X-Voice-Warning"
EXAMPLE = '{"text": "Hello.", "model_id": "eleven_flash_v2_5"}'


@dataclass(frozen=True)
class Speech:
    """A stream that has begun: its first part, and those that follow."""

    first: Timed
    following: AsyncGenerator[Timed | Failure]
    encoding: Encoding
    headers: dict[str, str]

    async def parts(self) -> AsyncGenerator[Timed | Failure]:
        """Yield all parts, once; closing this before its end cancels the utterance."""
        async with aclosing(self.following):
            yield self.first
            async for part in self.following:
                yield part


async def open_speech(request: Request, endpoint: Endpoint) -> Speech | Failure:
    """Start speaking, and wait until there is audio to send.

    Raises:
        TTSError: it cannot be spoken; the message says what to change.
        ClientDisconnect: the client left while waiting.
    """
    # What finds voices is loaded with the first text.
    from frontend.server.routes.casting import spoken_text

    query = _read_query(request)
    if not query.enable_logging:
        use_no_cache(request)
    state, client = state_of(request), client_of(request)
    encoding = encoding_of(query.output_format)
    body = await _read(request, state.settings.max_text_chars)
    phonemes = Phonemes()
    text = AskedText(phonemes.push(body.text) + phonemes.finish())
    found = await find_voice(state, client, _asked(request, body))
    parts = await spoken_text(request, text, found.request)
    events = state.speech_service.speak(
        parts, parts.voice_settings, endpoint, encoding.sample_rate_hz, client=client
    )
    following = timed(events, encoding)
    first = await cancel_on_disconnect(request, _first(following))
    if isinstance(first, Failure):
        await following.aclose()
        return first
    return Speech(first, following, encoding, _headers(found.warning))


async def _first(parts: AsyncGenerator[Timed | Failure]) -> Timed | Failure:
    async for part in parts:
        return part
    return nothing_to_speak()


def _read_query(request: Request) -> SpeechQuery:
    try:
        return converted(dict(request.query_params), SpeechQuery, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidInput.of("query", error, SpeechQuery) from error


async def _read(request: Request, max_text_chars: int) -> ElevenLabsBody:
    """Raises InvalidInput if a field is wrong, TextTooLong if the text is over the limit."""
    given = parse_json(await read_body(request, max_text_chars), dict[str, object], EXAMPLE)
    try:
        body = converted(given, ElevenLabsBody)
    except msgspec.ValidationError as error:
        raise InvalidInput.of("body", error, ElevenLabsBody) from error
    check_length(AskedText(body.text), max_text_chars)
    return body


def _asked(request: Request, body: ElevenLabsBody) -> Asked:
    return Asked(
        request.path_params["voice_id"],
        body.model_id or "",
        body.language_code or "",
        body.apply_text_normalization,
        body.voice_settings,
    )


def _headers(warning: str) -> dict[str, str]:
    if not warning:
        return HEADERS
    return {**HEADERS, WARNING_HEADER: header_text(warning)}
