"""Large bodies take turns, so that few of them are on disk, and read, at once.

A body may come as slowly as a telephone sends it, so no client has all turns.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from starlette.requests import Request

from backend_queues.errors import Overloaded
from frontend.server.guards.asking import client_of

SMALL_BYTES = 1_000_000
RETRY_AFTER_S = 10.0


class Turns:
    """The large bodies that a frontend takes in; the others need no turn."""

    def __init__(self, at_once: int = 3, for_one: int = 2, wait_s: float = 10.0) -> None:
        self._at_once = at_once
        self._for_one = for_one
        self._free = asyncio.Semaphore(at_once)
        self._free_for: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._wait_s = wait_s

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[None]:
        """Wait for a turn, until the end of the block; the client cannot send meanwhile.

        Raises:
            Overloaded: the bodies before it took too long.
        """
        async with AsyncExitStack() as stack:
            if not _is_small(request):
                await self._wait(stack, client_of(request).name)
            yield

    async def _wait(self, stack: AsyncExitStack, client: str) -> None:
        own = self._free_for.setdefault(client, asyncio.Semaphore(self._for_one))
        try:
            async with asyncio.timeout(self._wait_s):
                await stack.enter_async_context(own)
                await stack.enter_async_context(self._free)
        except TimeoutError as error:
            raise Overloaded(
                f"{self._at_once} large files are being taken in already, or {self._for_one} of "
                "yours; send this one later.",
                RETRY_AFTER_S,
            ) from error


def _is_small(request: Request) -> bool:
    """Tell whether the client has said that the body is small; it cannot send more than it says."""
    length = request.headers.get("content-length", "")
    return length.isdecimal() and int(length) <= SMALL_BYTES
