"""A job as JSON."""

import tempfile
from collections.abc import Iterable

from starlette.requests import Request

from frontend.confinement.process import Reader
from frontend.confinement.readers import Place
from frontend.jobs.job import Item
from frontend.jobs.readers.reading import LIMITS, read_confined
from frontend.server.http.body import read_limited
from frontend.server.http.state import state_of
from frontend.server.messages.jobs import JobHead
from frontend.server.routes.jobs.asked import AskedJob, completed, limit_of
from frontend.server.routes.jobs.json_child import parse

PARSED_HERE_BYTES = 64_000  # a body of that size takes the parser less than a millisecond
PARSER = Reader("frontend.server.routes.jobs.json_child", LIMITS)


async def read_json_job(request: Request) -> AskedJob:
    """Read the body; a long one is parsed by a process of its own.

    While msgspec parses, no other thread of its process does anything.

    Raises:
        BodyTooLarge: it is over the limit; the message names the setting.
        InvalidRequest: it is no JSON, or not of that shape; the message shows an example.
        Overloaded: as many files are being read as may be at once.
    """
    body = await read_limited(request, *limit_of(request))
    readers = state_of(request).readers
    if len(body) <= PARSED_HERE_BYTES:
        return await readers.do(lambda: _asked(*parse(body)))
    async with readers.place() as place:
        return await _parsed_elsewhere(body, place)


async def _parsed_elsewhere(body: bytes, place: Place) -> AskedJob:
    with tempfile.TemporaryFile() as file:
        await place.do(lambda: file.write(body))
        head, items = await read_confined(PARSER, JobHead, "The job", file, place)
        return await place.do(lambda: _asked(head, items))


def _asked(head: JobHead, items: Iterable[Item]) -> AskedJob:
    return AskedJob(
        name=head.name,
        items=completed(items, head),
        output=head.output.output(),
        seed=head.seed,
    )
