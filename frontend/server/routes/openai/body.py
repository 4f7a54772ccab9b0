"""The JSON bodies of OpenAI's speech routes, read field by field so that errors name the field.

Programs made for other servers of this kind send fields of theirs. Those that nothing here knows
are left out, and named to the client in a header; a server may be set to refuse them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import UnsetType
from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import SHOWN_CHARS, shown
from backend_queues.suggestions import did_you_mean
from frontend.protocol.asked_text import AskedText
from frontend.protocol.mistakes import converted, mistake_in
from frontend.server.http.requests import asked_text, check_length, read_body
from frontend.server.http.typed import parse_json
from frontend.server.messages.openai import InvalidField, SpokenBody
from frontend.settings import Settings

EXAMPLE = '{"model": "tts-1", "input": "Hello.", "voice": "alloy"}'


WARNING = "X-Voice-Warning"
MOST_NAMED = 10

B = TypeVar("B", bound=SpokenBody)


@dataclass(frozen=True)
class Asked(Generic[B]):
    """What a client sent: the fields that are known, and the names of those that are left out."""

    body: B
    left_out: tuple[str, ...] = ()

    def warned(self, response: Response) -> Response:
        """Return the response with a header that names what is left out of the request."""
        if self.left_out:
            named = ", ".join(map(_ascii, self.left_out[:MOST_NAMED]))
            more = ", ..." if len(self.left_out) > MOST_NAMED else ""
            response.headers[WARNING] = f"Fields that are not known here are ignored: {named}{more}"
        return response


async def read_spoken(request: Request, kind: type[B], settings: Settings) -> Asked[B]:
    """Read a body of that type.

    Raises:
        InvalidRequest: it is not a JSON object; an InvalidField if a field is wrong.
        TextTooLong: the text is over the limit.
    """
    content = await read_body(request, settings.max_text_chars)
    given = parse_json(content, dict[str, object], EXAMPLE)
    asked = convert_fields(given, kind, refuse_unknown=settings.unknown_fields == "refuse")
    check_length(text_of(asked.body), settings.max_text_chars)
    return asked


def text_of(body: SpokenBody) -> AskedText:
    """Return what is to be spoken. Raises InvalidField: there is neither a text nor parts."""
    if isinstance(body.input, UnsetType) and not body.parts:
        raise InvalidField("input", f"input is missing. Send JSON such as {EXAMPLE}")
    return asked_text(body.input, body.parts, body.voices, ssml=body.ssml, field="input")


def convert_fields(
    given: Mapping[str, object], kind: type[B], *, refuse_unknown: bool = False
) -> Asked[B]:
    """Convert what a client sent to a Struct; a null field counts as missing.

    Raises:
        InvalidField: a field is missing, not of its type, or unknown where that is refused.
    """
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    unknown = tuple(name for name in given if name not in fields)
    if unknown and refuse_unknown:
        named, known = shown(unknown[0]), ", ".join(fields)
        meant = did_you_mean(unknown[0], fields)
        raise InvalidField(
            _safe(unknown[0]), f"There is no field {named}; there are: {known}.{meant}"
        )
    values: dict[str, Any] = {
        name: _convert(name, value, fields[name].type)
        for name, value in given.items()
        if name in fields and value is not None
    }
    for name, field in fields.items():
        if field.required and name not in values:
            raise InvalidField(name, f"{name} is missing. Send JSON such as {EXAMPLE}")
    return Asked(kind(**values), unknown)


def _convert(name: str, value: object, kind: Any) -> Any:
    try:
        return converted(value, kind)
    except msgspec.ValidationError as error:
        raise InvalidField(name, mistake_in(error, kind, name)) from error


def _ascii(name: str) -> str:
    """Return a field name that a client sent, shortened, as a header may hold it."""
    return ascii(name[:SHOWN_CHARS])


def _safe(name: str) -> str:
    """Return a field name that a client sent, shortened, as text that any encoder accepts."""
    return name[:SHOWN_CHARS].encode("utf-8", "backslashreplace").decode()
