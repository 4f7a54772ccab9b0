"""A job as JSON."""

import asyncio

import msgspec
from starlette.requests import Request

from backend_queues.errors import InvalidRequest
from frontend.server.http.body import read_limited
from frontend.server.messages.jobs import JobBody
from frontend.server.routes.jobs.asked import AskedJob, completed, limit_of

EXAMPLE = '{"items": [{"id": "1", "text": "Hello."}], "output": {"format": "mp3"}}'


async def read_json_job(request: Request) -> AskedJob:
    """Read the body; a long one is parsed in a thread.

    Raises:
        BodyTooLarge: it is over the limit; the message names the setting.
        InvalidRequest: it is no JSON, or not of that shape; the message shows an example.
    """
    body = await read_limited(request, *limit_of(request))
    return await asyncio.to_thread(_parse, body)


def _parse(body: bytes) -> AskedJob:
    """msgspec's parser is used because it is quick: while it works, no other thread does."""
    try:
        asked = msgspec.json.decode(body, type=JobBody)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InvalidRequest(f"Send JSON such as {EXAMPLE}: {error}") from error
    items = completed((body.item() for body in asked.items), asked)
    return AskedJob(name=asked.name, items=items, output=asked.output.output(), seed=asked.seed)
