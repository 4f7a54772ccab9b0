"""The search for jobs that nobody runs, and whose turn is next.

Only the jobs that are marked as running are looked at, and of these only as many are read as can
be run: those that wait cost nothing, however many there are.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from backend_queues.errors import RedisUnavailable
from backend_queues.job_errors import JobUnreadable, StorageUnavailable
from frontend.jobs.adopting.turns import in_turn
from frontend.jobs.keeping.holdings import Holding
from frontend.protocol.jobs import State
from tasks.process.cancellation import wait_for_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from backend_queues.registry import Registry
    from frontend.cluster.fleet import Fleet
    from frontend.jobs.blocking import Blocking
    from frontend.jobs.catalogue import JobCatalogue
    from frontend.jobs.log_once import LogOnce
    from frontend.jobs.running.runner import JobRunner
    from frontend.jobs.storage.archive import Archive
    from frontend.jobs.storage.running_index import RunningIndex

log = logging.getLogger(__name__)

LOOK_S = 2.0


class JobAdopter:
    """Has the runner take up jobs: the owner with the fewest jobs under way first, then the oldest.

    A job none of whose backends has a worker does not take a place from others.
    """

    def __init__(
        self,
        runner: JobRunner,
        catalogue: JobCatalogue,
        index: RunningIndex,
        blocking: Blocking,
        fleet: Fleet,
        registry: Registry,
        log_once: LogOnce,
    ) -> None:
        self._runner = runner
        self._catalogue = catalogue
        self._holdings = catalogue.holdings
        self._index = index
        self._blocking = blocking
        self._fleet = fleet
        self._registry = registry
        self._log_once = log_once
        self._not_running: set[str] = set()  # marked at the last look, though it did not run

    async def watch(self, may_begin: Callable[[], bool]) -> None:
        """Look again and again, as soon as a job has ended or after a while; never returns."""
        while True:
            self._runner.freed.clear()
            if may_begin():
                await self.look()
            await wait_for_event(self._runner.freed, LOOK_S)

    async def look(self) -> None:
        """Take up jobs that nobody runs, as many as there is room for."""
        try:
            marked = await self._blocking.do(self._index.names)
            waiting = set(filter(self._catalogue.is_id, marked)).difference(self._runner.running)
            await self._learn(waiting)
        except StorageUnavailable as error:
            log.warning("%s", error.message)
            return
        self._not_running &= waiting
        ready = [job for job in waiting if not self.lacks_workers(job)]
        if ready and self._runner.is_full:
            await self._runner.make_room()
        for job in in_turn(map(self._holding, ready), map(self._owner, self._runner.running)):
            if self._runner.is_full:
                return
            await self._adopt(self._catalogue.archive(job))

    async def offer(self, archive: Archive) -> None:
        """Run a job at once if nobody else waits for it; what is wrong shows at the next look."""
        await self._learn_of(archive.id)
        if not self.lacks_workers(archive.id):
            await self._adopt(archive)

    def lacks_workers(self, job: str) -> str:
        """Return why a job cannot be spoken now, "" if it can: no backend of it has a worker."""
        backends = self._holding(job).backends
        known = [name for name in backends if self._registry.current(name) in self._registry.specs]
        if not known or len(known) < len(backends) or any(map(self._fleet.workers, known)):
            return ""
        return self._fleet.absence(known[0]).message

    def why_waiting(self, job: str) -> str:
        """Return what a job waits for that nobody runs."""
        return self.lacks_workers(job) or "It waits until other jobs have ended."

    async def _learn(self, waiting: set[str]) -> None:
        """Read the jobs that are new here or run again, and outdate those that run no more."""
        gone_on = waiting.union(self._runner.running)
        for holding in self._holdings.known:
            if holding.state is State.RUNNING and holding.id not in gone_on:
                self._holdings.outdate(holding.id)
        await self._learn_of(*waiting)

    async def _learn_of(self, *jobs: str) -> None:
        new = [job for job in jobs if self._holding(job).state.ended]
        if new:
            await self._blocking.do(partial(self._holdings.read, new))

    def _holding(self, job: str) -> Holding:
        return self._holdings.of(job) or Holding(id=job)

    def _owner(self, job: str) -> str:
        return self._holding(job).owner

    async def _adopt(self, archive: Archive) -> None:
        """Run a job if nobody does. What is wrong with one job must not keep others waiting."""
        try:
            runs = await self._runner.adopt(archive)
        except JobUnreadable:
            runs = False  # it is logged, and shown to whoever asks for the job
        except (StorageUnavailable, RedisUnavailable) as error:
            self._log_once.report(archive.id, error.message)
            return
        except Exception as error:  # noqa: BLE001 - one job must not stop the others
            self._log_once.report(archive.id, f"The job {archive.id} cannot be run.", error)
            return
        if runs:
            self._not_running.discard(archive.id)
        else:
            await self._unmark(archive.id)

    async def _unmark(self, job: str) -> None:
        """Remove a mark that is left over, if it was at the last look: one may be just resumed."""
        if job not in self._not_running:
            self._not_running.add(job)
            return
        try:
            await self._blocking.do(partial(self._index.remove, job))
        except StorageUnavailable as error:
            log.warning("%s", error.message)
