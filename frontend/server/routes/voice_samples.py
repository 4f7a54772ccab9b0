"""POST and DELETE /v1/audio/voices: what dropping a file into voice_samples does, over HTTP.

POST takes multipart/form-data: name; the recording as file (or audio_sample, OpenAI's name for
it); and if they are known language, transcript and licence. With ?replace=true it may replace a
voice.
"""

from typing import Annotated, BinaryIO, Literal

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend_queues.errors import InvalidRequest
from frontend.server.http.cross_site import refuse_cross_site
from frontend.server.http.form import limited, read_form, text_field
from frontend.server.http.state import state_of
from frontend.server.http.typed import StructResponse, read_query
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from frontend.voices.voice_samples.changes import add_voice, delete_voice
from frontend.voices.voice_samples.folder import NAME_RULE, Notes, parse_notes
from frontend.voices.voice_samples.recordings import MAX_BYTES

OTHER_BYTES = 65_536  # the other fields and what is between them
TOO_LARGE = f"The recording has more than {MAX_BYTES / 1e6:.0f} MB; 30 s are enough, so shorten it."
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
    services = state_of(request).services
    replace = read_query(request, AddQuery).replace
    body = limited(request, MAX_BYTES + OTHER_BYTES, TOO_LARGE)
    form = await read_form(request, body, VoiceForm.__struct_fields__, EXAMPLE)
    try:
        content, notes = _recording(form), _notes(form)
        name = text_field(form, "name")
        entry = await add_voice(services.samples, name, content, notes, replace=replace)
    finally:
        await form.close()
    return StructResponse(_described(entry), 201)


async def delete(request: Request) -> Response:
    refuse_cross_site(request)
    services = state_of(request).services
    await delete_voice(services.samples, request.path_params["name"])
    return Response(status_code=204)


def _recording(form: FormData) -> BinaryIO:
    for field in RECORDINGS:
        value = form.get(field)
        if isinstance(value, UploadFile):
            return value.file
    raise InvalidRequest(f"The form has no recording in its field file; send it as {EXAMPLE} does.")


def _notes(form: FormData) -> Notes:
    fields = {field: text_field(form, field) for field in Notes.__struct_fields__}
    return parse_notes(fields, "The form")


def _described(entry: VoiceSampleEntry) -> AddedVoice:
    assert entry.voice_sample
    return AddedVoice(
        id=entry.name,
        name=entry.name,
        created_at=int(entry.changed_at),
        seconds=entry.voice_sample.seconds,
        language=entry.voice_sample.language,
        licence=entry.licence,
    )
