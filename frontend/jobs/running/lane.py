"""The items of a job that one backend speaks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontend.jobs.blocking import PatientStorage
    from frontend.jobs.job import Item
    from frontend.jobs.running.item_records import ItemRecords
    from frontend.jobs.running.item_speaker import ItemSpeaker
    from frontend.jobs.storage.archive import Archive


class Lane:
    """Gives the items of one backend to the speaker, so that no backend waits for another.

    Items are read a shard at a time, and those that have ended are left out.
    """

    def __init__(
        self,
        backend: str,
        archive: Archive,
        storage: PatientStorage,
        records: ItemRecords,
        speaker: ItemSpeaker,
    ) -> None:
        self._backend = backend
        self._archive = archive
        self._storage = storage
        self._records = records
        self._speaker = speaker

    async def run(self) -> None:
        """Begin all items. Raises JobUnreadable: some cannot be read."""
        async for index, item in self._items():
            if item.backend == self._backend and not self._records.has(index):
                await self._speaker.begin(index, item)

    async def _items(self) -> AsyncIterator[tuple[int, Item]]:
        for first in await self._storage.retry_until_available(self._archive.shards):
            shard = partial(self._archive.shard, first)
            for index, item in await self._storage.retry_until_available(shard):
                yield index, item
