"""Read what an HTTP client wants spoken, from the query of a GET or the body of a POST."""

from collections.abc import AsyncGenerator
from typing import Any

import msgspec
from starlette.requests import Request

from frontend.events import Event
from frontend.routes.json_text import parse_json
from frontend.settings import Settings
from frontend.speaker import Speaker
from frontend.style import StyleRequest
from tasks.errors import InvalidRequest, TextTooLong

# JSON may spell a character as a \\uXXXX pair; the rest of the body is small.
BYTES_PER_CHARACTER = 12
OTHER_BYTES = 16_384


class SpeakBody(msgspec.Struct, forbid_unknown_fields=True):
    """The JSON body of POST /sse and POST /tts."""

    text: str
    backend: str = ""
    voice: str = ""
    language: str = ""
    options: dict[str, Any] = {}


class SpeakRequest(msgspec.Struct, frozen=True):
    text: str
    style: StyleRequest


async def open_stream(request: Request) -> AsyncGenerator[Event]:
    """Read one request and check it; its utterance begins when the first event is asked for.

    Raises:
        TTSError: it cannot be spoken; the message says what to change.
    """
    speaker: Speaker = request.app.state.speaker
    asked = await read_speak_request(request)
    return speaker.speak(asked.text, await speaker.style(asked.style))


async def read_speak_request(request: Request) -> SpeakRequest:
    """Read one request.

    Raises:
        InvalidRequest: the message says what is wrong with the query or the body.
        TextTooLong: the text is over the limit; the message names it.
    """
    settings: Settings = request.app.state.settings
    if request.method == "POST":
        body = await _read_body(request, settings.max_text_chars)
        asked = SpeakRequest(
            body.text, StyleRequest(body.backend, body.voice, body.language, body.options)
        )
    else:
        asked = _from_query(request)
    if len(asked.text) > settings.max_text_chars:
        raise _too_long(f"The text has {len(asked.text):,} characters", settings.max_text_chars)
    return asked


def _from_query(request: Request) -> SpeakRequest:
    query = dict(request.query_params)
    text = query.pop("text", None)
    if text is None:
        raise InvalidRequest("The query has no text; ask for example for ?text=Hello")
    backend, voice, language = (query.pop(key, "") for key in ("backend", "voice", "language"))
    return SpeakRequest(text, StyleRequest(backend, voice, language, text_options=query))


def limit_bytes(max_text_chars: int) -> int:
    """Return how many bytes of JSON a text within the limit can take."""
    return max_text_chars * BYTES_PER_CHARACTER + OTHER_BYTES


async def _read_body(request: Request, max_text_chars: int) -> SpeakBody:
    """Read a JSON body, but no more of it than a text within the limit can take."""
    limit = limit_bytes(max_text_chars)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise _too_long(f"The body has more than {limit:,} bytes", max_text_chars)
    return parse_json(bytes(body), SpeakBody, '{"text": "Hello.", "options": {"speed": 1.1}}')


def _too_long(what: str, max_text_chars: int) -> TextTooLong:
    return TextTooLong(
        f"{what}; the limit is {max_text_chars:,} characters (VOICE_SERVER_MAX_TEXT_CHARS). "
        "Send the text in parts."
    )
