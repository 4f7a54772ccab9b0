"""How the items of a running job have ended."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontend.jobs.blocking import PatientStorage
    from frontend.jobs.counters import JobCounters
    from frontend.jobs.job import Job
    from frontend.jobs.running.item_progress import ItemProgress
    from frontend.jobs.storage.archive import Archive


class ItemRecords:
    """Keeps the record of each item that has ended: stores it, counts it, and lets others wait."""

    def __init__(
        self, archive: Archive, job: Job, counters: JobCounters, storage: PatientStorage
    ) -> None:
        self._archive = archive
        self._job = job
        self._counters = counters
        self._storage = storage
        self._ended: dict[int, float] = {}  # seconds of speech
        self._another = asyncio.Event()

    def load(self) -> None:
        """Read the records of earlier runs. Blocks; comes before all else.

        Raises:
            StorageUnavailable.
        """
        # All of them are read first: with a storage that is away in between, this is called again.
        for index, record in list(self._archive.records()):
            if index < self._job.items:
                self._ended[index] = record.audio_s
                self._counters.add_record(index, record)

    def has(self, index: int) -> bool:
        """Tell whether an item has ended."""
        return index in self._ended

    def warn(self, warning: str) -> None:
        """Have the job tell what is otherwise than it has it."""
        self._counters.warn(warning)

    def audio_s(self, start: int, end: int) -> float:
        """Return how long the speech of the items is that have ended, from one up to another."""
        return sum(self._ended.get(index, 0.0) for index in range(start, end))

    async def settle(self, item_progress: ItemProgress) -> None:
        """Write the record of an item, if it has ended and has none yet."""
        if not item_progress.over or item_progress.recorded:
            return
        item_progress.recorded = True
        index, record = item_progress.index, item_progress.record()
        await self._storage.retry_until_available(
            partial(self._archive.write_record, index, record)
        )
        self._counters.add_record(index, record)
        self._ended[index] = record.audio_s
        self._another.set()

    async def until_ended(self, index: int) -> None:
        """Wait for the end of an item. One task at a time may wait."""
        while index not in self._ended:
            self._another.clear()
            await self._another.wait()
