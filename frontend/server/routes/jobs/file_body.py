"""A file as a body: read in a thread, sent as fast as it is taken."""

import asyncio
import logging
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress

from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Send

from backend_queues.errors import TTSError

log = logging.getLogger(__name__)


async def file_body(
    parts: Iterator[bytes], status: int, headers: Mapping[str, str], send_timeout_s: float
) -> "FileBody":
    """Return the answer that sends the parts, which block where they are read.

    The first is read beforehand, so that an error can be the answer.

    Raises:
        TTSError: what reading the first part has raised.
    """
    first = await run_in_threadpool(next, parts, b"")
    return FileBody(first, parts, status, headers, send_timeout_s)


class FileBody(StreamingResponse):
    """Is broken off, as its Content-Length shows, if a part cannot be read or is not taken."""

    def __init__(
        self,
        first: bytes,
        parts: Iterator[bytes],
        status: int,
        headers: Mapping[str, str],
        send_timeout_s: float,
    ) -> None:
        super().__init__((), status, headers)
        self._first = first
        self._parts = parts
        self._send_timeout_s = send_timeout_s

    async def stream_response(self, send: Send) -> None:
        try:
            await self._stream(send)
        except TimeoutError:
            log.info("A client took nothing of its file for too long and was left.")
        except TTSError as error:
            log.error("A file was broken off: %s", error.message)
        finally:
            if isinstance(self._parts, Generator):
                with suppress(ValueError):  # a thread that reads cannot be stopped
                    self._parts.close()

    async def _stream(self, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        await self._send_body(send, self._first)
        async for part in iterate_in_threadpool(self._parts):
            await self._send_body(send, part)
        await self._send_body(send, b"", last=True)

    async def _send_body(self, send: Send, body: bytes, *, last: bool = False) -> None:
        message = {"type": "http.response.body", "body": body, "more_body": not last}
        async with asyncio.timeout(self._send_timeout_s):
            await send(message)
