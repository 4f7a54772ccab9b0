"""The threads in which jobs read, write and encode, apart from those that listeners wait for."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tasks.errors import StorageUnavailable

log = logging.getLogger(__name__)

T = TypeVar("T")

THREADS = 4
BINDINGS = 2  # of which at most as many make files, for minutes each; the others keep workers busy
AGAIN_S = 2.0


class Blocking:
    """Runs what blocks."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="jobs")
        self.bindings = asyncio.Semaphore(BINDINGS)

    async def do(self, work: Callable[[], T]) -> T:
        """Return what the work returns. Raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def insist(self, work: Callable[[], T], tell: Callable[[str], None]) -> T:
        """Try again and again as long as the storage does not answer; it is told each time."""
        while True:
            try:
                done = await self.do(work)
            except StorageUnavailable as error:
                log.warning("%s It is tried again.", error.message)
                tell(error.message)
                await asyncio.sleep(AGAIN_S)
            else:
                tell("")
                return done

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
