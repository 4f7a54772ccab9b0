"""A file as a body: read in a thread, sent as fast as it is taken."""

import logging
from collections.abc import AsyncGenerator, Generator, Iterator, Mapping
from contextlib import suppress

from starlette.concurrency import iterate_in_threadpool, run_in_threadpool

from backend_queues.errors import TTSError
from frontend.server.http.sending import BrokenOff, SendTimeout, TimedBody

log = logging.getLogger(__name__)


async def file_body(
    parts: Iterator[bytes], status: int, headers: Mapping[str, str], send_timeout: SendTimeout
) -> TimedBody:
    """Return the answer that sends the parts, which block where they are read.

    The first is read beforehand, so that an error can be the answer. If a later part cannot be
    read, the body is broken off, as its Content-Length shows.

    Raises:
        TTSError: what reading the first part has raised.
    """
    first = await run_in_threadpool(next, parts, b"")
    return TimedBody(_read(first, parts), send_timeout, status=status, headers=headers)


async def _read(first: bytes, parts: Iterator[bytes]) -> AsyncGenerator[bytes]:
    try:
        yield first
        async for part in iterate_in_threadpool(parts):
            yield part
    except TTSError as error:
        log.error("A file was broken off: %s", error.message)
        raise BrokenOff from error
    finally:
        if isinstance(parts, Generator):
            with suppress(ValueError):  # a thread that reads cannot be stopped
                parts.close()
