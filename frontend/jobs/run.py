"""One job while this frontend runs it: items in, records and files out.

It can end at any moment, also by the death of the process: whoever runs the job next goes on from
what lies in the storage.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from backend_queues.registry import Registry
from frontend.jobs.archive import Archive
from frontend.jobs.binder import Binder
from frontend.jobs.blocking import Blocking
from frontend.jobs.job import Item, Job, Progress, SpokenSegment, State
from frontend.jobs.reading import Reading
from frontend.jobs.room import Room
from frontend.jobs.speaking import cut, digest_of, speak
from frontend.jobs.tally import Tally
from frontend.script import Line
from frontend.services import Services
from frontend.style import Style, StyleRequest, check_style
from tasks.ending import end_tasks
from tasks.errors import NoWorker, RedisUnavailable, TTSError

log = logging.getLogger(__name__)

T = TypeVar("T")

WORKER_LOOK_S = 1.0


class Run:
    """Speaks what is not spoken yet, and makes the files as their items come to their end."""

    def __init__(
        self,
        services: Services,
        registry: Registry,
        archive: Archive,
        job: Job,
        room: Room,
        blocking: Blocking,
    ) -> None:
        self._services = services
        self._registry = registry
        self._archive = archive
        self._job = job
        self._room = room
        self._blocking = blocking
        self._tally = Tally(job)
        self._recorded: set[int] = set()  # the items that have come to their end
        self._news = asyncio.Event()  # another has
        self._going = asyncio.Event()  # not paused
        self._going.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._over = asyncio.Event()  # everything is done, or something has broken
        self._faults: list[BaseException] = []
        # Two items with the same segment wait for each other instead of making it twice.
        self._making: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._trouble = ""

    def progress(self) -> Progress:
        """Return how far it is."""
        if not self._going.is_set():
            return self._tally.progress(State.PAUSED)
        return self._tally.progress(State.RUNNING, self._trouble or self._missing_workers())

    def pause(self) -> None:
        """Begin nothing new."""
        self._going.clear()

    def resume(self) -> None:
        self._going.set()

    async def count(self) -> None:
        """Make the counters from what is stored; comes before `run`.

        Raises:
            StorageUnavailable.
        """
        for index, record in await self._blocking.do(lambda: list(self._archive.records())):
            self._recorded.add(index)
            self._tally.add_record(index, record)

    async def run(self) -> Progress:
        """Run the job to its end and return how it ended; cancelling this stops it."""
        binder = Binder(
            self._archive, self._job, self._insist, self._until_recorded, self._blocking.bindings
        )
        try:
            for backend in self._job.backends:
                self._start(self._lane(backend))
            self._start(binder.bind()).add_done_callback(lambda _: self._over.set())
            await self._over.wait()
            if self._faults:
                raise self._faults[0]
            return self._last_progress()
        except TTSError as error:
            return self._tally.progress(State.FAILED, error.message)
        finally:
            await end_tasks(*self._tasks)

    async def _lane(self, backend: str) -> None:
        """Begin with one item of the backend after another, as there is room for segments."""
        async for index, item in self._pending(backend):
            reading = Reading(index, item)
            try:
                await self._read(reading, item)
            except TTSError as error:
                reading.fail(error)
            await self._settle(reading)

    async def _pending(self, backend: str) -> AsyncIterator[tuple[int, Item]]:
        for first in await self._insist(self._archive.shards):
            for index, item in await self._insist(partial(self._archive.shard, first)):
                if item.backend == backend and index not in self._recorded:
                    yield index, item

    async def _read(self, reading: Reading, item: Item) -> None:
        """Give an item's segments to the workers.

        Raises:
            TTSError: it cannot be spoken; the message says what to change.
        """
        await self._going.wait()
        style = await self._style(item)
        number = 0
        async for line in cut(item.text, style):
            await self._going.wait()
            await self._room.enter(item.backend)
            if reading.failed:
                self._room.leave(item.backend)
                return
            digest = digest_of(number, line.segment, style, self._job.seed)
            reading.begin(digest)
            speaking = self._start(self._speak(reading, number, line, digest))
            # Not in the task itself: one that is cancelled before it begins does nothing.
            speaking.add_done_callback(lambda _: self._room.leave(item.backend))
            number += 1
        reading.end_text()

    async def _style(self, item: Item) -> Style:
        """Check the item's style against the workers, as soon as there are some."""
        asked = StyleRequest(item.backend, item.voice, item.language, item.options)
        spec = self._registry.get(item.backend)
        while True:
            try:
                worker = await self._services.fleet.present(spec.name)
            except (NoWorker, RedisUnavailable) as error:
                self.tell(error.message)
                await asyncio.sleep(WORKER_LOOK_S)
            else:
                self.tell("")
                return check_style(asked, spec, worker, self._services.samples.catalogue)

    async def _speak(self, reading: Reading, number: int, line: Line, digest: str) -> None:
        """Have a segment, from the storage or from a worker; there is room for it."""
        segment = None
        try:
            segment = await self._spoken(reading.index, number, line, digest)
        except TTSError as error:
            reading.fail(error)
        reading.end(segment)
        await self._settle(reading)

    async def _spoken(self, index: int, number: int, line: Line, digest: str) -> SpokenSegment:
        lock = self._making.setdefault(digest, asyncio.Lock())
        async with lock:
            stored = await self._insist(partial(self._archive.segment, digest))
            segment = stored or await speak(
                self._services, number, line.segment, line.style, self._job.seed
            )
            if not stored:
                await self._insist(partial(self._archive.write_segment, digest, segment))
        self._tally.add_segment(index, segment, synthesised=not stored)
        return segment

    async def _settle(self, reading: Reading) -> None:
        """Write the record of an item that has ended."""
        if not reading.over or reading.recorded:
            return
        reading.recorded = True
        record = reading.record()
        await self._insist(partial(self._archive.write_record, reading.index, record))
        self._tally.add_record(reading.index, record)
        self._recorded.add(reading.index)
        self._news.set()

    def _last_progress(self) -> Progress:
        failed = self._tally.items_failed
        if not failed:
            return self._tally.progress(State.DONE)
        if failed < self._job.items:
            return self._tally.progress(State.PARTIAL, f"{failed} of its items have failed.")
        return self._tally.progress(State.FAILED, "All of its items have failed.")

    async def _until_recorded(self, index: int) -> None:
        """Wait until that item has come to its end."""
        while index not in self._recorded:
            self._news.clear()
            await self._news.wait()

    def _missing_workers(self) -> str:
        """Say for which backend there is no worker, if so."""
        fleet = self._services.fleet
        for backend in self._job.backends:
            if not fleet.workers(backend):
                return fleet.absence(backend).message
        return ""

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._note_end)
        return task

    def _note_end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error:
            self._faults.append(error)
            self._over.set()

    async def _insist(self, work: Callable[[], T]) -> T:
        return await self._blocking.insist(work, self.tell)

    def tell(self, trouble: str) -> None:
        """Note what it waits for, if anything."""
        self._trouble = trouble
