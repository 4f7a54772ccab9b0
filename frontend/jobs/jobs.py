"""The jobs of this server: what its routes ask for, and the search for jobs that nobody runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from backend_queues.errors import (
    JobUnreadable,
    RedisUnavailable,
    StorageUnavailable,
    UnknownJobFile,
    shown,
)
from frontend.jobs.assembler import reopen
from frontend.jobs.assembling.output import check_output
from frontend.jobs.blocking import Blocking
from frontend.jobs.catalogue import JobCatalogue
from frontend.jobs.log_once import LogOnce
from frontend.jobs.running.counters import JobCounters
from frontend.jobs.running.leases import Leases
from frontend.jobs.running.run import RunFactory
from frontend.jobs.running.runner import JobRunner
from frontend.jobs.storage.storage import Storage
from frontend.jobs.submission import check_ids, job_of, with_defaults
from frontend.protocol.jobs import JobFile, Output, Progress, State

if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.jobs.context import JobContext
    from frontend.jobs.job import Item
    from frontend.jobs.storage.archive import Archive

log = logging.getLogger(__name__)

LOOK_S = 2.0  # for jobs that nobody runs
FOLLOW_S = 0.5


class Jobs:
    """What the routes ask for. All raise UnknownJob and StorageUnavailable."""

    def __init__(self, context: JobContext, registry: Registry, url: str) -> None:
        self._context = context
        self._registry = registry
        self._blocking = Blocking()
        self._leases = Leases(context.bus)
        runs = RunFactory(context, registry, self._blocking)
        self._runner = JobRunner(runs, self._leases, self._blocking)
        self._log_once = LogOnce(log)
        self._catalogue = JobCatalogue(Storage(url), self._blocking, self._running, self._log_once)

    async def watch(self) -> None:
        """Look for jobs that nobody runs, and run them; never returns."""
        while True:
            if self._context.library.watcher.settled:  # items may name one
                await self._adopt_all()
            await asyncio.sleep(LOOK_S)

    async def leave(self) -> None:
        """Leave the running jobs to other frontends, or to this one when it is back."""
        await self._runner.end()

    async def close(self) -> None:
        """Stop all jobs and the threads that serve them."""
        await self.leave()
        self._blocking.close()

    async def submit(
        self, name: str, items: Sequence[Item], output: Output, seed: int = 0
    ) -> tuple[Progress, bool]:
        """Store and run a job. False: an identical one exists already, and is returned instead.

        Raises:
            InvalidRequest: it has no items, or two with the same id.
            InvalidOption: its output cannot be made, such as an unknown format or sample rate.
            UnknownBackend: an item names one that is not registered.
            RedisUnavailable: the default backend and voice cannot be looked up.
        """
        check_output(output)
        check_ids(items)
        items = await with_defaults(items, self._registry, self._context.defaults)
        job = await self._blocking.do(partial(job_of, name, items, output, seed))
        there = await self._catalogue.find(job.id)
        if there:
            return there, False
        archive = self._catalogue.archive(job.id)
        nothing_yet = JobCounters(job).progress(State.RUNNING)
        await self._blocking.do(partial(archive.create, job, items, nothing_yet))
        await self._runner.adopt(archive)
        return await self.progress(job.id), True

    async def all(self) -> list[Progress]:
        """Return all jobs, the newest first."""
        return await self._catalogue.all()

    async def progress(self, job: str) -> Progress:
        return await self._catalogue.progress(job)

    async def follow(self, job: str) -> AsyncGenerator[Progress]:
        """Yield the job's progress, now and at every change, at most twice a second, to its end.

        A paused job has not ended.
        """
        last = None
        while last is None or not last.state.ended:
            progress = await self.progress(job)
            if progress != last:
                yield progress
            last = progress
            if not last.state.ended:
                await asyncio.sleep(FOLLOW_S)

    async def pause(self, job: str) -> Progress:
        """Pause a job; workers finish what they have begun. An ended job stays as it is."""
        progress = await self.progress(job)
        if progress.state is State.RUNNING:
            await self._set_state(progress, State.PAUSED)
            if status := self._runner.status(job):
                status.pause()
        return await self.progress(job)

    async def resume(self, job: str) -> Progress:
        """Resume a job; one that has ended with failed items tries these again.

        Raises:
            JobUnreadable: what is needed to resume it cannot be read.
        """
        progress = await self.progress(job)
        archive = self._catalogue.archive(job)
        if progress.state in (State.PARTIAL, State.FAILED):
            await self._blocking.do(partial(_reopen, archive))
        if progress.state in (State.PAUSED, State.PARTIAL, State.FAILED):
            await self._set_state(progress, State.RUNNING)
            if status := self._runner.status(job):
                status.resume()
            await self._runner.adopt(archive)
        return await self.progress(job)

    async def forget(self, job: str) -> None:
        """Cancel a job, and delete all that is stored of it."""
        await self.progress(job)
        await self._runner.forget(self._catalogue.archive(job))

    async def files(self, job: str) -> list[JobFile]:
        """Return the files that are made so far, by name."""
        await self.progress(job)
        return await self._blocking.do(self._catalogue.archive(job).files)

    async def file(self, job: str, name: str) -> JobFile:
        """Return the finished file of that name.

        Raises:
            UnknownJobFile: there is none yet.
            InvalidRequest: no file can have that name.
        """
        await self.progress(job)
        found = await self._blocking.do(partial(self._catalogue.archive(job).file, name))
        if found is None:
            raise UnknownJobFile(
                f"The job has made no file {shown(name)}; GET /v1/jobs/{job}/files lists them."
            )
        return found

    def read_file(self, job: str, name: str, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes of a file from start up to end; blocks, so iterate in a thread."""
        return self._catalogue.archive(job).read_file(name, start, end)

    async def _adopt_all(self) -> None:
        try:
            ids = await self._catalogue.ids()
        except StorageUnavailable as error:
            log.warning("%s", error.message)
            return
        for job in ids:
            await self._adopt(self._catalogue.archive(job))

    async def _adopt(self, archive: Archive) -> None:
        """Run a job if nobody does. What is wrong with one job must not keep others waiting."""
        try:
            await self._runner.adopt(archive)
        except JobUnreadable:
            pass  # it is logged, and shown to whoever asks for the job
        except (StorageUnavailable, RedisUnavailable) as error:
            log.warning("%s", error.message)
        except Exception as error:  # noqa: BLE001 - one job must not stop the others
            self._log_once.report(archive.id, f"The job {archive.id} cannot be run.", error)

    async def _running(self, job: str) -> Progress | None:
        status = self._runner.status(job)
        return status.progress() if status else await self._leases.progress(job)

    async def _set_state(self, progress: Progress, state: State) -> None:
        changed = msgspec.structs.replace(progress, state=state, message="")
        archive = self._catalogue.archive(progress.id)
        await self._blocking.do(partial(archive.write_progress, changed))


def _reopen(archive: Archive) -> None:
    job = archive.job()
    if job:
        reopen(archive, job)
