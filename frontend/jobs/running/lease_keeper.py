"""The lease of a job that is run here, and what the storage says should become of it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from backend_queues.errors import JobUnreadable, StorageUnavailable
from frontend.jobs.running.leases import KEEP_S, Leases
from frontend.protocol.jobs import State
from tasks.process.cancellation import wait_for_event

if TYPE_CHECKING:
    from frontend.jobs.blocking import Blocking
    from frontend.jobs.running.job_status import JobStatus
    from frontend.jobs.storage.archive import Archive


class LeaseKeeper:
    """Keeps one job's lease, and does what other frontends were asked to do with the job."""

    def __init__(
        self, archive: Archive, leases: Leases, status: JobStatus, blocking: Blocking
    ) -> None:
        self._archive = archive
        self._leases = leases
        self._status = status
        self._blocking = blocking

    async def keep(self, stopping: asyncio.Event) -> None:
        """Return when the job is another frontend's, when it is deleted, or when it should stop."""
        while await self._leases.keep(self._archive.id, self._status.progress()):
            # The run tells that the storage is away; what cannot be read, its end overwrites.
            with contextlib.suppress(StorageUnavailable, JobUnreadable):
                if not await self._poll_state():
                    return
            if await wait_for_event(stopping, KEEP_S):
                return

    async def _poll_state(self) -> bool:
        """Pause or resume as the storage says; false if the job has been deleted."""
        stored = await self._blocking.do(self._archive.progress)
        if stored is None:
            await self._blocking.do(self._archive.delete)  # what was written since
            return False
        if stored.state is State.PAUSED:
            self._status.pause()
        elif stored.state is not State.UNREADABLE:
            self._status.resume()
        return True
