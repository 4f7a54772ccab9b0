"""Read a request for speech, from the query of a GET or the body of a POST."""

from collections.abc import Mapping

import msgspec
from msgspec import UnsetType
from starlette.requests import Request

from backend_queues.errors import InvalidRequest, TextTooLong
from frontend.protocol.asked_text import AskedText, PartBody, VoiceChoice
from frontend.protocol.mistakes import converted, mistake_in
from frontend.protocol.text_options import TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import Wording
from frontend.server.http.body import read_limited
from frontend.server.http.form import form_fields
from frontend.server.http.headers import check_json, is_form, is_plain, is_ssml
from frontend.server.http.typed import parse_json
from frontend.server.messages.speak import (
    FIELDS,
    SpeakBody,
    SpeakFields,
    SpeakQuery,
    SpeakRequest,
)

# JSON may spell a character as a \\uXXXX pair; the rest of the body is small.
BYTES_PER_CHARACTER = 12
OTHER_BYTES = 16_384
BEGINNINGS_OF_JSON = (b"{", b"[", b'"')
EXAMPLE = '{"text": "Hello.", "options": {"speed": 1.1}}'


async def read_speak_request(request: Request, max_text_chars: int) -> SpeakRequest:
    """Read one request.

    Raises:
        InvalidRequest: the message says what is wrong with the query or the body.
        TextTooLong: the text is over the limit; the message names it.
    """
    query = dict(request.query_params)
    if request.method != "POST":
        return _from_fields(query, max_text_chars)
    if is_ssml(request) or is_plain(request):
        text = await _read_text(request, max_text_chars)
        ssml = {"ssml": "true"} if is_ssml(request) else {}
        return _from_fields({**query, "text": text, **ssml}, max_text_chars)
    if not is_form(request):
        return _from_json(await read_body(request, max_text_chars), max_text_chars)
    content = await _read(request, max_text_chars)
    if content.lstrip().startswith(BEGINNINGS_OF_JSON):
        return _from_json(content, max_text_chars)
    fields = {**query, **await form_fields(request, content)}
    return _from_fields(fields, max_text_chars)


def _from_json(content: bytes, max_text_chars: int) -> SpeakRequest:
    body = parse_json(content, SpeakBody, EXAMPLE)
    text = asked_text(body.text, body.parts, body.voices, ssml=body.ssml)
    voice_settings = VoiceSettingsRequest(
        body.backend,
        body.voice,
        body.language,
        body.options,
        wording=Wording(body.normalisation, body.pronunciations),
        text=TextOptions.of(body),
        fallback=body.fallback,
        cache=body.cache,
    )
    return _speak_request(text, voice_settings, body, max_text_chars)


def _from_fields(given: dict[str, str], max_text_chars: int) -> SpeakRequest:
    query, options = _query(given)
    voice_settings = VoiceSettingsRequest(
        query.backend,
        query.voice,
        query.language,
        text_options=options,
        wording=Wording(query.normalisation),
        text=TextOptions.of(query),
        fallback=query.fallback,
        cache=query.cache,
    )
    text = AskedText(query.text, ssml=query.ssml)
    return _speak_request(text, voice_settings, query, max_text_chars)


def _speak_request(
    text: AskedText, voice_settings: VoiceSettingsRequest, fields: SpeakFields, max_text_chars: int
) -> SpeakRequest:
    check_length(text, max_text_chars)
    return SpeakRequest(
        text,
        voice_settings,
        format=fields.format,
        sample_rate_hz=fields.sample_rate,
        realtime=fields.realtime,
        stream=fields.stream,
    )


def asked_text(
    text: str | UnsetType,
    parts: tuple[PartBody, ...],
    voices: Mapping[str, str | VoiceChoice],
    *,
    ssml: bool,
    field: str = "text",
) -> AskedText:
    """Return what is to be spoken.

    Raises:
        InvalidRequest: there is neither a text nor parts, or both.
    """
    given = "" if isinstance(text, UnsetType) else text
    if parts and given:
        raise InvalidRequest(f"Send {field} or parts, not both.")
    if not parts and isinstance(text, UnsetType):
        raise InvalidRequest(
            f"There is no {field} and there are no parts: send JSON such as {EXAMPLE}"
        )
    return AskedText(given, parts, voices, ssml)


async def _read_text(request: Request, max_text_chars: int) -> str:
    try:
        return (await _read(request, max_text_chars)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRequest("The body is read as UTF-8, and is not: encode it so.") from error


def _query(given: dict[str, str]) -> tuple[SpeakQuery, dict[str, str]]:
    """Return the fields of a query or form, and its others: the options, still as text."""
    if "text" not in given:
        raise InvalidRequest(
            "There is no text: ask for example for ?text=Hello, or POST text=Hello or JSON such as "
            f"{EXAMPLE}"
        )
    options = {name: value for name, value in given.items() if name not in FIELDS}
    fields = {name: value for name, value in given.items() if name in FIELDS}
    try:
        return converted(fields, SpeakQuery, strict=False), options
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The query: {mistake_in(error, SpeakQuery)}") from error


def limit_bytes(max_text_chars: int) -> int:
    """Return how many bytes of JSON a text within the limit can take."""
    return max_text_chars * BYTES_PER_CHARACTER + OTHER_BYTES


def check_length(text: AskedText, max_text_chars: int) -> None:
    """Refuse a text over the limit. Raises TextTooLong."""
    if text.characters > max_text_chars:
        raise _too_long(f"The text has {text.characters:,} characters", max_text_chars)


async def read_body(request: Request, max_text_chars: int) -> bytes:
    """Read a body of JSON, up to the size that it can have with a text within the limit.

    Raises:
        UnsupportedMediaType: its header says that it is something else.
        TextTooLong: the body is larger.
    """
    check_json(request)
    return await _read(request, max_text_chars)


async def _read(request: Request, max_text_chars: int) -> bytes:
    limit = limit_bytes(max_text_chars)
    too_long = _too_long(f"The body has more than {limit:,} bytes", max_text_chars)
    return await read_limited(request, limit, too_long)


def _too_long(what: str, max_text_chars: int) -> TextTooLong:
    return TextTooLong(
        f"{what}; the limit is {max_text_chars:,} characters (VOICE_SERVER_MAX_TEXT_CHARS). "
        "Send the text in parts."
    )
