"""A job as a form with a file: a book, rows, or subtitles, which give the items."""

from pathlib import PurePosixPath
from typing import Any

import msgspec
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from backend_queues.errors import InvalidRequest
from frontend.audio.cover import MAX_COVER_BYTES, TAGGED, read_cover
from frontend.audio.formats import BOOKS
from frontend.jobs.assembling.output import check_may_have_cover
from frontend.jobs.contents import chosen, silent_names
from frontend.jobs.readers.reading import read_file
from frontend.jobs.readers.work import Work
from frontend.protocol.jobs import Files, Output
from frontend.protocol.mistakes import converted, mistake_in
from frontend.server.http.body import limited
from frontend.server.http.form import read_form, text_field
from frontend.server.http.state import state_of
from frontend.server.messages.jobs import JobFields, JobForm
from frontend.server.routes.jobs.asked import AskedJob, completed, limit_of
from frontend.voices.languages import known_language

EXAMPLE = "curl -F file=@book.epub -F voice=af_heart"
FILES: dict[str, Files] = {".jsonl": "item", ".csv": "item", ".srt": "one", ".vtt": "one"}
OF_A_BOOK: Files = "chapter"


async def read_form_job(request: Request) -> AskedJob:
    """Read the form, and have its file read.

    Raises:
        Overloaded: as many files are being read as may be at once.
        BodyTooLarge: it is over the limit; the message names the setting.
        InvalidRequest: a field is wrong, or the file cannot be read; the message says why.
    """
    body = limited(request, *limit_of(request))
    async with read_form(request, body, JobForm.__struct_fields__, EXAMPLE, files=2) as form:
        upload = _upload(form)
        fields = _fields(form)
        async with state_of(request).readers.place() as place:
            name = _base_name(upload)
            keeps_code = _code(fields, request) != "skip"
            work = await read_file(
                name, upload.file, place, fields.notes == "speak", keeps_code=keeps_code
            )
            return await place.do(lambda: _asked(fields, name, work, _cover(form, fields)))


def _code(fields: JobFields, request: Request) -> str:
    return fields.code or state_of(request).settings.code


def _upload(form: FormData) -> UploadFile:
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise InvalidRequest(f"The form has no file in its field file; send it as {EXAMPLE} does.")
    return upload


def _cover(form: FormData, fields: JobFields) -> bytes:
    """Return the picture that is asked for, b"" for the book's own; blocks.

    Raises:
        InvalidRequest: it is none, or too large.
        InvalidOption: the format has no place for one.
    """
    upload = form.get("cover")
    if not upload:
        return b""
    if not isinstance(upload, UploadFile):
        raise InvalidRequest("The cover must be a file: -F cover=@cover.jpg")
    check_may_have_cover(fields.format)
    upload.file.seek(0)
    return read_cover(upload.file.read(MAX_COVER_BYTES + 1)).data


def _base_name(upload: UploadFile) -> str:
    """Return the file's name without folders, which some clients send."""
    return PurePosixPath((upload.filename or "").replace("\\", "/")).name


FILE_FIELDS = ("file", "cover")
JSON_FIELDS = {"options", "pronunciations", "voices"}


def _fields(form: FormData) -> JobFields:
    """Read all fields but the file.

    Raises:
        InvalidRequest: the message names the field.
    """
    texts = {name: text_field(form, name) for name in form if name not in FILE_FIELDS}
    given: dict[str, Any] = {name: text for name, text in texts.items() if text}
    try:
        for name in JSON_FIELDS & given.keys():
            given[name] = msgspec.json.decode(given[name], type=dict[str, Any])
        if "captions" in given:
            given["captions"] = _listed(form, "captions")
        return converted(given, JobFields, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The form: {mistake_in(error, JobFields)}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise InvalidRequest(f"The form cannot be read: {error}") from error


def _listed(form: FormData, field: str) -> list[str]:
    """Return the values of a field that may be repeated, or have commas in it."""
    values = ",".join(str(value) for value in form.getlist(field)).split(",")
    return [value.strip() for value in values if value.strip()]


def _asked(fields: JobFields, file: str, work: Work, cover: bytes) -> AskedJob:
    items = completed(chosen(work.items, fields.chapters), fields, known_language(work.language))
    return AskedJob(
        name=fields.name or file,
        items=items,
        output=_output(fields, file, work),
        seed=fields.seed,
        voices=fields.voices,
        warnings=(*work.warnings, *silent_names(fields.voices, items)),
        cover=cover or (work.cover if fields.format in TAGGED else b""),
    )


def _output(fields: JobFields, file: str, work: Work) -> Output:
    return Output(
        format=fields.format,
        sample_rate=fields.sample_rate,
        files=fields.files or _usual_files(fields.format, file),
        captions=fields.captions,
        title=fields.title or work.title,
        author=fields.author or work.author,
        date=fields.date or work.date,
        overlay=fields.overlay,
    )


def _usual_files(format: str, file: str) -> Files:
    if format in BOOKS:
        return "one"
    return FILES.get(PurePosixPath(file).suffix.lower(), OF_A_BOOK)
