"""One job in this frontend's hands."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from backend_queues.job_errors import JobUnreadable, StorageUnavailable
from frontend.jobs.blocking import PatientStorage
from frontend.jobs.running.lease_keeper import LetGo
from frontend.protocol.faults import internal_error
from frontend.protocol.jobs import Progress, State
from tasks.process.cancellation import race

if TYPE_CHECKING:
    from frontend.jobs.blocking import Blocking
    from frontend.jobs.running.lease_keeper import LeaseKeeper
    from frontend.jobs.running.leases import Leases
    from frontend.jobs.running.run import Run
    from frontend.jobs.storage.archive import Archive

log = logging.getLogger(__name__)


class RunningJob:
    """Runs a job under its lease until it ends, is taken or deleted elsewhere, or `stop` is called.

    `task` does that.
    """

    def __init__(
        self,
        run: Run,
        archive: Archive,
        blocking: Blocking,
        leases: Leases,
        keeper: LeaseKeeper,
    ) -> None:
        self._run = run
        self._archive = archive
        self._blocking = blocking
        self._storage = PatientStorage(blocking, run.status.report)
        self._leases = leases
        self._keeper = keeper
        self._stopping = asyncio.Event()
        self._since_s = asyncio.get_running_loop().time()
        self.status = run.status
        self.task = asyncio.create_task(self._hold())

    @property
    def held_s(self) -> float:
        """Return how long it has been in this frontend's hands."""
        return asyncio.get_running_loop().time() - self._since_s

    async def stop(self) -> None:
        """Let go of the job. It is not cancelled, so that what it has begun is ended in order."""
        self._stopping.set()
        await asyncio.wait({self.task})

    async def _hold(self) -> None:
        try:
            let_go = await race(self._run_to_its_end(), self._keeper.keep(self._stopping))
            if let_go is LetGo.DELETED:
                await self._blocking.settle()
                await self._blocking.do(self._archive.delete)  # what was written since
        except StorageUnavailable as error:
            log.warning("Something is left of the deleted job. %s", error.message)
        except Exception:
            log.exception("The job %s is let go of, as holding it has failed.", self._archive.id)
        finally:
            await self._leases.release(self._archive.id)

    async def _run_to_its_end(self) -> LetGo:
        """Store how the job has ended; of a whole one, the files are all that is needed."""
        progress = await self._result()
        if await self._storage.retry_until_available(self._is_deleted):
            return LetGo.DELETED
        size = partial(self._size_bytes, progress.state)
        size_bytes = await self._storage.retry_until_available(size)
        progress = msgspec.structs.replace(progress, ended_at=time.time(), size_bytes=size_bytes)
        await self._storage.retry_until_available(partial(self._archive.write_progress, progress))
        if progress.state is State.DONE:
            await self._storage.retry_until_available(self._archive.delete_segments)
        return LetGo.ENDED

    def _is_deleted(self) -> bool:
        """Whether there is no job any more whose end could be stored."""
        with contextlib.suppress(JobUnreadable):
            return self._archive.progress() is None
        return False

    def _size_bytes(self, state: State) -> int:
        """Return how much of the storage will be taken by a job that has ended so."""
        unneeded = self._archive.segment_bytes() if state is State.DONE else 0
        return self._archive.size_bytes() - unneeded

    async def _result(self) -> Progress:
        """Return how the run has ended, which may be by a fault of our own."""
        try:
            await self._storage.retry_until_available(self._run.records.load)
            self.status.is_counted = True
            return await self._run.run()
        except Exception as error:  # noqa: BLE001 - it ends the job, not the runner
            shown = internal_error(log, "A job has failed.", error, job=self._archive.id)
            return self.status.failed(shown)
