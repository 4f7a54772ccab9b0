"""The slow look at all that is stored: what is left over, forgotten or too old."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from backend_queues.job_errors import JobUnreadable, StorageUnavailable
from frontend.protocol.jobs import State

if TYPE_CHECKING:
    from frontend.jobs.blocking import Blocking
    from frontend.jobs.catalogue import JobCatalogue
    from frontend.jobs.keeping.holdings import Holding
    from frontend.jobs.running.runner import JobRunner
    from frontend.jobs.storage.running_index import RunningIndex
    from frontend.storage.storage import Storage

log = logging.getLogger(__name__)

SWEEP_S = 3600.0
ABANDONED_S = 3600.0  # what is unfinished, and unchanged for so long, has lost its process
DAY_S = 86_400.0


class Unchanged:
    """Tells what has been the same for a while, by a clock that does not jump."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[str, tuple[Hashable, float]] = {}

    def since(self, now: Mapping[str, Hashable], seconds: float) -> list[str]:
        """Return the names that have had the same value in all looks of that time."""
        at_s = self._clock()
        before, self._seen = self._seen, {name: (value, at_s) for name, value in now.items()}
        for name, (value, since_s) in before.items():
            if name in now and now[name] == value:
                self._seen[name] = value, since_s
        return [name for name, (_, since_s) in self._seen.items() if at_s - since_s >= seconds]


class Sweep:
    """Goes through the whole storage, at the start and then once an hour.

    It marks jobs that run, deletes those that have been kept long enough, and what killed
    processes have left: of whole jobs at the start only, as there may be many.
    """

    def __init__(
        self,
        storage: Storage,
        catalogue: JobCatalogue,
        index: RunningIndex,
        runner: JobRunner,
        blocking: Blocking,
        keep_days: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`keep_days` counts from a job's end; 0 keeps it for ever."""
        self._storage = storage
        self._catalogue = catalogue
        self._index = index
        self._runner = runner
        self._blocking = blocking
        self._keep_s = keep_days * DAY_S
        self._clock = clock
        self._unfinished = Unchanged()
        self._remnants = Unchanged()
        self._is_first = True

    async def watch(self) -> None:
        """Sweep again and again; never returns."""
        while True:
            try:
                await self.sweep()
            except StorageUnavailable as error:
                log.warning("%s", error.message)
            await asyncio.sleep(SWEEP_S)

    async def sweep(self) -> None:
        """Raises StorageUnavailable."""
        await self._blocking.do(self._catalogue.holdings.read_all)
        marked = await self._blocking.do(self._index.names)
        for holding in self._catalogue.holdings.known:
            try:
                await self._mend(holding, holding.id in marked)
            except (StorageUnavailable, JobUnreadable) as error:
                log.warning("%s", error.message)
        await self._blocking.do(self._clean_up)
        self._is_first = False

    async def _mend(self, holding: Holding, is_marked: bool) -> None:
        if holding.state is State.RUNNING and not is_marked:
            await self._blocking.do(partial(self._index.add, holding.id))
            return
        if holding.state is State.DONE and self._is_first:  # its process may have been killed
            await self._blocking.do(self._catalogue.archive(holding.id).delete_segments)
        if holding.state.ended and holding.state is not State.UNREADABLE and self._keep_s:
            await self._keep_or_delete(holding)

    async def _keep_or_delete(self, holding: Holding) -> None:
        archive = self._catalogue.archive(holding.id)
        if holding.ended_at is not None and self._clock() - holding.ended_at < self._keep_s:
            return
        now = await self._blocking.do(archive.progress)
        if now is None or now.ended_at != holding.ended_at or not now.state.ended:
            return  # it is resumed, or gone
        if holding.ended_at is None:  # an older version did not note it: it counts from today
            noted = msgspec.structs.replace(now, ended_at=self._clock())
            await self._blocking.do(partial(archive.write_progress, noted))
            self._catalogue.holdings.outdate(holding.id)
            return
        log.info("The job %s is deleted, as it ended long ago.", holding.id)
        await self._runner.forget(archive)
        self._catalogue.holdings.forget(holding.id)

    def _clean_up(self) -> None:
        """Delete what processes were writing when they were killed. Raises StorageUnavailable."""
        for name in self._unfinished.since(self._storage.unfinished(), ABANDONED_S):
            self._storage.delete_unfinished(name)
        known = {holding.id for holding in self._catalogue.holdings.known}
        remnants = {job: None for job in self._catalogue.ids() if job not in known}
        for job in self._remnants.since(remnants, ABANDONED_S):
            if not self._storage.exists(f"{job}/progress.json"):
                self._storage.delete(job)
