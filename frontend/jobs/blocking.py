"""The threads in which jobs read, write and encode, apart from those that listeners wait for."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

from backend_queues.job_errors import StorageUnavailable

log = logging.getLogger(__name__)

T = TypeVar("T")

THREADS = 4
ASSEMBLING = 2  # threads that may make files, for minutes each; the others keep workers busy
AGAIN_S, LATEST_AGAIN_S = 2.0, 15.0  # what fails again and again is tried less often
SETTLE_S = 5.0  # a write takes milliseconds; the making of another job's file is not waited for


class Blocking:
    """Runs what blocks."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="jobs")
        self._running: set[Future[Any]] = set()
        self.assembling = asyncio.Semaphore(ASSEMBLING)

    async def do(self, work: Callable[[], T]) -> T:
        """Return what the work returns. Raises what it raises."""
        future = self._threads.submit(work)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return await asyncio.wrap_future(future)

    async def settle(self) -> None:
        """Wait for the work that threads do now, also that of tasks which were cancelled."""
        await asyncio.to_thread(wait, set(self._running), SETTLE_S)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


class PatientStorage:
    """Does a job's work on the storage, however long the storage is away."""

    def __init__(self, blocking: Blocking, report: Callable[[str], None]) -> None:
        """`report` gets the reason of each failure, and "" once the work is done."""
        self._blocking = blocking
        self.report = report

    async def retry_until_available(self, work: Callable[[], T]) -> T:
        """Return what the work returns, doing it again while the storage does not answer."""
        again_s = AGAIN_S
        while True:
            try:
                done = await self._blocking.do(work)
            except StorageUnavailable as error:
                log.warning("%s It is tried again.", error.message)
                self.report(error.message)
                await asyncio.sleep(again_s)
                again_s = min(2 * again_s, LATEST_AGAIN_S)
            else:
                self.report("")
                return done
