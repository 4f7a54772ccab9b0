"""Finds what was lost of an utterance on its way, and what cannot be waited for any longer."""

import time
from typing import Protocol, Self

import msgspec
from redis import RedisError

from backend_queues.errors import NoWorker, RedisUnavailable, TTSError
from frontend.protocol.outcomes import RetryReason
from frontend.services import Services
from frontend.settings import Settings
from frontend.streaming.ledger import Entry, Ledger
from tasks.keys import REPLAY_TTL_S

KEEP_ALIVE_S = REPLAY_TTL_S / 3


class RetryPolicy(msgspec.Struct, frozen=True):
    """How an utterance deals with what is missing."""

    worker_wait_s: float  # for a worker of its backend to appear or come back
    redis_wait_s: float  # for Redis to come back
    again_priority: int  # of every attempt but the first

    @classmethod
    def for_listener(cls, settings: Settings) -> Self:
        """Whoever hears a segment again has waited long enough."""
        return cls(settings.worker_wait_s, settings.redis_wait_s, again_priority=0)


class Watched(Protocol):
    """What a watch has done about what it finds."""

    async def enqueue(self, entry: Entry, priority: int) -> int:
        """Enqueue the entry's attempt."""

    async def heal(self) -> None:
        """Take the missing frames from the log."""

    def retry(self, entry: Entry, why: RetryReason) -> None:
        """Make the next attempt ready to be enqueued, if there is one left."""

    def give_up(self, entry: Entry, kind: type[TTSError], reason: str) -> None:
        """Fail the segment."""


class LossDetector:
    """Looks after the entries of one utterance, whenever it is told to."""

    def __init__(
        self,
        services: Services,
        utterance: str,
        terms: RetryPolicy,
        ledger: Ledger,
        delivery: Watched,
    ) -> None:
        self._services = services
        self._utterance = utterance
        self._terms = terms
        self._ledger = ledger
        self._delivery = delivery
        self._redis_lost_at: float | None = None
        self._kept_alive_at = time.monotonic()

    async def look(self) -> None:
        """Have enqueued what is to be, and find what was lost."""
        now = time.monotonic()
        try:
            for entry in self._ledger.not_enqueued():
                if entry in self._ledger:
                    await self._delivery.enqueue(entry, self._terms.again_priority)
            await self._look_at_unstarted(now)
            await self._look_at_silent(now)
            await self._keep_alive(now)
        except (RedisError, OSError, RedisUnavailable) as error:
            self.miss_redis(error)
        else:
            if not self._ledger.not_enqueued():
                self._redis_lost_at = None

    def miss_redis(self, error: Exception) -> None:
        """Wait for Redis to come back, but not for ever."""
        now = time.monotonic()
        self._redis_lost_at = self._redis_lost_at or now
        if now - self._redis_lost_at > self._terms.redis_wait_s:
            whose = "" if isinstance(error, RedisUnavailable) else "Redis does not answer: "
            for entry in self._ledger:
                self._delivery.give_up(entry, RedisUnavailable, f"{whose}{error}")

    async def _look_at_silent(self, now: float) -> None:
        """Give segments of silent workers to others, once the log has nothing of them either."""
        if self._ledger.silent(now):
            await self._delivery.heal()
        for entry in self._ledger.silent(now):
            self._delivery.retry(entry, RetryReason.WORKER_SILENT)
        for entry in self._ledger.stalled(now):
            self._delivery.retry(entry, RetryReason.WORKER_STALLED)

    async def _look_at_unstarted(self, now: float) -> None:
        fleet = self._services.fleet
        for entry in self._ledger.unstarted(now):
            task = entry.task
            lost = entry.look(await fleet.queued_tasks(entry.backend.name), now)
            if lost:
                await self._delivery.heal()  # perhaps it is just that its frames did not come
            if entry.task is not task or entry.started or entry not in self._ledger:
                continue
            if lost:
                self._delivery.retry(entry, RetryReason.TASK_LOST)
            elif not fleet.workers(entry.backend.name):
                self._miss_worker(entry, now)

    async def _keep_alive(self, now: float) -> None:
        """Keep the utterance's key while its segments wait longer than the key would live."""
        if now - self._kept_alive_at > KEEP_ALIVE_S:
            self._kept_alive_at = now
            await self._services.bus.keep_alive(self._utterance)

    def _miss_worker(self, entry: Entry, now: float) -> None:
        if now - entry.waiting_since > self._terms.worker_wait_s:
            reason = self._services.fleet.absence(entry.backend.name).message
            self._delivery.give_up(entry, NoWorker, reason)
