"""A job as JSON."""

import asyncio
from pathlib import Path

import msgspec
from starlette.requests import Request

from backend_queues.errors import InvalidRequest
from frontend.server.http.body import limited
from frontend.server.http.headers import check_json
from frontend.server.messages.jobs import JobBody
from frontend.server.routes.jobs.asked import AskedJob, completed, limit_of
from frontend.server.uploads.spooled import spooled

EXAMPLE = '{"items": [{"id": "1", "text": "Hello."}], "output": {"format": "mp3"}}'


async def read_json_job(request: Request) -> AskedJob:
    """Read the body; a long one is parsed in a thread.

    Raises:
        UnsupportedMediaType: its header says that it is something else.
        BodyTooLarge: it is over the limit; the message names the setting.
        InvalidRequest: it is no JSON, or not of that shape; the message shows an example.
    """
    check_json(request)
    async with spooled(limited(request, *limit_of(request))) as path:
        return await asyncio.to_thread(_parse, path)


def _parse(path: Path) -> AskedJob:
    """msgspec's parser is used because it is quick: while it works, no other thread does."""
    try:
        asked = msgspec.json.decode(path.read_bytes(), type=JobBody)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InvalidRequest(f"Send JSON such as {EXAMPLE}: {error}") from error
    items = completed((body.item() for body in asked.items), asked)
    return AskedJob(name=asked.name, items=items, output=asked.output.output(), seed=asked.seed)
