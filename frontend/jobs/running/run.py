"""One job while this frontend runs it: items in, records and files out.

It can end at any moment, even by the death of the process: the next run continues from what is
stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backend_queues.errors import TTSError
from frontend.jobs.assembler import Assembler
from frontend.jobs.blocking import Blocking, PatientStorage
from frontend.jobs.running.concurrency import ConcurrencyLimit
from frontend.jobs.running.item_records import ItemRecords
from frontend.jobs.running.item_speaker import ItemSpeaker
from frontend.jobs.running.item_voices import ItemVoices, PatientVoices, WorkerLook
from frontend.jobs.running.job_status import JobStatus
from frontend.jobs.running.lane import Lane
from frontend.jobs.running.segment_maker import SegmentMaker
from frontend.jobs.running.task_scope import TaskScope

if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.jobs.context import JobContext
    from frontend.jobs.job import Job
    from frontend.jobs.storage.archive import Archive
    from frontend.protocol.jobs import Progress


class Run:
    """Runs a job to its end: all lanes at once, and the files as their items come to their end."""

    def __init__(
        self,
        status: JobStatus,
        records: ItemRecords,
        lanes: Sequence[Lane],
        assembler: Assembler,
        scope: TaskScope,
    ) -> None:
        self.status = status
        self.records = records
        self._lanes = lanes
        self._assembler = assembler
        self._scope = scope

    async def run(self) -> Progress:
        """Return how the job has ended; cancelling this stops it."""
        for lane in self._lanes:
            self._scope.start(lane.run())
        self._scope.start(self._assemble())
        try:
            await self._scope.wait()
        except TTSError as error:
            return self.status.failed(error)
        return self.status.ended()

    async def _assemble(self) -> None:
        await self._assembler.assemble()
        self._scope.end()


class RunFactory:
    """Makes the run of a job from what all runs of this frontend share."""

    def __init__(self, context: JobContext, registry: Registry, blocking: Blocking) -> None:
        self._context = context
        self._registry = registry
        self._blocking = blocking
        self._limit = ConcurrencyLimit(context.fleet)
        self._look = WorkerLook(context.fleet)

    def run_of(self, archive: Archive, job: Job) -> Run:
        context, scope = self._context, TaskScope()
        status = JobStatus(job, context.fleet)
        storage = PatientStorage(self._blocking, status.report)
        records = ItemRecords(archive, job, status.counters, storage)
        speak = context.segment_speaker.speak
        maker = SegmentMaker(archive, job.seed, status.counters, storage, speak)
        library, owner = context.library, job.owner
        workers = PatientVoices(self._registry, self._look, library, owner, status.report)
        voices = ItemVoices(workers, job.voices, context.inline_voices)
        speaker = ItemSpeaker(voices, self._limit, context.cut, maker, records, status, scope)
        lanes = [Lane(name, archive, storage, records, speaker) for name in job.backends]
        few = self._blocking.assembling
        assembler = Assembler(archive, job, storage, records, few)
        return Run(status, records, lanes, assembler, scope)
