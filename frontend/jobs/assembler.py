"""Makes a job's files, each as soon as all of its items have come to their end."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from backend_queues.errors import SegmentMissing
from frontend.jobs.assembling.assemble import assemble
from frontend.jobs.assembling.joining import Passage
from frontend.jobs.plan import OutputFile, output_files

if TYPE_CHECKING:
    from frontend.jobs.blocking import PatientStorage
    from frontend.jobs.job import Job, SpokenSegment
    from frontend.jobs.storage.archive import Archive


class Assembler:
    """Makes the files of one job, each once all of its items have ended."""

    def __init__(
        self,
        archive: Archive,
        job: Job,
        storage: PatientStorage,
        until_ended: Callable[[int], Awaitable[None]],
        few_at_once: asyncio.Semaphore,
    ) -> None:
        """`until_ended` waits for the end of an item."""
        self._archive = archive
        self._job = job
        self._retry_until_available = storage.retry_until_available
        self._until_ended = until_ended
        self._few_at_once = few_at_once
        self._stopped = threading.Event()  # nobody waits for the thread any more

    async def assemble(self) -> None:
        """Make the files that are not there yet.

        Raises:
            TTSError: a file cannot be made; the message says why.
        """
        try:
            await self._assemble()
        finally:
            self._stopped.set()

    async def _assemble(self) -> None:
        there = {file.name for file in await self._retry_until_available(self._archive.files)}
        for output_file in await self._retry_until_available(
            partial(output_files_of, self._archive, self._job)
        ):
            for index in range(output_file.start, output_file.end):
                await self._until_ended(index)
            if not there.issuperset(output_file.names):
                async with self._few_at_once:
                    await self._retry_until_available(partial(self._make, output_file))

    def _make(self, output_file: OutputFile) -> None:
        """Make one file and its captions, unless all of its items have failed."""
        passages = self._passages(output_file)
        first = next(passages, None)
        if first is None:
            return
        with tempfile.TemporaryDirectory(prefix="voice-server-") as folder:
            passages = itertools.chain([first], passages)
            output, title = self._job.output, output_file.title
            for made in assemble(
                passages, self._segment, output, title, stem=output_file.stem, folder=Path(folder)
            ):
                self._archive.add_file(made)

    def _passages(self, output_file: OutputFile) -> Iterator[Passage]:
        """Yield what was spoken, an item at a time."""
        for index, item in self._archive.items(output_file.start, output_file.end):
            record = self._archive.record(index)
            if record is None:
                raise SegmentMissing(
                    f"How item {index + 1} of the job {self._job.id} has ended is not in the "
                    "storage any more, or cannot be read. Resume the job to speak it again."
                )
            if not record.failure:
                yield Passage(item.chapter, item.start_s, record.segments)

    def _segment(self, digest: str) -> SpokenSegment:
        """Read a segment, or end the thread if nobody waits for it any more."""
        if self._stopped.is_set():
            raise asyncio.CancelledError
        segment = self._archive.segment(digest)
        if segment is None:
            raise SegmentMissing(
                f"The segment {digest} of the job {self._job.id} has gone from the storage, or "
                "cannot be read. Delete the job and submit it again."
            )
        return segment


def output_files_of(archive: Archive, job: Job) -> list[OutputFile]:
    """Return the files of a job, as its items in the storage make them.

    Raises:
        JobUnreadable: the items cannot be read, or some are missing.
    """
    items = archive.items(0, job.items)
    files = output_files(job, items)
    for _ in items:  # one file is planned without them, and would wait for those missing
        pass
    return files


def reopen(archive: Archive, job: Job) -> None:
    """Forget the failures of a job that has ended, and the files that lack the failed items."""
    failed = {index for index, record in archive.records() if record.failure}
    for output_file in output_files_of(archive, job):
        if failed.intersection(range(output_file.start, output_file.end)):
            for name in output_file.names:
                archive.delete_file(name)
    for index in sorted(failed):
        archive.delete_record(index)
