"""The jobs that this frontend runs, each held by a lease as long as it does."""

import asyncio
import contextlib
import logging
from functools import partial

import msgspec

from backend_queues.errors import JobUnreadable, StorageUnavailable
from backend_queues.registry import Registry
from frontend.jobs.archive import Archive
from frontend.jobs.blocking import Blocking
from frontend.jobs.concurrency import ConcurrencyLimit
from frontend.jobs.context import JobContext
from frontend.jobs.job import Job
from frontend.jobs.leases import KEEP_S, Leases
from frontend.jobs.run import Run
from frontend.protocol.faults import internal_error
from frontend.protocol.jobs import Progress, State
from tasks.process.cancellation import cancel_and_wait

log = logging.getLogger(__name__)


class JobRunner:
    """Takes jobs that nobody runs, and carries each to its end."""

    def __init__(
        self, context: JobContext, registry: Registry, leases: Leases, blocking: Blocking
    ) -> None:
        self._context = context
        self._registry = registry
        self._leases = leases
        self._blocking = blocking
        self._limit = ConcurrencyLimit(context.fleet)
        self._running: dict[str, RunningJob] = {}
        self._adopting = asyncio.Lock()
        self._ending = False

    def progress(self, job: str) -> Progress | None:
        """Return how far a job is that is run here; None of others."""
        running_job = self._running.get(job)
        return running_job.run.progress() if running_job else None

    def pause(self, job: str) -> None:
        if job in self._running:
            self._running[job].run.pause()

    def resume(self, job: str) -> None:
        if job in self._running:
            self._running[job].run.resume()

    async def adopt(self, archive: Archive) -> None:
        """Run a job if it wants to be run and nobody does.

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
        """Stop all jobs, for others to go on with."""
        self._ending = True
        async with self._adopting:
            await asyncio.gather(*(running_job.stop() for running_job in self._running.values()))

    async def _begin(self, job: Job, archive: Archive) -> None:
        run = Run(self._context, self._registry, archive, job, self._limit, self._blocking)
        await run.count()
        running_job = RunningJob(run, archive, self._leases, self._blocking)
        self._running[job.id] = running_job
        running_job.task.add_done_callback(lambda _: self._running.pop(job.id))


class RunningJob:
    """One job in this frontend's hands."""

    def __init__(self, run: Run, archive: Archive, leases: Leases, blocking: Blocking) -> None:
        self.run = run
        self._archive = archive
        self._leases = leases
        self._blocking = blocking
        self._stopping = asyncio.Event()
        self.task = asyncio.create_task(self._carry())

    async def stop(self) -> None:
        """Let go of the job. It is not cancelled, so that what it has begun is ended in order."""
        self._stopping.set()
        await asyncio.wait({self.task})

    async def _carry(self) -> None:
        running = asyncio.create_task(self.run.run())
        keeping = asyncio.create_task(self._keep())
        await asyncio.wait({running, keeping}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            await self._close(self._result(running))
        await cancel_and_wait(running, keeping)
        await self._leases.release(self._archive.id)

    def _result(self, running: asyncio.Task[Progress]) -> Progress:
        """Return how the run has ended, which may be by a fault of our own."""
        error = running.exception()
        if error is None:
            return running.result()
        told = internal_error(log, "A job has failed.", error, job=self._archive.id)
        return msgspec.structs.replace(
            self.run.progress(), state=State.FAILED, message=told.message
        )

    async def _close(self, progress: Progress) -> None:
        """Store how the job has ended; of a whole one, the files are all that is needed."""
        archive, retry_until_available = self._archive, self._blocking.retry_until_available
        await retry_until_available(partial(archive.write_progress, progress), self.run.tell)
        if progress.state is State.DONE:
            await retry_until_available(archive.delete_segments, self.run.tell)

    async def _keep(self) -> None:
        """Hold the lease and do what other frontends were asked for; return to stop."""
        while await self._leases.keep(self._archive.id, self.run.progress()):
            # The run tells that the storage is away; what cannot be read, its end overwrites.
            with contextlib.suppress(StorageUnavailable, JobUnreadable):
                if not await self._poll_state():
                    return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(KEEP_S):
                    await self._stopping.wait()
            if self._stopping.is_set():
                return

    async def _poll_state(self) -> bool:
        """Rest or go on as the storage says; false if the job has been deleted."""
        stored = await self._blocking.do(self._archive.progress)
        if stored is None:
            await self._blocking.do(self._archive.delete)  # what was written since
            return False
        if stored.state is State.PAUSED:
            self.run.pause()
        else:
            self.run.resume()
        return True
