"""Read a request for speech, from the query of a GET or the body of a POST."""

import msgspec
from starlette.requests import Request

from backend_queues.errors import InvalidRequest, TextTooLong
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.http.body import read_limited
from frontend.server.http.headers import check_json
from frontend.server.http.typed import parse_json
from frontend.server.messages.speak import FIELDS, SpeakBody, SpeakRequest

# JSON may spell a character as a \\uXXXX pair; the rest of the body is small.
BYTES_PER_CHARACTER = 12
OTHER_BYTES = 16_384
EXAMPLE = '{"text": "Hello.", "options": {"speed": 1.1}}'


async def read_speak_request(request: Request, max_text_chars: int) -> SpeakRequest:
    """Read one request.

    Raises:
        InvalidRequest: the message says what is wrong with the query or the body.
        TextTooLong: the text is over the limit; the message names it.
    """
    if request.method == "POST":
        content = await read_body(request, max_text_chars)
        body = parse_json(content, SpeakBody, EXAMPLE)
        voice_settings = VoiceSettingsRequest(
            body.backend, body.voice, body.language, body.options, fallback=body.fallback
        )
    else:
        body, options = _from_query(request)
        voice_settings = VoiceSettingsRequest(
            body.backend,
            body.voice,
            body.language,
            text_options=options,
            fallback=body.fallback,
        )
    check_length(body.text, max_text_chars)
    return SpeakRequest(body.text, voice_settings, body.format, body.sample_rate, body.realtime)


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
    """Read a body of JSON, up to the size that it can have with a text within the limit.

    Raises:
        UnsupportedMediaType: its header says that it is something else.
        TextTooLong: the body is larger.
    """
    check_json(request)
    limit = limit_bytes(max_text_chars)
    too_long = _too_long(f"The body has more than {limit:,} bytes", max_text_chars)
    return await read_limited(request, limit, too_long)


def _too_long(what: str, max_text_chars: int) -> TextTooLong:
    return TextTooLong(
        f"{what}; the limit is {max_text_chars:,} characters (VOICE_SERVER_MAX_TEXT_CHARS). "
        "Send the text in parts."
    )
