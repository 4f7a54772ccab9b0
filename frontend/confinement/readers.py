"""The places of a frontend in which files are read, each by a child process."""

import asyncio
import logging
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, TypeVar

from backend_queues.errors import Overloaded
from frontend.confinement.process import ChildProcess, Reader, TookTooLong

log = logging.getLogger(__name__)

T = TypeVar("T")

PLACES = 2
THREADS = 2 * PLACES  # one that hangs, on a folder of a network, leaves others
LONGEST_WAIT_S = 15.0
RETRY_AFTER_S = 5.0
MOST_TOLD = 5
KILLED_S = 5.0  # in which a process that was killed is gone


class Readers:
    """Has two places, for recordings, books, rows and subtitles alike."""

    def __init__(self, places: int = PLACES) -> None:
        self._free = asyncio.Semaphore(places)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="readers")
        self._running: set[ChildProcess] = set()
        self._told: set[str] = set()

    @asynccontextmanager
    async def place(self, longest_wait_s: float | None = LONGEST_WAIT_S) -> AsyncIterator["Place"]:
        """Wait for a place; None is for as long as it takes.

        Raises:
            Overloaded: none became free in time.
        """
        try:
            async with asyncio.timeout(longest_wait_s):
                await self._free.acquire()
        except TimeoutError as error:
            raise Overloaded(
                "The server reads as many files as it can now; try again in a moment.",
                RETRY_AFTER_S,
            ) from error
        try:
            yield Place(self)
        finally:
            self._free.release()

    async def do(self, work: Callable[[], T]) -> T:
        """Return what the work returns, done in a thread that no listener waits for."""
        return await asyncio.wrap_future(self._threads.submit(work))

    async def run(self, child: ChildProcess, file: IO[bytes], limit_s: float) -> None:
        """Run a reader to its end; when this is cancelled, that comes at once.

        Raises:
            ReadingFailed: also if it took longer than the limit.
        """
        self._running.add(child)
        running = asyncio.ensure_future(self.do(lambda: child.run(file)))
        try:
            await asyncio.wait({running}, timeout=limit_s)
            if not running.done():
                child.kill()
                await asyncio.wait({running}, timeout=KILLED_S)
                raise TookTooLong(f"It took longer than {limit_s:g} s.")
            self._tell_once(running.result())
        finally:
            child.kill()
            self._running.discard(child)
            running.add_done_callback(_forget)

    def close(self) -> None:
        """End what is being read."""
        for child in list(self._running):
            child.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _tell_once(self, words: str) -> None:
        """Log what readers say of the system that they run on; a file may make them say more."""
        if words and words not in self._told and len(self._told) < MOST_TOLD:
            self._told.add(words)
            log.warning("A reader of files says: %r", words)


class Place:
    """A place to read files in, one after another."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    async def do(self, work: Callable[[], T]) -> T:
        """Return what the work returns, done in a thread that no listener waits for."""
        return await self._readers.do(work)

    @asynccontextmanager
    async def reading(
        self, reader: Reader, file: IO[bytes], *arguments: str
    ) -> AsyncIterator[Path]:
        """Have a file read; yield the folder with what was made of it, which is to be checked.

        `file` is one of the system's, with a `fileno`; it is read from its beginning.

        Raises:
            ReadingFailed: see `frontend.confinement.process`.
        """
        folder = Path(await self.do(lambda: tempfile.mkdtemp(prefix="voice-server-")))
        try:
            child = ChildProcess(reader, folder, arguments)
            await self._readers.run(child, file, reader.limits.wall_s)
            yield folder
        finally:
            await self.do(lambda: shutil.rmtree(folder, ignore_errors=True))


def _forget(reading: asyncio.Future[str]) -> None:
    """Take what a reading that nobody waits for has raised; it would be logged as lost."""
    if not reading.cancelled():
        reading.exception()
