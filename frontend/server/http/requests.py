"""Read what an HTTP client wants spoken, from the query of a GET or the body of a POST."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request

from backend_queues.errors import InvalidRequest, TextTooLong
from frontend.audio.formats import FORMATS
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Event
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.http.json_text import parse_json
from frontend.server.http.state import state_of

# JSON may spell a character as a \\uXXXX pair; the rest of the body is small.
BYTES_PER_CHARACTER = 12
OTHER_BYTES = 16_384
EXAMPLE = '{"text": "Hello.", "options": {"speed": 1.1}}'


class SpeakBody(msgspec.Struct, forbid_unknown_fields=True):
    """The JSON body of POST /sse and POST /tts.

    The query of a GET has the same fields, but each option as a parameter of its own.
    """

    text: Annotated[str, Meta(description="The text to speak.", examples=["Hello there."])]
    backend: Annotated[
        str, Meta(description="One of GET /engines; empty is the server's default.")
    ] = ""
    voice: Annotated[
        str, Meta(description="A voice of the backend, see GET /voices; empty is its default.")
    ] = ""
    language: Annotated[
        str, Meta(description="BCP 47, such as en-GB; empty is the voice's own.")
    ] = ""
    format: Annotated[
        str, Meta(description=f"{', '.join(FORMATS)}; empty is the route's default.")
    ] = ""
    sample_rate: Annotated[
        int | None, Meta(description="In Hz; without one, 24000, and 8000 for mulaw and alaw.")
    ] = None
    options: Annotated[
        dict[str, Any], Meta(description="Options of the backend, see GET /v1/backends.")
    ] = {}


FIELDS = tuple(name for name in SpeakBody.__struct_fields__ if name != "options")


class SpeakRequest(msgspec.Struct, frozen=True):
    text: str
    voice_settings: VoiceSettingsRequest
    format: str  # "" is the route's default
    sample_rate_hz: int | None  # None is the format's


async def open_stream(
    request: Request, asked: SpeakRequest, endpoint: Endpoint, sample_rate_hz: int
) -> AsyncGenerator[Event]:
    """Check what is asked for; its utterance begins when the first event is asked for.

    Raises:
        TTSError: it cannot be spoken; the message says what to change.
    """
    state = state_of(request)
    voice_settings = await state.services.voices.resolve(asked.voice_settings)
    return state.speech_service.speak(asked.text, voice_settings, endpoint, sample_rate_hz)


async def read_speak_request(request: Request) -> SpeakRequest:
    """Read one request.

    Raises:
        InvalidRequest: the message says what is wrong with the query or the body.
        TextTooLong: the text is over the limit; the message names it.
    """
    settings = state_of(request).settings
    if request.method == "POST":
        content = await read_body(request, settings.max_text_chars)
        body = parse_json(content, SpeakBody, EXAMPLE)
        voice_settings = VoiceSettingsRequest(body.backend, body.voice, body.language, body.options)
    else:
        body, options = _from_query(request)
        voice_settings = VoiceSettingsRequest(
            body.backend, body.voice, body.language, text_options=options
        )
    check_length(body.text, settings.max_text_chars)
    return SpeakRequest(body.text, voice_settings, body.format, body.sample_rate)


def _from_query(request: Request) -> tuple[SpeakBody, dict[str, str]]:
    """Return the fields of the query, and its other parameters: the options, still as text."""
    query = dict(request.query_params)
    if "text" not in query:
        raise InvalidRequest("The query has no text; ask for example for ?text=Hello")
    fields = {name: query.pop(name) for name in FIELDS if name in query}
    try:
        return msgspec.convert(fields, SpeakBody, strict=False), query
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The query cannot be read: {error}") from error


def limit_bytes(max_text_chars: int) -> int:
    """Return how many bytes of JSON a text within the limit can take."""
    return max_text_chars * BYTES_PER_CHARACTER + OTHER_BYTES


def check_length(text: str, max_text_chars: int) -> None:
    """Refuse a text over the limit. Raises TextTooLong."""
    if len(text) > max_text_chars:
        raise _too_long(f"The text has {len(text):,} characters", max_text_chars)


async def read_body(request: Request, max_text_chars: int) -> bytes:
    """Read a body, but no more of it than JSON with a text within the limit can take.

    Raises:
        TextTooLong: there is more.
    """
    limit = limit_bytes(max_text_chars)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise _too_long(f"The body has more than {limit:,} bytes", max_text_chars)
    return bytes(body)


def _too_long(what: str, max_text_chars: int) -> TextTooLong:
    return TextTooLong(
        f"{what}; the limit is {max_text_chars:,} characters (VOICE_SERVER_MAX_TEXT_CHARS). "
        "Send the text in parts."
    )
