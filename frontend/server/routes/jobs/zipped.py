"""GET /v1/jobs/{id}/files.zip: what a job has made so far as one file, sent as it is read.

Nothing of it lies on a disk, and of each file only the part that is being sent is in memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from backend_queues.job_errors import UnknownJobFile
from frontend.protocol.jobs import JobFile
from frontend.server.http.sending import unmeasured
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.messages.jobs import ZIP
from frontend.server.routes.jobs.asker import asker_of
from frontend.server.routes.jobs.file_body import file_body

if TYPE_CHECKING:
    from frontend.jobs.jobs import Jobs

LARGE_BYTES = 2**31  # from here on a file's length is written in eight bytes
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip can tell, so that the same files are the same bytes


async def zipped(request: Request) -> Response:
    """GET or HEAD.

    Raises:
        UnknownJob, StorageUnavailable.
        UnknownJobFile: there is none yet.
    """
    jobs, job = state_of(request).jobs, request.path_params["id"]
    files = await jobs.files(job, asker_of(request))
    if not files:
        raise UnknownJobFile("The job has made no file yet; its /events tell how far it is.")
    name = re.sub(r"[^A-Za-z0-9._ -]", "_", (await jobs.progress(job)).name)[:100] or job
    headers = {
        "Content-Type": ZIP,
        "Content-Disposition": f'attachment; filename="{name}.zip"',
        "Cache-Control": "no-cache",
    }
    if request.method == "HEAD":
        return unmeasured(headers)
    return await file_body(_zip(jobs, job, files), 200, headers, send_timeout_of(request))


def _zip(jobs: Jobs, job: str, files: Sequence[JobFile]) -> Iterator[bytes]:
    """Yield a zip of the files; blocks, and raises StorageUnavailable."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for file in files:
            about = zipfile.ZipInfo(file.name, EARLIEST)
            is_large = file.size_bytes >= LARGE_BYTES
            with archive.open(about, "w", force_zip64=is_large) as entry:
                for part in jobs.read_file(job, file.name, 0, file.size_bytes):
                    entry.write(part)
                    yield from sink.taken()
    yield from sink.taken()


class _Sink:
    """What a zip is written to; it cannot seek, so that lengths are written after the files."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._written.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """There is nothing to wait for."""

    def close(self) -> None:
        """There is nothing to close."""

    def taken(self) -> Iterator[bytes]:
        written, self._written = self._written, []
        if written:
            yield b"".join(written)
