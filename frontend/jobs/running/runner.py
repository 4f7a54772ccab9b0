"""The jobs that this frontend runs, each held by a lease as long as it does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from frontend.jobs.running.lease_keeper import LeaseKeeper
from frontend.jobs.running.running_job import RunningJob
from frontend.protocol.jobs import State

if TYPE_CHECKING:
    from frontend.jobs.blocking import Blocking
    from frontend.jobs.job import Job
    from frontend.jobs.running.job_status import JobStatus
    from frontend.jobs.running.leases import Leases
    from frontend.jobs.running.run import RunFactory
    from frontend.jobs.storage.archive import Archive
    from frontend.protocol.jobs import Progress

AT_ONCE = 32
TURN_S = 60.0  # after which a job that rests makes room for another
LEAVE_S = 3.0  # a job that is not left by then is taken over when its lease runs out


class JobRunner:
    """Takes up jobs that nobody runs, so many at once, and lets go of them."""

    def __init__(
        self, runs: RunFactory, leases: Leases, blocking: Blocking, at_once: int = AT_ONCE
    ) -> None:
        self._runs = runs
        self._leases = leases
        self._blocking = blocking
        self._at_once = at_once
        self._running: dict[str, RunningJob] = {}
        # Of a job that is being taken up or deleted; a storage that hangs holds up no other.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._ending = False
        self.freed = asyncio.Event()  # another job has its turn

    @property
    def running(self) -> list[str]:
        return list(self._running)

    @property
    def is_full(self) -> bool:
        return self._ending or len(self._running) >= self._at_once

    def status(self, job: str) -> JobStatus | None:
        """Return the status of a job that is run here; None of others."""
        running_job = self._running.get(job)
        return running_job.status if running_job else None

    def progress(self, job: str) -> Progress | None:
        """Return how far a job is that is run here; None while what it has made is counted."""
        status = self.status(job)
        return status.progress() if status and status.is_counted else None

    async def adopt(self, archive: Archive) -> bool:
        """Run a job if its state is running and nobody does; false if its state is another.

        Raises:
            StorageUnavailable, JobUnreadable.
        """
        async with self._lock(archive.id):
            if self.is_full or archive.id in self._running:
                return True
            if not await self._leases.take(archive.id):  # before the storage is asked at all
                return True
            job = None
            try:
                job = await self._job_to_run(archive)
            finally:
                if job is None or self.is_full:
                    await self._leases.release(archive.id)
            if job and not self.is_full:
                self._begin(job, archive)
            return job is not None

    async def forget(self, archive: Archive) -> None:
        """Stop running a job, if it is run here, and delete it before anybody takes it up again.

        Raises:
            StorageUnavailable.
        """
        async with self._lock(archive.id):
            if archive.id in self._running:
                await self._running[archive.id].stop()
            await self._blocking.settle()  # a late write would leave something of it
            await self._blocking.do(archive.delete)

    async def make_room(self) -> None:
        """Let go of a job that rests and has had its turn; it comes up again after the others."""
        for running_job in self._running.values():
            if running_job.status.is_resting and running_job.held_s > TURN_S:
                await running_job.stop()
                return

    async def end(self) -> None:
        """Stop all jobs, for other frontends to take up; what hangs is left to its end."""
        if self._ending:
            return
        self._ending = True
        if stops := [asyncio.create_task(one.stop()) for one in self._running.values()]:
            _, late = await asyncio.wait(stops, timeout=LEAVE_S)
            for task in late:
                task.cancel()

    async def _job_to_run(self, archive: Archive) -> Job | None:
        progress = await self._blocking.do(archive.progress)
        if progress is None or progress.state is not State.RUNNING:
            return None
        return await self._blocking.do(archive.job)

    def _lock(self, job: str) -> asyncio.Lock:
        return self._locks.setdefault(job, asyncio.Lock())

    def _begin(self, job: Job, archive: Archive) -> None:
        run = self._runs.run_of(archive, job)
        keeper = LeaseKeeper(archive, self._leases, run.status, self._blocking)
        running_job = RunningJob(run, archive, self._blocking, self._leases, keeper)
        self._running[job.id] = running_job
        running_job.task.add_done_callback(lambda _: self._note_end(job.id))

    def _note_end(self, job: str) -> None:
        self._running.pop(job)
        self.freed.set()
