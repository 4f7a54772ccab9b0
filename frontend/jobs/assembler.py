"""Makes a job's files, each as soon as all of its items have come to their end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from frontend.jobs.file_maker import FileMaker
from frontend.jobs.plan import OutputFile, output_files

if TYPE_CHECKING:
    import asyncio

    from frontend.jobs.blocking import PatientStorage
    from frontend.jobs.job import Job
    from frontend.jobs.running.item_records import ItemRecords
    from frontend.jobs.storage.archive import Archive


class Assembler:
    """Makes the files of one job, each once all of its items have ended."""

    def __init__(
        self,
        archive: Archive,
        job: Job,
        storage: PatientStorage,
        records: ItemRecords,
        few_at_once: asyncio.Semaphore,
    ) -> None:
        self._archive = archive
        self._job = job
        self._retry_until_available = storage.retry_until_available
        self._records = records
        self._few_at_once = few_at_once
        self._maker = FileMaker(archive, job, records.audio_s, storage.report, records.warn)

    async def assemble(self) -> None:
        """Make the files that are not there yet.

        Raises:
            TTSError: a file cannot be made; the message says why.
        """
        try:
            await self._assemble()
        finally:
            self._maker.stop()

    async def _assemble(self) -> None:
        there = {file.name for file in await self._retry_until_available(self._archive.files)}
        for output_file in await self._retry_until_available(
            partial(output_files_of, self._archive, self._job)
        ):
            for index in range(output_file.start, output_file.end):
                await self._records.until_ended(index)
            if not there.issuperset(output_file.names):
                async with self._few_at_once:
                    await self._retry_until_available(partial(self._maker.make, output_file))


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
