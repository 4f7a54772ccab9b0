"""Leases in Redis: which frontend runs a job, and how far it is.

A lease names the frontend that runs the job; beside it is the job's Progress. Both expire by
themselves. If Redis loses them and two frontends run one job, they do some work twice and produce
the same files.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec

from backend_queues.errors import RedisUnavailable
from frontend.jobs.decoding import ForeignData, decoded
from frontend.jobs.log_once import LogOnce
from frontend.protocol.jobs import Progress
from tasks import scripts
from tasks.keys import LEASE_TTL_S, job_keys

if TYPE_CHECKING:
    from frontend.cluster.bus import FrontendBus

log = logging.getLogger(__name__)

KEEP_S = 1.0

_decode_progress = msgspec.json.Decoder(Progress).decode


class Leases:
    """The jobs that this frontend runs, as the others see it."""

    def __init__(self, bus: FrontendBus) -> None:
        self._bus = bus
        self._log_once = LogOnce(log)
        self._keep = bus.connection.script(scripts.KEEP_LEASE)
        self._release = bus.connection.script(scripts.RELEASE_LEASE)

    async def take(self, job: str) -> bool:
        """Become the one who runs the job; false if another is, or Redis does not answer."""
        try:
            return bool(await self._keep(job_keys(job), [self._bus.frontend, LEASE_TTL_S, ""]))
        except RedisUnavailable as error:
            log.warning("The job %s cannot be taken now: %s", job, error)
            return False

    async def keep(self, job: str, progress: Progress) -> bool:
        """Tell that this frontend still runs the job; false if another does."""
        text = msgspec.json.encode(progress)
        try:
            return bool(await self._keep(job_keys(job), [self._bus.frontend, LEASE_TTL_S, text]))
        except RedisUnavailable as error:
            log.debug("The lease is renewed again soon. %s", error)
            return True

    async def release(self, job: str) -> None:
        """Let another frontend take the job at once."""
        try:
            await self._release(job_keys(job), [self._bus.frontend])
        except RedisUnavailable as error:
            log.warning("The lease of the job %s runs out by itself: %s", job, error)

    async def progress(self, job: str) -> Progress | None:
        """Return the progress that the job's frontend has published, or None without any."""
        try:
            text = await self._bus.connection.send(("GET", job_keys(job)[1]))
        except RedisUnavailable as error:
            log.debug("The storage knows as well. %s", error)
            return None
        try:
            return None if text is None else decoded(_decode_progress, text)
        except ForeignData as error:  # of another version; the storage knows as well
            self._log_once.report(job, f"What Redis has of the job {job} is ignored: {error}.")
            return None
