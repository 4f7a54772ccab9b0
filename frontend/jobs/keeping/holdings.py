"""What is stored of whom, remembered, so that jobs that have ended are not read again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from backend_queues.job_errors import JobUnreadable, StorageUnavailable
from frontend.jobs.keeping.quotas import Usage, total
from frontend.protocol.jobs import State

if TYPE_CHECKING:
    from frontend.jobs.job import Job
    from frontend.jobs.storage.archive import Archive
    from frontend.protocol.jobs import Progress


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one stored job without reading it again."""

    id: str
    owner: str = ""
    created_at: float = 0.0
    state: State = State.UNREADABLE
    ended_at: float | None = None
    backends: tuple[str, ...] = ()  # of a job that runs
    usage: Usage = Usage(jobs=1)

    @property
    def place(self) -> tuple[float, str]:
        """What the list of jobs is sorted by."""
        return self.created_at, self.id


class Holdings:
    """Remembers the jobs of the storage; what others have changed shows when they are read again.

    All of it blocks but `known`, `of` and `usage`. A job that cannot be read is one without owner.
    """

    def __init__(self, ids: Callable[[], list[str]], archive: Callable[[str], Archive]) -> None:
        self._ids = ids
        self._archive = archive
        self._known: dict[str, Holding] = {}
        self._outdated: set[str] = set()  # known, and to be read again when they are needed next
        self._pending: set[str] = set()  # jobs whose storing has begun here

    @property
    def known(self) -> list[Holding]:
        return list(self._known.values())

    def of(self, job: str) -> Holding | None:
        """Return what is known of a job; None if it has to be read first."""
        return None if job in self._outdated else self._known.get(job)

    def usage(self, owner: str | None = None) -> Usage:
        """Return what one owner has stored; None: all of them."""
        return total(one.usage for one in self.known if owner is None or one.owner == owner)

    def refresh(self) -> None:
        """Read the jobs that are new or outdated, and forget those that are gone.

        Raises:
            StorageUnavailable.
        """
        ids = self._ids()
        self._forget_all_but(ids)
        self.read(job for job in ids if self.of(job) is None)

    def read_all(self) -> None:
        """Read every job again. Raises StorageUnavailable."""
        ids = self._ids()
        self._forget_all_but(ids)
        self.read(ids)

    def read(self, jobs: Iterable[str]) -> None:
        """Read some jobs again."""
        for job in jobs:
            self._outdated.discard(job)  # first, so that a change while it is read is not missed
            try:
                holding = _holding_of(self._archive(job))
            except StorageUnavailable:
                self._known.setdefault(job, Holding(id=job))
                self.outdate(job)
                continue
            if holding:
                self._known[job] = holding
            elif job not in self._pending:
                self.forget(job)

    def _forget_all_but(self, ids: list[str]) -> None:
        for gone in set(self._known).difference(ids, self._pending):
            self.forget(gone)

    def note(self, job: Job, state: State) -> None:
        """Note a job whose storing begins, so that others are not taken in its place."""
        self._pending.add(job.id)
        self._known[job.id] = _of_running(job, state)

    def settle(self, job: str, *, is_stored: bool) -> None:
        """Note how the storing of a job has ended."""
        self._pending.discard(job)
        if not is_stored:
            self.forget(job)

    def outdate(self, job: str) -> None:
        """Have a job read again when it is needed next; until then it is listed and counted."""
        if job in self._known:
            self._outdated.add(job)

    def forget(self, job: str) -> None:
        """Forget a job that is gone."""
        self._known.pop(job, None)
        self._outdated.discard(job)


def _holding_of(archive: Archive) -> Holding | None:
    """Return what there is; None without the job. Raises StorageUnavailable."""
    try:
        progress = archive.progress()
    except JobUnreadable:
        job = _job_of(archive)
        if job is None:
            return Holding(id=archive.id)
        return msgspec.structs.replace(_of_running(job, State.UNREADABLE), backends=())
    if progress is None:
        return None
    if progress.state.ended:
        return _of_ended(progress)
    job = _job_of(archive)
    return _of_running(job, progress.state) if job else _of_ended(progress)


def _job_of(archive: Archive) -> Job | None:
    try:
        return archive.job()
    except JobUnreadable:
        return None


def _of_running(job: Job, state: State) -> Holding:
    return Holding(
        id=job.id,
        owner=job.owner,
        created_at=job.created_at,
        state=state,
        backends=job.backends,
        usage=Usage(1, job.items, job.expected_s, job.expected_bytes),
    )


def _of_ended(progress: Progress) -> Holding:
    return Holding(
        id=progress.id,
        owner=progress.owner,
        created_at=progress.created_at,
        state=progress.state,
        ended_at=progress.ended_at,
        usage=Usage(1, progress.items.total, progress.audio_s, progress.size_bytes),
    )
