"""A job as JSON."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from starlette.requests import Request

from frontend.confinement.process import Reader
from frontend.confinement.readers import Readers
from frontend.jobs.assembling.output import check_may_have_cover
from frontend.jobs.job import Item
from frontend.jobs.readers.reading import LIMITS, read_confined
from frontend.server.http.body import limited
from frontend.server.http.headers import check_json
from frontend.server.http.state import state_of
from frontend.server.messages.jobs import JobHead
from frontend.server.routes.jobs.asked import AskedJob, completed, limit_of
from frontend.server.routes.jobs.json_child import parse
from frontend.server.uploads.spooled import spooled

PARSED_HERE_BYTES = 64_000  # a body of that size takes the parser less than a millisecond
PARSER = Reader("frontend.server.routes.jobs.json_child", LIMITS)


async def read_json_job(request: Request) -> AskedJob:
    """Read the body; a long one is parsed by a process of its own.

    While msgspec parses, no other thread of its process does anything.

    Raises:
        UnsupportedMediaType: its header says that it is something else.
        BodyTooLarge: it is over the limit; the message names the setting.
        InvalidRequest: it is no JSON, or not of that shape, or its cover is no picture; the message
            says what to change.
        InvalidOption: the format has no place for a cover.
        Overloaded: as many files are being read as may be at once.
    """
    check_json(request)
    readers = state_of(request).readers
    async with spooled(limited(request, *limit_of(request))) as path:
        small = await readers.do(lambda: _parsed_here(path))
        return small or await _parsed_elsewhere(path, readers)


def _parsed_here(path: Path) -> AskedJob | None:
    """Return the job, or None if it is too long for the parser to be run here."""
    if path.stat().st_size > PARSED_HERE_BYTES:
        return None
    return _asked(*parse(path.read_bytes()))


async def _parsed_elsewhere(path: Path, readers: Readers) -> AskedJob:
    async with readers.place() as place:
        with await place.do(lambda: path.open("rb")) as file:
            head, items, cover = await read_confined(PARSER, JobHead, "The job", file, place)
            head = msgspec.structs.replace(head, cover=cover)
            return await place.do(lambda: _asked(head, items))


def _asked(head: JobHead, items: Iterable[Item]) -> AskedJob:
    if head.cover:
        check_may_have_cover(head.output.format)
    return AskedJob(
        name=head.name,
        items=completed(items, head),
        output=head.output.output(),
        seed=head.seed,
        voices=head.voices,
        cover=head.cover,
    )
