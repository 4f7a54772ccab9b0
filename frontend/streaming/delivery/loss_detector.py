"""Decides what has to be done about an utterance's segments: nothing, or which of six things.

Pure: it reads the ledger, is given what the queues hold and the time, and returns decisions.
`SegmentDelivery` carries them out. Times are seconds of one monotonic clock.
"""

import math
from collections.abc import Callable, Collection, Container, Iterator

from backend_queues.errors import NoWorker, RedisFull, RedisUnavailable
from frontend.protocol.outcomes import FallbackReason, RetryReason
from frontend.streaming.delivery.decisions import (
    Decision,
    Enqueue,
    FallBack,
    GiveUp,
    Heal,
    KeepAlive,
    Queues,
    Retry,
    RetryPolicy,
)
from frontend.streaming.delivery.ledger import Entry, Ledger

# A task is looked for in its queue when it has not started for this long.
LOOK_AFTER_S = 0.6
# And for this long once a worker has ended: longer than what a look has seen may be old.
LOOK_SOON_S = 0.3
# Not found twice, this far apart: it was not merely on its way from the queue to a worker.
LOOK_AGAIN_S = 0.3
# Redis that is full has room again as soon as some streams have ended, or not for long.
FULL_WAIT_S = 5.0
# After Redis was away, living workers are heard of within this time.
HEARD_AGAIN_S = 1.0
# After this process stood still, what they sent meanwhile has only to be read; or all of the
# machine stood still, and they send something within half a second.
READ_AGAIN_S = 0.6
# Looks come every quarter of a second. Where they are always so rare, silence counts all the same.
STOOD_STILL_S, STANDS_STILL_S = 1.0, 10.0
# A silence of little more than a second means something only to who has looked all the while.
LOOKED_S = 0.6
HEDGE_LEAD_S = 1.0  # a listener with less is about to hear nothing


