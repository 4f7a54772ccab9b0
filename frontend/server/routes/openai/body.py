"""The JSON bodies of OpenAI's speech routes, read field by field so that errors name the field."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import UnsetType
from starlette.requests import Request

from backend_queues.errors import SHOWN_CHARS, shown
from frontend.protocol.asked_text import AskedText
from frontend.server.http.requests import asked_text, check_length, read_body
from frontend.server.http.typed import parse_json
from frontend.server.messages.openai import InvalidField, SpokenBody

EXAMPLE = '{"model": "tts-1", "input": "Hello.", "voice": "alloy"}'


B = TypeVar("B", bound=SpokenBody)


async def read_spoken(request: Request, kind: type[B], max_text_chars: int) -> B:
    """Read a body of that type.

    Raises:
        InvalidRequest: it is not a JSON object; an InvalidField if a field is wrong.
        TextTooLong: the text is over the limit.
    """
    content = await read_body(request, max_text_chars)
    body = convert_fields(parse_json(content, dict[str, object], EXAMPLE), kind)
    check_length(text_of(body), max_text_chars)
    return body


def text_of(body: SpokenBody) -> AskedText:
    """Return what is to be spoken. Raises InvalidField: there is neither a text nor parts."""
    if isinstance(body.input, UnsetType) and not body.parts:
        raise InvalidField("input", f"input is missing. Send JSON such as {EXAMPLE}")
    return asked_text(body.input, body.parts, body.voices, ssml=body.ssml, field="input")


def convert_fields(given: Mapping[str, object], kind: type[B]) -> B:
    """Convert what a client sent to a Struct; a null field counts as missing.

    Raises:
        InvalidField: a field is unknown, missing, or not of its type.
    """
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for name in given:
        if name not in fields:
            raise InvalidField(
                _safe(name), f"There is no field {shown(name)}; there are: {', '.join(fields)}."
            )
    values: dict[str, Any] = {
        name: _convert(name, value, fields[name].type)
        for name, value in given.items()
        if value is not None
    }
    for name, field in fields.items():
        if field.required and name not in values:
            raise InvalidField(name, f"{name} is missing. Send JSON such as {EXAMPLE}")
    return kind(**values)


def _convert(name: str, value: object, kind: Any) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise InvalidField(name, f"{name}: {error}{_choices(kind)}") from error


def _choices(kind: Any) -> str:
    """List the allowed values of a Literal."""
    (plain, *_) = get_args(kind) if get_origin(kind) is Annotated else (kind,)
    return f"; there are: {', '.join(get_args(plain))}" if get_origin(plain) is Literal else ""


def _safe(name: str) -> str:
    """Return a field name that a client sent, shortened, as text that any encoder accepts."""
    return name[:SHOWN_CHARS].encode("utf-8", "backslashreplace").decode()
