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

from backend_queues.errors import NoWorker, RedisUnavailable, TTSError
from backend_queues.registry import Registry
from frontend.jobs.archive import Archive
from frontend.jobs.assembler import Assembler
from frontend.jobs.blocking import Blocking
from frontend.jobs.concurrency import ConcurrencyLimit
from frontend.jobs.context import JobContext
from frontend.jobs.counters import JobCounters
from frontend.jobs.item_progress import ItemProgress
from frontend.jobs.job import Item, Job, SpokenSegment
from frontend.jobs.speaking import cut, digest_of
from frontend.protocol.jobs import Progress, State
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.streaming.scheduling.text_buffer import PlannedSegment
from frontend.voices.voice_settings import VoiceSettings, resolve_voice_settings
from tasks.process.cancellation import cancel_and_wait

log = logging.getLogger(__name__)

T = TypeVar("T")

WORKER_LOOK_S = 1.0


class Run:
    """Speaks what is not spoken yet, and makes the files as their items come to their end."""

    def __init__(
        self,
        context: JobContext,
        registry: Registry,
        archive: Archive,
        job: Job,
        limit: ConcurrencyLimit,
        blocking: Blocking,
    ) -> None:
        self._context = context
        self._registry = registry
        self._archive = archive
        self._job = job
        self._limit = limit
        self._blocking = blocking
        self._counters = JobCounters(job)
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
            return self._counters.progress(State.PAUSED)
        return self._counters.progress(State.RUNNING, self._trouble or self._missing_workers())

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
            if index < self._job.items:
                self._recorded.add(index)
                self._counters.add_record(index, record)

    async def run(self) -> Progress:
        """Run the job to its end and return how it ended; cancelling this stops it."""
        assembler = Assembler(
            self._archive,
            self._job,
            self._retry_until_available,
            self._until_recorded,
            self._blocking.bindings,
        )
        try:
            for backend in self._job.backends:
                self._start(self._lane(backend))
            self._start(assembler.bind()).add_done_callback(lambda _: self._over.set())
            await self._over.wait()
            if self._faults:
                raise self._faults[0]
            return self._last_progress()
        except TTSError as error:
            return self._counters.progress(State.FAILED, error.message)
        finally:
            await cancel_and_wait(*self._tasks)

    async def _lane(self, backend: str) -> None:
        """Begin with one item of the backend after another, as there is room for segments."""
        async for index, item in self._pending(backend):
            item_progress = ItemProgress(index, item)
            try:
                await self._read(item_progress, item)
            except TTSError as error:
                item_progress.fail(error)
            await self._settle(item_progress)

    async def _pending(self, backend: str) -> AsyncIterator[tuple[int, Item]]:
        for first in await self._retry_until_available(self._archive.shards):
            for index, item in await self._retry_until_available(
                partial(self._archive.shard, first)
            ):
                if item.backend == backend and index not in self._recorded:
                    yield index, item

    async def _read(self, item_progress: ItemProgress, item: Item) -> None:
        """Give an item's segments to the workers.

        Raises:
            TTSError: it cannot be spoken; the message says what to change.
        """
        await self._going.wait()
        voice_settings = await self._voice_settings(item)
        number = 0
        async for planned in cut(item.text, voice_settings):
            await self._going.wait()
            await self._limit.enter(item.backend)
            if item_progress.failed:
                self._limit.leave(item.backend)
                return
            digest = digest_of(number, planned.segment, voice_settings, self._job.seed)
            item_progress.begin(digest)
            speaking = self._start(self._speak(item_progress, number, planned, digest))
            # Not in the task itself: one that is cancelled before it begins does nothing.
            speaking.add_done_callback(lambda _: self._limit.leave(item.backend))
            number += 1
        item_progress.end_text()

    async def _voice_settings(self, item: Item) -> VoiceSettings:
        """Check the item's style against the workers, as soon as there are some."""
        asked = VoiceSettingsRequest(item.backend, item.voice, item.language, item.options)
        spec = self._registry.get(item.backend)
        while True:
            try:
                worker = await self._context.fleet.present(spec.name)
            except (NoWorker, RedisUnavailable) as error:
                self.tell(error.message)
                await asyncio.sleep(WORKER_LOOK_S)
            else:
                self.tell("")
                return resolve_voice_settings(asked, spec, worker, self._context.library.catalogue)

    async def _speak(
        self, item_progress: ItemProgress, number: int, planned: PlannedSegment, digest: str
    ) -> None:
        """Have a segment, from the storage or from a worker; there is room for it."""
        segment = None
        try:
            segment = await self._spoken(item_progress.index, number, planned, digest)
        except TTSError as error:
            item_progress.fail(error)
        item_progress.end(segment)
        await self._settle(item_progress)

    async def _spoken(
        self, index: int, number: int, planned: PlannedSegment, digest: str
    ) -> SpokenSegment:
        lock = self._making.setdefault(digest, asyncio.Lock())
        async with lock:
            stored = await self._retry_until_available(partial(self._archive.segment, digest))
            segment = stored or await self._context.segment_speaker.speak(
                number, planned.segment, planned.voice_settings, self._job.seed
            )
            if not stored:
                await self._retry_until_available(
                    partial(self._archive.write_segment, digest, segment)
                )
        self._counters.add_segment(index, segment, synthesised=not stored)
        return segment

    async def _settle(self, item_progress: ItemProgress) -> None:
        """Write the record of an item that has ended."""
        if not item_progress.over or item_progress.recorded:
            return
        item_progress.recorded = True
        record = item_progress.record()
        await self._retry_until_available(
            partial(self._archive.write_record, item_progress.index, record)
        )
        self._counters.add_record(item_progress.index, record)
        self._recorded.add(item_progress.index)
        self._news.set()

    def _last_progress(self) -> Progress:
        failed = self._counters.items_failed
        if not failed:
            return self._counters.progress(State.DONE)
        if failed < self._job.items:
            return self._counters.progress(State.PARTIAL, f"{failed} of its items have failed.")
        return self._counters.progress(State.FAILED, "All of its items have failed.")

    async def _until_recorded(self, index: int) -> None:
        """Wait until that item has come to its end."""
        while index not in self._recorded:
            self._news.clear()
            await self._news.wait()

    def _missing_workers(self) -> str:
        """Say for which backend there is no worker, if so."""
        fleet = self._context.fleet
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

    async def _retry_until_available(self, work: Callable[[], T]) -> T:
        return await self._blocking.retry_until_available(work, self.tell)

    def tell(self, trouble: str) -> None:
        """Note what it waits for, if anything."""
        self._trouble = trouble
