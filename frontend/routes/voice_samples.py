"""POST and DELETE /v1/audio/voices: what dropping a file into voice_samples does, over HTTP.

POST takes multipart/form-data: name; the recording as file (or audio_sample, OpenAI's name for
it); and if they are known language, transcript and licence. With ?replace=true it may replace a
voice.
"""

from collections.abc import AsyncGenerator
from typing import Annotated, BinaryIO, Literal

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontend.routes.cross_site import refuse_cross_site
from frontend.routes.typed import StructResponse, read_query
from frontend.samples.catalogue import SampleEntry
from frontend.samples.changes import add_voice, delete_voice
from frontend.samples.folder import NAME_RULE, Notes, parse_notes
from frontend.samples.recordings import MAX_BYTES
from frontend.services import Services
from tasks.errors import BodyTooLarge, InvalidRequest, shown

OTHER_BYTES = 65_536  # the other fields and what is between them
FIELD_BYTES = 16_384
RECORDINGS = ("file", "audio_sample")
EXAMPLE = "curl -F name=obama -F file=@obama.wav"

# The bytes of a file as they are.
Recording = Annotated[Raw, Meta(extra_json_schema={"contentMediaType": "application/octet-stream"})]


class VoiceForm(Notes, frozen=True, kw_only=True):
    """The form of POST /v1/audio/voices; it has a `file` or an `audio_sample`."""

    name: Annotated[str, Meta(description=f"Of the voice to be: {NAME_RULE}.")]
    file: Annotated[
        Recording | UnsetType,
        Meta(description="WAV, MP3 or FLAC of one voice; the first 30 s are used."),
    ] = UNSET
    audio_sample: Annotated[
        Recording | UnsetType, Meta(description="OpenAI's name for `file`.")
    ] = UNSET
    consent: Annotated[
        str, Meta(description="Of OpenAI's clients; not used, as OpenAI keeps that recording.")
    ] = ""


class AddQuery(msgspec.Struct, frozen=True):
    replace: Annotated[bool, Meta(description="Whether a voice of that name is replaced.")] = False


class VoicePath(msgspec.Struct, frozen=True):
    name: Annotated[str, Meta(description="The voice's.", examples=["obama"])]


class AddedVoice(msgspec.Struct, frozen=True, kw_only=True):
    """A voice that can be spoken with from now on."""

    object: Literal["audio.voice"] = "audio.voice"
    id: Annotated[str, Meta(description="The voice's name.")]
    name: str
    created_at: Annotated[int, Meta(description="In seconds since 1970.")]
    seconds: Annotated[float, Meta(description="Of the recording, as it is used.")]
    language: Annotated[str, Meta(description="BCP 47; empty is unknown.")]
    licence: str


async def add(request: Request) -> JSONResponse:
    refuse_cross_site(request)
    services: Services = request.app.state.services
    replace = read_query(request, AddQuery).replace
    form = await _read_form(request)
    try:
        content, notes = _recording(form), _notes(form)
        name = _text(form, "name")
        entry = await add_voice(services.samples, name, content, notes, replace=replace)
    finally:
        await form.close()
    return StructResponse(_described(entry), 201)


async def delete(request: Request) -> Response:
    refuse_cross_site(request)
    services: Services = request.app.state.services
    await delete_voice(services.samples, request.path_params["name"])
    return Response(status_code=204)


async def _read_form(request: Request) -> FormData:
    """Read the fields; a large file goes to the disk and not into memory.

    Raises:
        BodyTooLarge: there is more of it than the largest recording can have.
        InvalidRequest: it is no such form, or has fields that are not known here.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise InvalidRequest(f"Send multipart/form-data, as {EXAMPLE} does.")
    parser = MultiPartParser(
        request.headers, _limited(request), max_files=1, max_fields=8, max_part_size=FIELD_BYTES
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise InvalidRequest(f"The form cannot be read: {error.message}") from error
    known = VoiceForm.__struct_fields__
    for field in form:
        if field not in known:
            await form.close()
            raise InvalidRequest(f"There is no field {shown(field)}; there are: {', '.join(known)}")
    return form


async def _limited(request: Request) -> AsyncGenerator[bytes]:
    count = 0
    async for part in request.stream():
        count += len(part)
        if count > MAX_BYTES + OTHER_BYTES:
            raise BodyTooLarge(
                f"The recording has more than {MAX_BYTES / 1e6:.0f} MB; 30 s are enough, so "
                "shorten it."
            )
        yield part


def _recording(form: FormData) -> BinaryIO:
    for field in RECORDINGS:
        value = form.get(field)
        if isinstance(value, UploadFile):
            return value.file
    raise InvalidRequest(f"The form has no recording in its field file; send it as {EXAMPLE} does.")


def _notes(form: FormData) -> Notes:
    return parse_notes({field: _text(form, field) for field in Notes.__struct_fields__}, "The form")


def _text(form: FormData, field: str) -> str:
    value = form.get(field, "")
    if not isinstance(value, str):
        raise InvalidRequest(f"The field {field} must be a text, not a file.")
    return value


def _described(entry: SampleEntry) -> AddedVoice:
    assert entry.sample
    return AddedVoice(
        id=entry.name,
        name=entry.name,
        created_at=int(entry.changed_at),
        seconds=entry.sample.seconds,
        language=entry.sample.language,
        licence=entry.licence,
    )
