"""The segments of a job, each of which is synthesised once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from frontend.jobs.digests import digest_of
from frontend.jobs.job import SpokenSegment

if TYPE_CHECKING:
    from frontend.jobs.blocking import PatientStorage
    from frontend.jobs.counters import JobCounters
    from frontend.jobs.storage.archive import Archive
    from frontend.streaming.diction.planned_segment import PlannedSegment

# As SegmentSpeaker.speak: the segment's number in its item, the segment, the seed.
Speak = Callable[[int, "PlannedSegment", int], Awaitable[SpokenSegment]]


class SegmentMaker:
    """Gets segments from the storage, or else from a worker, and then stores them."""

    def __init__(
        self,
        archive: Archive,
        seed: int,
        counters: JobCounters,
        storage: PatientStorage,
        speak: Speak,
    ) -> None:
        self._archive = archive
        self._seed = seed
        self._counters = counters
        self._storage = storage
        self._speak = speak
        # Two items with the same segment wait for each other instead of making it twice.
        self._making: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def digest(self, number: int, planned: PlannedSegment) -> str:
        """Return the name of the segment in the storage."""
        return digest_of(number, planned, self._seed)

    async def make(self, item: int, number: int, planned: PlannedSegment) -> SpokenSegment:
        """Return the segment of that number of an item.

        Raises:
            SegmentFailed: no worker could speak it; the message says why.
        """
        digest = self.digest(number, planned)
        lock = self._making.setdefault(digest, asyncio.Lock())
        async with lock:
            find = partial(self._archive.segment, digest)
            stored = await self._storage.retry_until_available(find)
            segment = stored or await self._synthesise(digest, number, planned)
        self._counters.add_segment(item, segment, synthesised=not stored)
        return segment

    async def _synthesise(self, digest: str, number: int, planned: PlannedSegment) -> SpokenSegment:
        segment = await self._speak(number, planned, self._seed)
        write = partial(self._archive.write_segment, digest, segment)
        await self._storage.retry_until_available(write)
        return segment
