"""POST and DELETE /v1/audio/voices: add and delete voice samples over HTTP.

POST takes multipart/form-data: name; the recording as file (or audio_sample, OpenAI's name for
it); and, where known, language, transcript and licence. With ?replace=true it may replace a
voice.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend_queues.errors import BodyTooLarge, InvalidRequest, shown
from frontend.access.audit import audit
from frontend.server.guards.asking import client_of
from frontend.server.http.body import limited
from frontend.server.http.form import read_form, text_field
from frontend.server.http.state import AppState, state_of
from frontend.server.http.typed import StructResponse, read_query
from frontend.server.messages.voice_samples import AddedVoice, AddQuery, VoiceForm
from frontend.voices.voice_samples.catalogue import NOTHING_CLONES, VoiceSampleEntry
from frontend.voices.voice_samples.changes import (
    FolderRules,
    NewVoice,
    add_voice,
    delete_voice,
)
from frontend.voices.voice_samples.folder import Notes, parse_notes
from frontend.voices.voice_samples.recordings import MAX_BYTES
from tasks.messages import Presence

OTHER_BYTES = 65_536  # the other fields and the boundaries
TOO_LARGE = f"The recording has more than {MAX_BYTES / 1e6:.0f} MB; 30 s are enough, so shorten it."
RECORDINGS = ("file", "audio_sample")
EXAMPLE = "curl -F name=obama -F file=@obama.wav"


async def add(request: Request) -> JSONResponse:
    state = state_of(request)
    replace = read_query(request, AddQuery).replace
    body = limited(request, MAX_BYTES + OTHER_BYTES, BodyTooLarge(TOO_LARGE))
    async with (
        state.uploads.turn(request),
        read_form(request, body, VoiceForm.__struct_fields__, EXAMPLE) as form,
    ):
        content, notes = _recording(form), _notes(form)
        name = text_field(form, "name")
        voice = NewVoice(name, content, notes, replace=replace)
        entry = await add_voice(state.library, voice, client_of(request), _rules(state))
    audit(client_of(request), "A voice was added.", voice=entry.name, replace=replace)
    return StructResponse(_described(entry, state.fleet.workers()), 201)


async def delete(request: Request) -> Response:
    state = state_of(request)
    name = request.path_params["name"]
    await delete_voice(state.library, name, client_of(request))
    audit(client_of(request), "A voice was deleted.", voice=name)
    return Response(status_code=204)


def _rules(state: AppState) -> FolderRules:
    """Return what the folder may hold, by the settings and the live workers."""
    settings = state.settings
    own = {
        voice.name
        for worker in state.fleet.workers()
        if worker.capabilities.cloning and not settings.samples_hide_voices
        for voice in worker.voices
    }
    return FolderRules(settings.max_voice_samples, settings.max_voice_sample_bytes, own)


def _recording(form: FormData) -> BinaryIO:
    for field in RECORDINGS:
        value = form.get(field)
        if isinstance(value, UploadFile):
            return value.file
    raise InvalidRequest(f"The form has no recording in its field file; send it as {EXAMPLE} does.")


def _notes(form: FormData) -> Notes:
    fields = {field: text_field(form, field) for field in Notes.__struct_fields__}
    return parse_notes(fields, "The form", Notes)


def _described(entry: VoiceSampleEntry, workers: Sequence[Presence]) -> AddedVoice:
    assert entry.voice_sample
    usable_by = sorted({it.backend for it in workers if it.capabilities.cloning})
    return AddedVoice(
        id=entry.name,
        name=entry.name,
        created_at=int(entry.changed_at),
        seconds=entry.voice_sample.seconds,
        language=entry.voice_sample.language,
        licence=entry.licence,
        usable_by=tuple(usable_by),
        warnings=tuple(warnings_of(entry.name, workers)),
    )


def warnings_of(name: str, workers: Sequence[Presence]) -> Iterator[str]:
    """Yield what keeps a new voice from being used, or may surprise."""
    if not any(worker.capabilities.cloning for worker in workers):
        yield NOTHING_CLONES
    namesakes = {it.backend for it in workers for voice in it.voices if voice.name == name}
    if namesakes:
        yield (
            f"There is another voice {shown(name)}, of {' and '.join(sorted(namesakes))}: name the "
            "backend too when you ask for this one."
        )
