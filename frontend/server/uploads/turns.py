"""Large bodies take turns, so that few of them are on disk, and read, at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

from backend_queues.errors import Overloaded

SMALL_BYTES = 1_000_000
RETRY_AFTER_S = 10.0


class Turns:
    """The large bodies that a frontend takes in; the others need no turn."""

    def __init__(self, at_once: int = 2, wait_s: float = 10.0) -> None:
        self._at_once = at_once
        self._free = asyncio.Semaphore(at_once)
        self._wait_s = wait_s

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[None]:
        """Wait for a turn, until the end of the block; the client cannot send meanwhile.

        Raises:
            Overloaded: the bodies before it took too long.
        """
        if _is_small(request):
            yield
            return
        await self._wait()
        try:
            yield
        finally:
            self._free.release()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self._wait_s):
                await self._free.acquire()
        except TimeoutError as error:
            raise Overloaded(
                f"{self._at_once} large files are being taken in already; send this one later.",
                RETRY_AFTER_S,
            ) from error


def _is_small(request: Request) -> bool:
    """Tell whether the client has said that the body is small; it cannot send more than it says."""
    length = request.headers.get("content-length", "")
    return length.isdecimal() and int(length) <= SMALL_BYTES
