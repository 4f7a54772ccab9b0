"""The JSON bodies of OpenAI's speech routes, read field by field so that errors name the field."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Meta
from starlette.requests import Request

from backend_queues.errors import SHOWN_CHARS, InvalidOption, shown
from frontend.audio.formats import Encoding, check_encoding
from frontend.server.http.json_text import parse_json
from frontend.server.http.requests import check_length, read_body
from frontend.server.http.state import state_of
from frontend.server.routes.openai.errors import InvalidField

EXAMPLE = '{"model": "tts-1", "input": "Hello.", "voice": "alloy"}'


class VoiceId(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A voice as OpenAI's clients name one of their own."""

    id: str


class SpokenBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the speech routes of OpenAI's kind have in common. A field that is null is not given."""

    input: Annotated[str, Meta(description="The text to speak.")]
    model: Annotated[
        str,
        Meta(description="One of GET /v1/models; without one, the server's default backend."),
    ] = ""
    voice: Annotated[
        str | VoiceId,
        Meta(description="A voice of the backend, or one of OpenAI's: alloy, ash, ... verse."),
    ] = ""
    response_format: Annotated[
        str, Meta(description="mp3, opus, aac, flac, wav, pcm; beyond OpenAI: mulaw, alaw.")
    ] = "mp3"
    speed: Annotated[
        float,
        Meta(ge=0.25, le=4, description="1 is normal; backends may take less than all of this."),
    ] = 1.0
    instructions: Annotated[
        str, Meta(description="How to speak, in words; ignored by backends without that option.")
    ] = ""
    language: Annotated[
        str, Meta(description="BCP 47, such as en-GB; without one, the voice's own.")
    ] = ""
    lang_code: Annotated[
        str, Meta(description="The same as Kokoro's servers have it: a letter such as b.")
    ] = ""
    options: Annotated[
        dict[str, Any],
        Meta(description="Options of the backend, see /v1/backends; these go before `speed`."),
    ] = {}
    sample_rate: Annotated[
        int | None, Meta(description="In Hz; without one, 24000, and 8000 for mulaw and alaw.")
    ] = None
    user: Annotated[str, Meta(description="Taken and not used.")] = ""

    @property
    def voice_name(self) -> str:
        return self.voice.id if isinstance(self.voice, VoiceId) else self.voice

    def encoding(self) -> Encoding:
        """Return what the audio is to be encoded as.

        Raises:
            InvalidField: there is no such format, or it does not have that rate.
        """
        param = "response_format"
        try:
            encoding = check_encoding(self.response_format)
            param = "sample_rate"
            return check_encoding(encoding.format, self.sample_rate)
        except InvalidOption as error:
            raise InvalidField(param, error.message) from error


B = TypeVar("B", bound=SpokenBody)


async def read_spoken(request: Request, kind: type[B]) -> B:
    """Read a body of that kind.

    Raises:
        InvalidRequest: it is no JSON object; an InvalidField where one field is wrong.
        TextTooLong: the text is over the limit.
    """
    settings = state_of(request).settings
    content = await read_body(request, settings.max_text_chars)
    body = convert_fields(parse_json(content, dict[str, object], EXAMPLE), kind)
    check_length(body.input, settings.max_text_chars)
    return body


def convert_fields(given: Mapping[str, object], kind: type[B]) -> B:
    """Make a Struct of what a client sent; null is the same as nothing.

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
    """Name the values there are, where they are few."""
    (plain, *_) = get_args(kind) if get_origin(kind) is Annotated else (kind,)
    return f"; there are: {', '.join(get_args(plain))}" if get_origin(plain) is Literal else ""


def _safe(name: str) -> str:
    """Return a client's name for a field as text that any encoder takes, not too long."""
    return name[:SHOWN_CHARS].encode("utf-8", "backslashreplace").decode()
