"""Makes one file of a job, with its captions, in a thread."""

from __future__ import annotations

import asyncio
import itertools
import logging
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from backend_queues.job_errors import SegmentMissing, StorageUnavailable
from frontend.jobs.assembling.assemble import assemble
from frontend.jobs.assembling.disk import disk_errors_translated
from frontend.jobs.assembling.joining import CHAPTER_PAUSE_S, Passage
from frontend.jobs.assembling.lateness import Lateness
from frontend.jobs.assembling.tags import Label
from frontend.jobs.keeping.estimate import file_bytes
from frontend.storage.local import free_bytes
from frontend.voices.languages import known_language

if TYPE_CHECKING:
    from frontend.jobs.job import Job, SpokenSegment
    from frontend.jobs.plan import OutputFile
    from frontend.jobs.storage.archive import Archive

log = logging.getLogger(__name__)

AGAIN_S, LATEST_AGAIN_S = 2.0, 60.0  # between two tries to store a file that is made


class FileMaker:
    """Makes files of one job until it is stopped. Everything here but `stop` blocks."""

    def __init__(
        self,
        archive: Archive,
        job: Job,
        audio_s: Callable[[int, int], float],
        report: Callable[[str], None],
        warn: Callable[[str], None],
    ) -> None:
        """`audio_s` tells how long the items from one up to another are.

        `report` is told what it waits for, `warn` what is otherwise than the job has it.
        """
        self._archive = archive
        self._job = job
        self._audio_s = audio_s
        self._report = report
        self._warn = warn
        self._stopped = threading.Event()  # nobody waits for the thread any more

    def stop(self) -> None:
        self._stopped.set()

    def make(self, output_file: OutputFile) -> None:
        """Make one file and its captions, unless all of its items have failed.

        Once it is made it is kept here until the storage takes it, however long that is away.

        Raises:
            TTSError: it cannot be made; StorageUnavailable: not now.
        """
        lateness = Lateness()
        passages = self._passages(output_file, lateness)
        first = next(passages, None)
        if first is None:
            return
        with tempfile.TemporaryDirectory(prefix="voice-server-") as folder:
            self._check_room(output_file, Path(folder))
            for made in assemble(
                itertools.chain([first], passages),
                lambda digest: self._segment(digest, output_file),
                self._job.output,
                self._label(output_file),
                stem=output_file.stem,
                folder=Path(folder),
                cover=self._archive.cover() if self._job.cover else None,
            ):
                self._store(made)
        if self._job.output.files == "one" and (warning := lateness.warning()):
            self._warn(warning)

    def _label(self, output_file: OutputFile) -> Label:
        """Return what the file says of itself; its language is that of its first item."""
        start = output_file.start
        first = next((item for _, item in self._archive.items(start, start + 1)), None)
        return Label(
            output_file.title,
            output_file.number,
            output_file.total,
            known_language(first.language) if first else "",
            source=f"{self._job.id}/{output_file.stem}",
            made_at=self._job.created_at,
        )

    def _store(self, made: Path) -> None:
        """Store a file, trying again and again: it has cost minutes to make."""
        again_s = AGAIN_S
        while True:
            try:
                self._archive.add_file(made)
            except StorageUnavailable as error:
                log.warning("%s It is tried again.", error.message)
                self._report(error.message)
            else:
                self._report("")
                return
            if self._stopped.wait(again_s):
                raise asyncio.CancelledError
            again_s = min(2 * again_s, LATEST_AGAIN_S)

    def _check_room(self, output_file: OutputFile, folder: Path) -> None:
        """Look for room before the work. Raises StorageUnavailable."""
        needed = file_bytes(self._length_s(output_file), self._job.output)
        with disk_errors_translated(output_file.names[0]):
            here = free_bytes(folder)
        rooms = {"folder for temporary files (TMPDIR)": here, "storage": self._archive.room()}
        for place, room in rooms.items():
            if room is not None and needed > room:
                raise StorageUnavailable(
                    f"{output_file.names[0]} needs about {needed / 1e9:.3g} GB, and the server's "
                    f"{place} has {room / 1e9:.3g} GB left; make room there."
                )

    def _length_s(self, output_file: OutputFile) -> float:
        """Return how long it will be, or a little more."""
        start, end = output_file.start, output_file.end
        length_s = self._audio_s(start, end) + (end - start) * CHAPTER_PAUSE_S
        if self._job.output.files != "one":
            return length_s
        last = next(item for _, item in self._archive.items(end - 1, end))
        return length_s + (last.start_s or 0.0)

    def _passages(self, output_file: OutputFile, lateness: Lateness) -> Iterator[Passage]:
        """Yield what was spoken, an item at a time."""
        for index, item in self._archive.items(output_file.start, output_file.end):
            record = self._archive.record(index)
            if record is None:
                raise SegmentMissing(
                    f"How item {index + 1} of the job {self._job.id} has ended is not in the "
                    "storage any more, or cannot be read. Resume the job to speak it again."
                )
            if not record.failure:
                lateness.note(item.id, item.start_s, record.audio_s)
                yield Passage(item.chapter, item.start_s, record.segments)

    def _segment(self, digest: str, output_file: OutputFile) -> SpokenSegment:
        """Read a segment, or end the thread if nobody waits for it any more."""
        if self._stopped.is_set():
            raise asyncio.CancelledError
        segment = self._archive.segment(digest)
        if segment is None:
            self._archive.delete_segment(digest)
            self._forget_items_that_lack_segments(output_file)
            raise SegmentMissing(
                f"The segment {digest} of the job {self._job.id} has gone from the storage, or "
                "cannot be read. Resume the job to speak it again."
            )
        return segment

    def _forget_items_that_lack_segments(self, output_file: OutputFile) -> None:
        """Have all of these items spoken again when the job is resumed."""
        for index in range(output_file.start, output_file.end):
            record = self._archive.record(index)
            if record and not all(map(self._archive.has_segment, record.segments)):
                self._archive.delete_record(index)
