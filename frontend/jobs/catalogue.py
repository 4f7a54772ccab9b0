"""The jobs that lie in the storage, and how far each is, whoever runs it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from backend_queues.errors import JobUnreadable, UnknownJob, shown
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import Counts, Output, Progress, State

if TYPE_CHECKING:
    from frontend.jobs.blocking import Blocking
    from frontend.jobs.log_once import LogOnce
    from frontend.jobs.storage.storage import Storage

JOB_ID = re.compile(r"[0-9a-f]{16}")

# How far a job is, as the frontend that runs it says; None if nobody runs it.
Running = Callable[[str], Awaitable[Progress | None]]


class JobCatalogue:
    """Finds jobs and says how far they are; one that is damaged is found as unreadable."""

    def __init__(
        self, storage: Storage, blocking: Blocking, running: Running, log_once: LogOnce
    ) -> None:
        self._storage = storage
        self._blocking = blocking
        self._running = running
        self._log_once = log_once

    def archive(self, job: str) -> Archive:
        return Archive(self._storage, job, self._log_once)

    async def ids(self) -> list[str]:
        """Return the ids of what may be jobs. Raises StorageUnavailable."""
        names = await self._blocking.do(partial(self._storage.names, ""))
        return [name for name in names if JOB_ID.fullmatch(name)]

    async def all(self) -> list[Progress]:
        """Return all jobs, the newest first. Raises StorageUnavailable."""
        found = [await self.find(job) for job in await self.ids()]
        return sorted(filter(None, found), key=lambda job: job.created_at, reverse=True)

    async def progress(self, job: str) -> Progress:
        """Return how far a job is.

        Raises:
            UnknownJob: no job has that id, which may be any text.
            StorageUnavailable.
        """
        progress = await self.find(job) if JOB_ID.fullmatch(job) else None
        if progress is None:
            raise UnknownJob(f"There is no job {shown(job)}; GET /v1/jobs lists those there are.")
        return progress

    async def find(self, job: str) -> Progress | None:
        """Return a job's progress: its state as stored, the rest from the frontend that runs it."""
        archive = self.archive(job)
        try:
            stored = await self._blocking.do(archive.progress)
        except JobUnreadable as error:
            unreadable = partial(_unreadable, archive, error)
            return await self._running(job) or await self._blocking.do(unreadable)
        if stored is None or stored.state.ended:
            return stored
        running = await self._running(job)
        if running:
            return msgspec.structs.replace(running, state=stored.state)
        return await self._blocking.do(partial(_checked, archive, stored))


def _checked(archive: Archive, stored: Progress) -> Progress | None:
    """Return the progress of a job that nobody runs, marked as unreadable if nobody can."""
    try:
        return stored if archive.job() else None  # without, it has been deleted just now
    except JobUnreadable as error:
        return msgspec.structs.replace(stored, state=State.UNREADABLE, message=error.message)


def _unreadable(archive: Archive, error: JobUnreadable) -> Progress:
    """Return what is known of a job whose progress cannot be read."""
    try:
        job = archive.job()
    except JobUnreadable:
        job = None
    none = Counts(0, 0, 0)
    return Progress(
        id=archive.id,
        name=job.name if job else "",
        state=State.UNREADABLE,
        created_at=job.created_at if job else 0.0,
        output=job.output if job else Output(),
        items=Counts(job.items, 0, 0) if job else none,
        characters=Counts(job.characters, 0, 0) if job else none,
        segments=0,
        audio_s=0.0,
        message=error.message,
    )
