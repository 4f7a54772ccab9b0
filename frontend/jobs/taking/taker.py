"""Taking a job: what a client has sent is checked, counted against its quota, and stored."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import msgspec

from frontend.jobs.assembling.output import check_output
from frontend.jobs.counters import JobCounters
from frontend.jobs.keeping.quotas import (
    Usage,
    check_quota,
    check_room,
    in_all,
    of_each_key,
    of_this_key,
)
from frontend.jobs.keeping.secret import secret_of
from frontend.jobs.taking.speakable import ways_to_speak
from frontend.jobs.taking.submission import check_ids, job_of, with_defaults
from frontend.protocol.jobs import State
from frontend.protocol.text_options import TextOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_queues.registry import Registry
    from frontend.jobs.adopting.adopter import JobAdopter
    from frontend.jobs.blocking import Blocking
    from frontend.jobs.catalogue import JobCatalogue
    from frontend.jobs.job import Item, Job
    from frontend.jobs.taking.speakable import Speakable
    from frontend.jobs.taking.submission import Submission
    from frontend.settings import Settings
    from frontend.storage.storage import Storage
    from frontend.voices.defaults import Choice, Defaults


class JobTaker:
    """Stores new jobs, and has them run."""

    def __init__(
        self,
        storage: Storage,
        catalogue: JobCatalogue,
        adopter: JobAdopter,
        blocking: Blocking,
        registry: Registry,
        defaults: Defaults,
        speakable: Speakable,
        settings: Settings,
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._adopter = adopter
        self._blocking = blocking
        self._registry = registry
        self._defaults = defaults
        self._speakable = speakable
        # Of the same job twice at once, one that cannot be stored must not delete the other.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._text = TextOptions.of(settings)
        self._in_all = in_all(settings)
        self._of_each_key = of_each_key(settings)

    async def take(self, submission: Submission) -> tuple[str, bool]:
        """Return the id of the job; false: it is there already. Raises as Jobs.submit."""
        choice = await self._defaults.read()
        job, items = await self._blocking.do(partial(self._made, submission, choice))
        async with self._locks.setdefault(job.id, asyncio.Lock()):
            if await self._catalogue.find(job.id):
                return job.id, False
            await self._check_voices(items, submission)
            await self._check(job, submission.most_jobs)
            # Not cancelled with its request: half of a job would be left.
            await asyncio.shield(self._store(job, items, submission.cover))
        await self._adopter.offer(self._catalogue.archive(job.id))
        return job.id, True

    def _made(self, submission: Submission, choice: Choice) -> tuple[Job, Sequence[Item]]:
        """Check and complete what was sent; blocks for as long as going through the items takes."""
        check_output(submission.output)
        check_ids(submission.items)
        items = with_defaults(submission.items, self._registry, choice, self._text)
        completed = msgspec.structs.replace(submission, items=items)
        return job_of(completed, secret_of(self._storage)), items

    async def _check_voices(self, items: Sequence[Item], submission: Submission) -> None:
        """Raises TTSError: nothing of it could be spoken."""
        ways = await self._blocking.do(partial(ways_to_speak, items, submission.voices))
        await self._speakable.check(ways, submission.owner)

    async def _check(self, job: Job, most_jobs: int | None) -> None:
        """Raises QuotaExceeded, StorageFull, StorageUnavailable."""
        await self._catalogue.refresh()
        room = await self._blocking.do(self._storage.room)
        # From here on without a wait, so that of two jobs at once the second counts the first.
        holdings = self._catalogue.holdings
        new = Usage(1, job.items, job.expected_s, job.expected_bytes)
        if job.owner:
            own = self._of_each_key
            quota = own if most_jobs is None else of_this_key(own, most_jobs)
            check_quota(quota, "This key", holdings.usage(job.owner).plus(new))
        check_quota(self._in_all, "This server", holdings.usage().plus(new))
        check_room(room, job.expected_bytes)
        holdings.note(job, State.RUNNING)

    async def _store(self, job: Job, items: Sequence[Item], cover: bytes) -> None:
        is_stored = False
        try:
            archive = self._catalogue.archive(job.id)
            nothing_yet = JobCounters(job).progress(State.RUNNING)
            await self._blocking.do(partial(archive.create, job, items, nothing_yet, cover))
            is_stored = True
        finally:
            self._catalogue.holdings.settle(job.id, is_stored=is_stored)
