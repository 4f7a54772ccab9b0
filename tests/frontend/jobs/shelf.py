"""A storage with a good job in it and one to damage."""

import logging
from pathlib import Path

import msgspec
import pytest

from frontend.jobs.blocking import Blocking
from frontend.jobs.catalogue import JobCatalogue
from frontend.jobs.job import Job
from frontend.jobs.log_once import LogOnce
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import Progress
from frontend.storage.storage import Storage
from tests.frontend.jobs.damage import DAMAGES, Damage
from tests.frontend.jobs.making import items_of, job_of, progress_of, record_of, segment_of

GOOD, BAD, NOBODY = "0123456789abcdef", "fedcba9876543210", "0" * 16
ITEMS = items_of("One.", "Two.")


damaged = pytest.mark.parametrize("damage", DAMAGES)


class Shelf:
    """A storage with a good job in it and one to damage; `running` is what a frontend runs."""

    def __init__(self, root: Path, blocking: Blocking) -> None:
        self._root = root
        self.storage = Storage(root.as_uri())
        self.running: dict[str, Progress] = {}
        log_once = LogOnce(logging.getLogger("shelf"))
        self.catalogue = JobCatalogue(self.storage, blocking, self._running, log_once)
        for job in (GOOD, BAD):
            self._store(msgspec.structs.replace(job_of(ITEMS), id=job))

    @property
    def bad(self) -> Archive:
        return self.catalogue.archive(BAD)

    def path(self, name: str) -> Path:
        return self._root / BAD / name

    def damage(self, name: str, damage: Damage) -> None:
        self.path(name).write_bytes(damage(self.path(name).read_bytes()))

    async def listed(self) -> dict[str, Progress]:
        return {progress.id: progress for progress in (await self.catalogue.page()).jobs}

    def _store(self, job: Job) -> None:
        archive = Archive(self.storage, job.id)
        archive.create(job, ITEMS, progress_of(job))
        archive.write_record(0, record_of(ITEMS[0], "abcdef"))
        archive.write_segment("abcdef", segment_of("One."))

    async def _running(self, job: str) -> Progress | None:
        return self.running.get(job)
