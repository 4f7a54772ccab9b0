"""The files that a job has made: their list, and each with ranges, so that downloads can go on."""

import hashlib
import re
from pathlib import PurePosixPath
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend_queues.errors import RangeNotSatisfiable, shown
from backend_queues.job_errors import UnknownJobFile
from frontend.jobs.assembling.names import is_file_name
from frontend.protocol.jobs import JobFile, Progress
from frontend.server.http.errors import error_response
from frontend.server.http.headers import matches_etag
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.http.typed import StructResponse
from frontend.server.messages.jobs import ANY_TYPE, MEDIA_TYPES, FileList, ListedFile
from frontend.server.routes.jobs.asker import asker_of
from frontend.server.routes.jobs.file_body import file_body
from frontend.server.whole.ranges import Span, asked_span


async def files(request: Request) -> JSONResponse:
    jobs, job = state_of(request).jobs, request.path_params["id"]
    found = [
        ListedFile(file.name, file.size_bytes, f"/v1/jobs/{job}/files/{quote(file.name, safe='')}")
        for file in await jobs.files(job, asker_of(request))
    ]
    return StructResponse(FileList(found))


async def file(request: Request) -> Response:
    """GET or HEAD of one file, or GET of one range of it.

    Raises:
        UnknownJob, UnknownJobFile.
        StorageUnavailable: it cannot be read; once it flows, it is broken off instead.
    """
    jobs, job = state_of(request).jobs, request.path_params["id"]
    known = await jobs.file(job, _file_name(request), asker_of(request))
    headers = _headers(known, await jobs.progress(job))
    if matches_etag(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(headers=headers | {"Content-Length": str(known.size_bytes)})
    try:
        span = _span(request, known.size_bytes, headers["ETag"])
    except RangeNotSatisfiable as error:
        return _not_satisfiable(error, known.size_bytes)
    wanted = span or Span(0, known.size_bytes)
    headers["Content-Length"] = str(wanted.length)
    if span:
        headers["Content-Range"] = span.content_range(known.size_bytes)
    parts = jobs.read_file(job, known.name, wanted.start, wanted.end)
    return await file_body(parts, 206 if span else 200, headers, send_timeout_of(request))


def _file_name(request: Request) -> str:
    """Return the name that the path asks for.

    Raises:
        UnknownJobFile: no file of a job can have it, whatever a storage would make of it.
    """
    name: str = request.path_params["name"]
    if is_file_name(name):
        return name
    raise UnknownJobFile(f"The job has made no file {shown(name)}; its /files lists those it has.")


def _headers(known: JobFile, progress: Progress) -> dict[str, str]:
    suffix = PurePosixPath(known.name).suffix.lower()
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", known.name)
    return {
        "ETag": _etag(known, progress),
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "Content-Type": MEDIA_TYPES.get(suffix, ANY_TYPE),
        "Content-Disposition": f'attachment; filename="{plain}"; '
        f"filename*=UTF-8''{quote(known.name, safe='')}",
    }


def _etag(known: JobFile, progress: Progress) -> str:
    """Return what changes when the file does: it is made of the items that have ended."""
    made_of = (
        progress.id,
        progress.created_at,
        progress.items.done,
        progress.items.failed,
        known,
    )
    return f'"{hashlib.sha256(msgspec.json.encode(made_of)).hexdigest()[:32]}"'


def _span(request: Request, size: int, etag: str) -> Span | None:
    """Return the range that is asked for, None for the whole file. Raises RangeNotSatisfiable."""
    if request.headers.get("if-range", etag) != etag:
        return None
    return asked_span(request.headers.get("range", ""), size)


def _not_satisfiable(error: RangeNotSatisfiable, size: int) -> Response:
    answer = error_response(error)
    answer.headers["Content-Range"] = f"bytes */{size}"
    return answer
