"""The jobs of this server: taken, run, and told of."""

import asyncio
import hashlib
import logging
import re
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from functools import partial

import msgspec

from backend_queues.errors import (
    InvalidRequest,
    StorageUnavailable,
    UnknownJob,
    UnknownJobFile,
    shown,
)
from backend_queues.registry import Registry
from frontend.jobs.archive import Archive
from frontend.jobs.assembler import reopen
from frontend.jobs.assembling import check_output
from frontend.jobs.blocking import Blocking
from frontend.jobs.context import JobContext
from frontend.jobs.counters import JobCounters
from frontend.jobs.job import Item, Job
from frontend.jobs.leases import Leases
from frontend.jobs.runner import JobRunner
from frontend.jobs.storage import Storage
from frontend.protocol.jobs import JobFile, Output, Progress, State

log = logging.getLogger(__name__)

LOOK_S = 2.0  # for jobs that nobody runs
FOLLOW_S = 0.5
JOB_ID = re.compile(r"[0-9a-f]{16}")


class Jobs:
    """What the routes ask for. All raise UnknownJob for an id of none, and StorageUnavailable."""

    def __init__(self, context: JobContext, registry: Registry, url: str) -> None:
        self._context = context
        self._registry = registry
        self._storage = Storage(url)
        self._blocking = Blocking()
        self._leases = Leases(context.bus)
        self._runner = JobRunner(context, registry, self._leases, self._blocking)

    async def watch(self) -> None:
        """Run for ever the jobs of the storage that nobody runs."""
        while True:
            if self._context.library.watcher.settled:  # their items may name what lies there
                await self._adopt_all()
            await asyncio.sleep(LOOK_S)

    async def leave(self) -> None:
        """Leave the running jobs to other frontends, or to this one when it is back."""
        await self._runner.end()

    async def close(self) -> None:
        """Run nothing more, and tell nothing either."""
        await self.leave()
        self._blocking.close()

    async def submit(
        self, name: str, items: Sequence[Item], output: Output, seed: int = 0
    ) -> tuple[Progress, bool]:
        """Take a job; the same one again, in every part, is the job that is there (False).

        Raises:
            InvalidRequest: it has no items, two of one id, or an output that cannot be made.
            InvalidOption: the format is none, or does not have that sample rate.
            UnknownBackend: of one of the items.
            RedisUnavailable: the default backend and voice cannot be looked up.
        """
        check_output(output)
        _check_ids(items)
        items = await self._with_defaults(items)
        job = await self._blocking.do(partial(_job, name, items, output, seed))
        archive = self._archive(job.id)
        if await self._blocking.do(archive.progress):
            return await self.progress(job.id), False
        nothing_yet = JobCounters(job).progress(State.RUNNING)
        await self._blocking.do(partial(archive.create, job, items, nothing_yet))
        await self._runner.adopt(archive)
        return await self.progress(job.id), True

    async def all(self) -> list[Progress]:
        """Return all jobs, the newest first."""
        jobs = [await self._find(job) for job in await self._ids()]
        found = [progress for progress in jobs if progress]
        return sorted(found, key=lambda progress: progress.created_at, reverse=True)

    async def progress(self, job: str) -> Progress:
        progress = await self._find(job) if JOB_ID.fullmatch(job) else None
        if progress is None:
            raise UnknownJob(f"There is no job {shown(job)}; GET /v1/jobs lists those there are.")
        return progress

    async def follow(self, job: str) -> AsyncGenerator[Progress]:
        """Yield how far it is, now and at every change, at most twice a second, until it ends.

        A paused job has not ended.
        """
        told = None
        while told is None or not told.state.ended:
            progress = await self.progress(job)
            if progress != told:
                yield progress
            told = progress
            if not told.state.ended:
                await asyncio.sleep(FOLLOW_S)

    async def pause(self, job: str) -> Progress:
        """Let it rest; what workers have in hand is finished. An ended one stays as it is."""
        progress = await self.progress(job)
        if progress.state is State.RUNNING:
            await self._set_state(progress, State.PAUSED)
            self._runner.pause(job)
        return await self.progress(job)

    async def resume(self, job: str) -> Progress:
        """Go on with it; one that ended with failed items tries these again."""
        progress = await self.progress(job)
        archive = self._archive(job)
        if progress.state in (State.PARTIAL, State.FAILED):
            await self._blocking.do(partial(_reopen, archive))
        if progress.state in (State.PAUSED, State.PARTIAL, State.FAILED):
            await self._set_state(progress, State.RUNNING)
            self._runner.resume(job)
            await self._runner.adopt(archive)
        return await self.progress(job)

    async def forget(self, job: str) -> None:
        """Cancel it, and delete all that is stored of it."""
        await self.progress(job)
        await self._runner.forget(self._archive(job))

    async def files(self, job: str) -> list[JobFile]:
        """Return the files that are made so far, by name."""
        await self.progress(job)
        return await self._blocking.do(self._archive(job).files)

    async def file(self, job: str, name: str) -> JobFile:
        """Return the finished file of that name.

        Raises:
            UnknownJobFile: there is none yet.
            InvalidRequest: no file can have that name.
        """
        await self.progress(job)
        found = await self._blocking.do(partial(self._archive(job).file, name))
        if found is None:
            raise UnknownJobFile(
                f"The job has made no file {shown(name)}; GET /v1/jobs/{job}/files lists them."
            )
        return found

    def read_file(self, job: str, name: str, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes of a file from start up to end; blocks, so iterate in a thread."""
        return self._archive(job).read_file(name, start, end)

    async def _adopt_all(self) -> None:
        try:
            for job in await self._ids():
                await self._runner.adopt(self._archive(job))
        except StorageUnavailable as error:
            log.warning("%s", error.message)

    def _archive(self, job: str) -> Archive:
        return Archive(self._storage, job)

    async def _ids(self) -> list[str]:
        names = await self._blocking.do(partial(self._storage.names, ""))
        return [name for name in names if JOB_ID.fullmatch(name)]

    async def _find(self, job: str) -> Progress | None:
        """Return how far a job is: the storage knows its state, and who runs it the rest."""
        stored = await self._blocking.do(self._archive(job).progress)
        if stored is None or stored.state.ended:
            return stored
        told = self._runner.progress(job) or await self._leases.progress(job)
        return msgspec.structs.replace(told, state=stored.state) if told else stored

    async def _set_state(self, progress: Progress, state: State) -> None:
        changed = msgspec.structs.replace(progress, state=state, message="")
        await self._blocking.do(partial(self._archive(progress.id).write_progress, changed))

    async def _with_defaults(self, items: Sequence[Item]) -> list[Item]:
        """Name the backend and voice of each item, as what is the default may change overnight.

        Raises:
            UnknownBackend, RedisUnavailable.
        """
        defaults = await self._context.defaults.read()
        named = []
        for item in items:
            spec = self._registry.get(item.backend or defaults.backend)
            voice = item.voice or defaults.voices.get(spec.name, "")
            named.append(msgspec.structs.replace(item, backend=spec.name, voice=voice))
        return named


def _check_ids(items: Sequence[Item]) -> None:
    if not items:
        raise InvalidRequest("The job has no items; give it at least one text to speak.")
    seen: set[str] = set()
    for item in items:
        if not item.id:
            raise InvalidRequest("An item has no id; give each one that no other has.")
        if item.id in seen:
            raise InvalidRequest(f"Two items have the id {shown(item.id)}; give each its own.")
        seen.add(item.id)


def _job(name: str, items: Sequence[Item], output: Output, seed: int) -> Job:
    """Return the job; all that it is made of gives its id."""
    digest = hashlib.sha256(msgspec.json.encode((output, seed)))
    for item in items:
        digest.update(msgspec.json.encode(item))
    return Job(
        id=digest.hexdigest()[:16],
        name=name,
        created_at=time.time(),
        items=len(items),
        characters=sum(len(item.text) for item in items),
        backends=tuple(sorted({item.backend for item in items})),
        output=output,
        seed=seed,
    )


def _reopen(archive: Archive) -> None:
    job = archive.job()
    if job:
        reopen(archive, job)
