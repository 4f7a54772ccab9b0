"""The jobs of this server: what its routes ask for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from backend_queues.errors import shown
from backend_queues.job_errors import JobUnreadable, StorageUnavailable, UnknownJobFile
from frontend.jobs.adopting.adopter import JobAdopter
from frontend.jobs.assembler import reopen
from frontend.jobs.blocking import Blocking
from frontend.jobs.catalogue import JobCatalogue
from frontend.jobs.keeping.asker import ANYBODY, Asker
from frontend.jobs.keeping.sweep import Sweep
from frontend.jobs.log_once import LogOnce
from frontend.jobs.running.leases import Leases
from frontend.jobs.running.run import RunFactory
from frontend.jobs.running.runner import JobRunner
from frontend.jobs.storage.running_index import RunningIndex
from frontend.jobs.taking.speakable import Speakable
from frontend.jobs.taking.taker import JobTaker
from frontend.protocol.jobs import PAGE, JobFile, JobList, Progress, State
from frontend.settings import Settings
from frontend.storage.storage import Storage

if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.jobs.context import JobContext
    from frontend.jobs.storage.archive import Archive
    from frontend.jobs.taking.submission import Submission

log = logging.getLogger(__name__)

FOLLOW_S = 0.5


class Jobs:
    """What the routes ask for. All raise UnknownJob and StorageUnavailable.

    Whoever asks knows of his own jobs alone, unless he sees all.
    """

    def __init__(
        self, context: JobContext, registry: Registry, url: str, settings: Settings | None = None
    ) -> None:
        settings = settings or Settings()
        self._context = context
        self._blocking = Blocking()
        self._leases = Leases(context.bus)
        self._storage = Storage(url)
        runs = RunFactory(context, registry, self._blocking)
        self._runner = JobRunner(runs, self._leases, self._blocking, settings.jobs_at_once)
        log_once = LogOnce(log)
        self._catalogue = JobCatalogue(self._storage, self._blocking, self._running, log_once)
        index = RunningIndex(self._storage)
        self._adopter = JobAdopter(
            self._runner,
            self._catalogue,
            index,
            self._blocking,
            context.fleet,
            registry,
            log_once,
        )
        self._catalogue.why_waiting = self._adopter.why_waiting
        self._taker = JobTaker(
            self._storage,
            self._catalogue,
            self._adopter,
            self._blocking,
            registry,
            context.defaults,
            Speakable(registry, context.fleet, context.library),
            settings,
        )
        keep_days = settings.keep_jobs_days
        self._sweep = Sweep(
            self._storage, self._catalogue, index, self._runner, self._blocking, keep_days
        )

    async def watch(self) -> None:
        """Look for jobs that nobody runs, and run them; never returns."""
        await self._adopter.watch(lambda: self._context.library.watcher.settled)

    async def sweep(self) -> None:
        """Look through all that is stored, once in a while; never returns."""
        await self._sweep.watch()

    async def leave(self) -> None:
        """Leave the running jobs to other frontends, or to this one when it is back.

        It takes no longer than a few seconds, whatever the storage does.
        """
        await self._runner.end()

    async def close(self) -> None:
        """Stop all jobs and the threads that serve them."""
        await self.leave()
        self._storage.close()
        self._blocking.close()

    async def submit(self, submission: Submission) -> tuple[Progress, bool]:
        """Store and run a job. False: its owner has the same one already, which is returned.

        Raises:
            InvalidRequest: it has no items, or two with the same id.
            InvalidOption: its output cannot be made, such as an unknown format or sample rate.
            UnknownBackend: an item names one that is not registered.
            RedisUnavailable: the default backend and voice cannot be looked up.
            QuotaExceeded, StorageFull.
        """
        job, is_new = await self._taker.take(submission)
        return await self.progress(job), is_new

    async def page(self, asker: Asker = ANYBODY, limit: int = PAGE, after: str = "") -> JobList:
        """Return jobs, the newest first. Raises InvalidRequest: no page has ended so."""
        return await self._catalogue.page(asker, limit, after)

    async def progress(self, job: str, asker: Asker = ANYBODY) -> Progress:
        return await self._catalogue.progress(job, asker)

    async def follow(self, job: str, asker: Asker = ANYBODY) -> AsyncGenerator[Progress]:
        """Yield the job's progress, now and at every change, at most twice a second, to its end.

        A paused job has not ended.
        """
        last = None
        while last is None or not last.state.ended:
            progress = await self.progress(job, asker)
            if progress != last:
                yield progress
            last = progress
            if not last.state.ended:
                await asyncio.sleep(FOLLOW_S)

    async def pause(self, job: str, asker: Asker = ANYBODY) -> Progress:
        """Pause a job; workers finish what they have begun. An ended job stays as it is."""
        progress = await self.progress(job, asker)
        if progress.state is State.RUNNING:
            await self._set_state(progress, State.PAUSED)
            if status := self._runner.status(job):
                status.pause()
        return await self.progress(job)

    async def resume(self, job: str, asker: Asker = ANYBODY) -> Progress:
        """Resume a job; one that has ended with failed items tries these again.

        Raises:
            JobUnreadable: what is needed to resume it cannot be read.
        """
        progress = await self.progress(job, asker)
        archive = self._catalogue.archive(job)
        if progress.state in (State.PARTIAL, State.FAILED):
            await self._blocking.do(partial(_reopen, archive))
        if progress.state in (State.PAUSED, State.PARTIAL, State.FAILED):
            await self._set_state(progress, State.RUNNING)
            if status := self._runner.status(job):
                status.resume()
            await self._adopter.offer(archive)
        return await self.progress(job)

    async def forget(self, job: str, asker: Asker = ANYBODY) -> None:
        """Cancel a job, and delete all that is stored of it."""
        try:
            await self.progress(job, asker)
        except StorageUnavailable:
            if not asker.sees_all:  # whose it is cannot be read
                raise
        await self._runner.forget(self._catalogue.archive(job))
        self._catalogue.holdings.forget(job)

    async def files(self, job: str, asker: Asker = ANYBODY) -> list[JobFile]:
        """Return the files that are made so far, by name."""
        await self.progress(job, asker)
        return await self._blocking.do(self._catalogue.archive(job).files)

    async def file(self, job: str, name: str, asker: Asker = ANYBODY) -> JobFile:
        """Return the finished file of that name.

        Raises:
            UnknownJobFile: there is none yet.
            InvalidRequest: no file can have that name.
        """
        await self.progress(job, asker)
        found = await self._blocking.do(partial(self._catalogue.archive(job).file, name))
        if found is None:
            raise UnknownJobFile(
                f"The job has made no file {shown(name)}; GET /v1/jobs/{job}/files lists them."
            )
        return found

    def read_file(self, job: str, name: str, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes of a file from start up to end; blocks, so iterate in a thread."""
        return self._catalogue.archive(job).read_file(name, start, end)

    async def _running(self, job: str) -> Progress | None:
        return self._runner.progress(job) or await self._leases.progress(job)

    async def _set_state(self, progress: Progress, state: State) -> None:
        changed = msgspec.structs.replace(progress, state=state, message="", ended_at=None)
        archive = self._catalogue.archive(progress.id)
        await self._blocking.do(partial(_change, archive, progress.state, changed))
        self._catalogue.holdings.outdate(progress.id)


def _change(archive: Archive, before: State, changed: Progress) -> None:
    """Store another state, unless the job has ended just now; one that is damaged is mended."""
    try:
        stored = archive.progress()
    except JobUnreadable:  # whoever runs the job knows its state all the same
        archive.write_progress(changed)
    else:
        if stored and stored.state is before:
            archive.write_progress(changed)


def _reopen(archive: Archive) -> None:
    job = archive.job()
    if job:
        reopen(archive, job)
