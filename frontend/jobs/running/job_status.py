"""How far a job is while this frontend runs it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from frontend.jobs.counters import JobCounters
from frontend.protocol.jobs import Progress, State

if TYPE_CHECKING:
    from backend_queues.errors import TTSError
    from frontend.cluster.fleet import Fleet
    from frontend.jobs.job import Job


class JobStatus:
    """What a running job reports: its counters, whether it is paused, and what it waits for."""

    def __init__(self, job: Job, fleet: Fleet) -> None:
        self._job = job
        self._fleet = fleet
        self._not_paused = asyncio.Event()
        self._not_paused.set()
        self._waits_for = ""
        self.is_counted = False  # what earlier runs have made
        self.counters = JobCounters(job)

    def progress(self) -> Progress:
        """Return how far it is now."""
        if not self._not_paused.is_set():
            return self.counters.progress(State.PAUSED)
        return self.counters.progress(State.RUNNING, self._waits_for or self._missing_workers())

    def ended(self) -> Progress:
        """Return how a job has ended whose files are made."""
        failed = self.counters.items_failed
        if not failed:
            return self.counters.progress(State.DONE)
        if failed < self._job.items:
            return self.counters.progress(State.PARTIAL, f"{failed} of its items have failed.")
        return self.counters.progress(State.FAILED, "All of its items have failed.")

    def failed(self, error: TTSError) -> Progress:
        """Return how a job has ended that could not be finished."""
        return self.counters.progress(State.FAILED, error.message)

    def report(self, waits_for: str) -> None:
        """Note what the job waits for; "" is nothing."""
        self._waits_for = waits_for

    @property
    def is_resting(self) -> bool:
        """Whether it cannot go on now: it is paused, or lacks a worker."""
        return not self._not_paused.is_set() or bool(self._missing_workers())

    def pause(self) -> None:
        """Let nothing new begin."""
        self._not_paused.clear()

    def resume(self) -> None:
        self._not_paused.set()

    async def until_resumed(self) -> None:
        """Wait while the job is paused."""
        await self._not_paused.wait()

    def _missing_workers(self) -> str:
        """Say for which backend there is no worker, if so."""
        for backend in self._job.backends:
            if not self._fleet.workers(backend):
                return self._fleet.absence(backend).message
        return ""
