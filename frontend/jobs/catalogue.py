"""The jobs that lie in the storage, and how far each is, whoever runs it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from backend_queues.errors import InvalidRequest, shown
from backend_queues.job_errors import JobUnreadable, StorageUnavailable, UnknownJob
from frontend.jobs.keeping.asker import ANYBODY, Asker
from frontend.jobs.keeping.holdings import Holding, Holdings
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import PAGE, Counts, JobList, Output, Progress, State

if TYPE_CHECKING:
    from frontend.jobs.blocking import Blocking
    from frontend.jobs.log_once import LogOnce
    from frontend.storage.storage import Storage

JOB_ID = re.compile(r"[0-9a-f]{16}")
_PLACE = re.compile(r"([0-9]{1,12}\.[0-9]{9})-([0-9a-f]{16})")  # where a page has ended

# How far a job is, as the frontend that runs it says; None if nobody runs it.
Running = Callable[[str], Awaitable[Progress | None]]
# Why a job that nobody runs is waiting.
WhyWaiting = Callable[[str], str]


class JobCatalogue:
    """Finds jobs and says how far they are; one that is damaged is found as unreadable."""

    def __init__(
        self, storage: Storage, blocking: Blocking, running: Running, log_once: LogOnce
    ) -> None:
        self._storage = storage
        self._blocking = blocking
        self._running = running
        self._log_once = log_once
        self.why_waiting: WhyWaiting = lambda _: ""
        self._refreshing = asyncio.Lock()
        self.holdings = Holdings(self.ids, self.archive)

    def is_id(self, name: str) -> bool:
        return bool(JOB_ID.fullmatch(name))

    def archive(self, job: str) -> Archive:
        return Archive(self._storage, job, self._log_once)

    def ids(self) -> list[str]:
        """Return the ids of what may be jobs; blocks. Raises StorageUnavailable."""
        return [name for name in self._storage.names("") if self.is_id(name)]

    async def refresh(self) -> None:
        """See which jobs there are. Raises StorageUnavailable."""
        async with self._refreshing:
            await self._blocking.do(self.holdings.refresh)

    async def page(self, asker: Asker = ANYBODY, limit: int = PAGE, after: str = "") -> JobList:
        """Return the asker's jobs, the newest first: those that follow the end of another page.

        Raises:
            InvalidRequest: no page has ended so.
            StorageUnavailable.
        """
        await self.refresh()
        end = _place(after)
        own = [one for one in self.holdings.known if asker.may_see(one.owner)]
        own = [one for one in own if end is None or one.place < end]
        own.sort(key=lambda one: one.place, reverse=True)
        found = await asyncio.gather(*map(self._listed, own[:limit]))
        following = _after(own[limit - 1]) if len(own) > limit else None
        return JobList(jobs=[job for job in found if job], next=following)

    async def progress(self, job: str, asker: Asker = ANYBODY) -> Progress:
        """Return how far a job is.

        Raises:
            UnknownJob: no job of the asker has that id, which may be any text.
            StorageUnavailable.
        """
        progress = await self.find(job) if self.is_id(job) else None
        if progress is None or not asker.may_see(progress.owner):
            raise UnknownJob(f"There is no job {shown(job)}; GET /v1/jobs lists those there are.")
        return progress

    async def find(self, job: str) -> Progress | None:
        """Return a job's progress: its state as stored, the rest from the frontend that runs it."""
        archive = self.archive(job)
        try:
            stored = await self._blocking.do(archive.progress)
        except JobUnreadable as error:
            unreadable = partial(_unreadable, archive, error.message)
            return await self._running(job) or await self._blocking.do(unreadable)
        if stored is None or stored.state.ended:
            return stored
        running = await self._running(job)
        if running:
            return msgspec.structs.replace(running, state=stored.state, owner=stored.owner)
        checked = await self._blocking.do(partial(_checked, archive, stored))
        if checked and checked.state is State.RUNNING:
            return msgspec.structs.replace(checked, message=self.why_waiting(job))
        return checked

    async def _listed(self, holding: Holding) -> Progress | None:
        """Return a job's progress; one that the storage does not show must not hide the others."""
        try:
            return await self.find(holding.id)
        except StorageUnavailable as error:
            return _of_nothing(holding.id, error.message)


def _place(after: str) -> tuple[float, str] | None:
    if not after:
        return None
    found = _PLACE.fullmatch(after)
    if not found:
        raise InvalidRequest(f"{shown(after)} is no end of a page; send the `next` of a page.")
    return float(found[1]), found[2]


def _after(last: Holding) -> str:
    return f"{last.created_at:.9f}-{last.id}"


def _checked(archive: Archive, stored: Progress) -> Progress | None:
    """Return the progress of a job that nobody runs, marked as unreadable if nobody can."""
    try:
        return stored if archive.job() else None  # without, it has been deleted just now
    except JobUnreadable as error:
        return msgspec.structs.replace(stored, state=State.UNREADABLE, message=error.message)


def _unreadable(archive: Archive, message: str) -> Progress:
    """Return what is known of a job whose progress cannot be read."""
    try:
        job = archive.job()
    except JobUnreadable:
        job = None
    nothing = _of_nothing(archive.id, message)
    if job is None:
        return nothing
    return msgspec.structs.replace(
        nothing,
        name=job.name,
        created_at=job.created_at,
        output=job.output,
        owner=job.owner,
        warnings=job.warnings,
        items=Counts(job.items, 0, 0),
        characters=Counts(job.characters, 0, 0),
    )


def _of_nothing(job: str, message: str) -> Progress:
    none = Counts(0, 0, 0)
    return Progress(
        id=job,
        name="",
        state=State.UNREADABLE,
        created_at=0.0,
        output=Output(),
        items=none,
        characters=none,
        segments=0,
        audio_s=0.0,
        message=message,
    )
