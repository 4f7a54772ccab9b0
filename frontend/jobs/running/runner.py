"""The jobs that this frontend runs, each held by a lease as long as it does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

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


class JobRunner:
    """Takes up jobs that nobody runs, and lets go of them."""

    def __init__(self, runs: RunFactory, leases: Leases, blocking: Blocking) -> None:
        self._runs = runs
        self._leases = leases
        self._blocking = blocking
        self._running: dict[str, RunningJob] = {}
        self._adopting = asyncio.Lock()
        self._ending = False

    def status(self, job: str) -> JobStatus | None:
        """Return the status of a job that is run here; None of others."""
        running_job = self._running.get(job)
        return running_job.status if running_job else None

    async def adopt(self, archive: Archive) -> None:
        """Run a job if its state is running and nobody does.

        Raises:
            StorageUnavailable, JobUnreadable.
        """
        async with self._adopting:
            if self._ending or archive.id in self._running:
                return
            progress = await self._blocking.do(archive.progress)
            if progress is None or progress.state is not State.RUNNING:
                return
            job = await self._blocking.do(archive.job)
            if job and await self._leases.take(job.id):  # which runs out if the storage goes now
                await self._begin(job, archive)

    async def forget(self, archive: Archive) -> None:
        """Stop running a job, if it is run here, and delete it before anybody takes it up again.

        Raises:
            StorageUnavailable.
        """
        async with self._adopting:
            if archive.id in self._running:
                await self._running[archive.id].stop()
            await self._blocking.settle()  # a late write would leave something of it
            await self._blocking.do(archive.delete)

    async def end(self) -> None:
        """Stop all jobs, for other frontends to take up."""
        self._ending = True
        async with self._adopting:
            await asyncio.gather(*(running_job.stop() for running_job in self._running.values()))

    async def _begin(self, job: Job, archive: Archive) -> None:
        run = self._runs.run_of(archive, job)
        await self._blocking.do(run.records.load)
        keeper = LeaseKeeper(archive, self._leases, run.status, self._blocking)
        running_job = RunningJob(run, archive, self._blocking, self._leases, keeper)
        self._running[job.id] = running_job
        running_job.task.add_done_callback(lambda _: self._running.pop(job.id))