class LossDetector:
    """Finds what was lost of one utterance on its way, and what is waited for too long."""

    def __init__(
        self,
        ledger: Ledger,
        policy: RetryPolicy,
        now: float,
        idle_workers: Callable[[str], int] = lambda _: 0,
    ) -> None:
        """Segments are hedged with workers of their backend that nobody is waiting for."""
        self._ledger = ledger
        self._policy = policy
        self._idle_workers = idle_workers
        self._redis_lost_at: float | None = None
        self._kept_alive_at = now
        self._looked_at = now
        self._looks_since = now  # without a break
        self._deaf_until = -math.inf  # nothing can be heard of any worker
        self._absent_since: dict[str, float] = {}  # backends without a live worker

    def due(
        self,
        now: float,
        lost_servers: Container[str] = (),
        is_risky: Callable[[Entry], bool] = lambda _: True,
    ) -> Iterator[Decision]:
        """Yield what is due without a look at the queues.

        What was recorded on a server that is lost needs a new attempt, also where it may have
        reached its queue: two that go by one name are not to be made on two servers. An attempt
        that is held is due as soon as it is not risky any more.
        """
        for entry in self._ledger:
            if entry.task.server in lost_servers:
                yield Retry(entry.task, RetryReason.REDIS_LOST)
            elif not entry.enqueued and (now >= entry.held_until or not is_risky(entry)):
                yield Enqueue(entry.task)
        if now - self._kept_alive_at > self._policy.keep_alive_s:
            self._kept_alive_at = now
            yield KeepAlive()

    def backends_to_look_at(self, now: float) -> set[str]:
        """Return the backends whose queues should hold segments that have not started for long."""
        return {entry.backend.name for entry in self._unstarted(now)}

    def losses(self, queues: Queues, now: float, *, healed: bool) -> list[Decision]:
        """Return what to do about lost segments.

        Until the log has been read (`healed`), a loss is only a suspicion: the answer to it is
        Heal, and the losses that remain afterwards are retried.
        """
        self._absent_since = {
            backend: self._absent_since.get(backend, now) for backend in queues.absences
        }
        self._note_standstill(now)
        suspects = [*self._lost_tasks(queues, now), *self._silent(now)]
        decisions: list[Decision] = [
            *self._stalled(now),
            *self._without_worker(queues, suspects, now),
        ]
        if healed:
            decisions.extend(suspects)
        elif suspects:
            decisions.append(Heal())
        return decisions

    def redis_failed(self, error: RedisUnavailable, now: float) -> list[Decision]:
        """Wait for Redis to come back, but not for ever."""
        self._deaf_until = now + HEARD_AGAIN_S
        if self._redis_lost_at is None:
            self._redis_lost_at = now
        is_full = isinstance(error, RedisFull)
        wait_s = (
            min(FULL_WAIT_S, self._policy.redis_wait_s) if is_full else self._policy.redis_wait_s
        )
        if now - self._redis_lost_at <= wait_s:
            return []
        return [GiveUp(entry.task, type(error)(error.message)) for entry in self._ledger]

    def redis_answered(self) -> None:
        """Start the wait for Redis anew, once everything has reached its queue."""
        if all(entry.enqueued for entry in self._ledger):
            self._redis_lost_at = None

    def _unstarted(self, now: float) -> list[Entry]:
        return [
            entry
            for entry in self._ledger
            if entry.waits and now - entry.waiting_since > _look_after_s(entry)
        ]

    def _lost_tasks(self, queues: Queues, now: float) -> Iterator[Retry]:
        for entry in self._unstarted(now):
            tasks = queues.tasks.get(entry.backend.name)
            if tasks is None:
                continue  # it came to be looked for only after the queues had been read
            if entry.task.task_id in tasks:
                entry.missed_at = None
                entry.doubtful = False
                continue
            if entry.missed_at is None:
                entry.missed_at = now
            if now - entry.missed_at >= LOOK_AGAIN_S:
                yield Retry(entry.task, RetryReason.TASK_LOST)

    def _note_standstill(self, now: float) -> None:
        stood_still = now - self._looked_at > STOOD_STILL_S
        if stood_still and now - self._deaf_until > STANDS_STILL_S:
            self._deaf_until = now + READ_AGAIN_S
        if now - self._looked_at > LOOKED_S:
            self._looks_since = now
        self._looked_at = now

    def _silent(self, now: float) -> Iterator[Retry]:
        hears = now >= self._deaf_until
        for entry in self._ledger:
            silent_s = now - entry.heard_at
            if entry.started and entry.orphaned:
                yield Retry(entry.task, RetryReason.WORKER_ENDED)
            elif entry.started and hears and silent_s > self._silence_limit_s(entry, now):
                yield Retry(entry.task, RetryReason.WORKER_SILENT)

    def _silence_limit_s(self, entry: Entry, now: float) -> float:
        """Return how long its worker may be silent before another attempt is made.

        A worker that is merely late costs no more than the time of one that is idle, so it is not
        waited for until it must be dead if its listener is about to hear nothing. Once for each
        segment: the attempts are numbered.
        """
        looked = now - self._looks_since >= self._policy.hedge_after_s
        needed = entry.heard_by - now < HEDGE_LEAD_S
        if looked and needed and not entry.left and self._idle_workers(entry.backend.name):
            return self._policy.hedge_after_s
        return self._policy.heartbeat_timeout_s

    def _stalled(self, now: float) -> Iterator[Retry]:
        for entry in self._ledger:
            heard = now - entry.heard_at <= self._policy.heartbeat_timeout_s
            if entry.started and heard and now - entry.progress_at > self._policy.stall_limit_s:
                yield Retry(entry.task, RetryReason.WORKER_STALLED)

    def _without_worker(
        self, queues: Queues, suspects: Collection[Retry], now: float
    ) -> Iterator[GiveUp | FallBack]:
        suspected = {suspect.task.segment_index for suspect in suspects}
        for entry in self._unstarted(now):
            absence = queues.absences.get(entry.backend.name)
            if absence is None or entry.task.segment_index in suspected:
                continue
            absent_s = now - self._absent_since[entry.backend.name]
            if now - entry.waiting_since > self._policy.worker_wait_s:
                yield GiveUp(entry.task, NoWorker(absence.message))
            elif absent_s >= self._policy.fallback_wait_s:
                yield FallBack(entry.task, FallbackReason.NO_WORKER)


def _look_after_s(entry: Entry) -> float:
    return LOOK_SOON_S if entry.doubtful else LOOK_AFTER_S
