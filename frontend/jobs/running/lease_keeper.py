"""The lease of a job that is run here, and what the storage says should become of it."""

from __future__ import annotations

import asyncio
import contextlib
from enum import Enum, auto
from typing import TYPE_CHECKING

from backend_queues.job_errors import JobUnreadable, StorageUnavailable
from frontend.jobs.running.leases import KEEP_S, Leases
from frontend.protocol.jobs import State
from tasks.process.cancellation import race, wait_for_event

if TYPE_CHECKING:
    from frontend.jobs.blocking import Blocking
    from frontend.jobs.running.job_status import JobStatus
    from frontend.jobs.storage.archive import Archive


class LetGo(Enum):
    """Why a job is run here no more."""

    ENDED = auto()
    DELETED = auto()  # by another frontend
    LEFT = auto()  # to another frontend, which may have it already


class LeaseKeeper:
    """Keeps one job's lease, and does what other frontends were asked to do with the job."""

    def __init__(
        self, archive: Archive, leases: Leases, status: JobStatus, blocking: Blocking
    ) -> None:
        self._archive = archive
        self._leases = leases
        self._status = status
        self._blocking = blocking

    async def keep(self, stopping: asyncio.Event) -> LetGo:
        """Return when the job is deleted, when another frontend has it, or when it should stop."""
        return await race(self._keep_until_lost(stopping), _until_set(stopping))

    async def _keep_until_lost(self, stopping: asyncio.Event) -> LetGo:
        while await self._keep():
            # The run reports an absent storage; a damaged file is overwritten when the run ends.
            with contextlib.suppress(StorageUnavailable, JobUnreadable):
                if not await self._poll_state():
                    return LetGo.DELETED
            if await wait_for_event(stopping, KEEP_S):
                break
        return LetGo.LEFT

    async def _keep(self) -> bool:
        if self._status.is_counted:
            return await self._leases.keep(self._archive.id, self._status.progress())
        return await self._leases.take(self._archive.id)  # what the last frontend told is better

    async def _poll_state(self) -> bool:
        """Pause or resume as the storage says; false if the job has been deleted."""
        stored = await self._blocking.do(self._archive.progress)
        if stored is None:
            return False
        if stored.state is State.PAUSED:
            self._status.pause()
        elif stored.state is not State.UNREADABLE:
            self._status.resume()
        return True


async def _until_set(stopping: asyncio.Event) -> LetGo:
    """Do not wait for a storage that hangs."""
    await stopping.wait()
    return LetGo.LEFT
