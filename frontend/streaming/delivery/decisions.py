"""What can be done about a segment, and what the decision is made from."""

import math
from collections.abc import Container, Iterable, Mapping
from typing import Self

import msgspec

from backend_queues.errors import NoWorker, TTSError
from frontend.protocol.outcomes import FallbackReason, RetryReason
from frontend.settings import Settings
from frontend.streaming.ports import WorkerView
from tasks.messages import SegmentTask

# Of the silence that makes a worker a dead one. With 2 s, two of its heartbeats have not come.
HEDGE_SHARE = 0.6


class RetryPolicy(msgspec.Struct, frozen=True):
    """How long an utterance waits for what is missing."""

    heartbeat_timeout_s: float  # of a worker that speaks, before its segment goes to another
    hedge_after_s: float  # of silence, if another is idle and the listener is about to hear none
    stall_limit_s: float  # of a worker that lives, but sends nothing of the segment
    worker_wait_s: float  # for a worker of its backend to appear or come back
    redis_wait_s: float  # for Redis to come back
    keep_alive_s: float  # how often the utterance's key is renewed
    again_priority: int  # of every attempt but the first
    fallback_wait_s: float = math.inf  # without a worker, before another backend goes on

    @classmethod
    def for_listener(cls, settings: Settings, keep_alive_s: float) -> Self:
        """A listener who hears a segment again has waited long enough: it is urgent."""
        return cls(
            heartbeat_timeout_s=settings.silence_limit_s,
            hedge_after_s=HEDGE_SHARE * settings.silence_limit_s,
            stall_limit_s=settings.stall_limit_s,
            worker_wait_s=settings.worker_wait_s,
            redis_wait_s=settings.redis_wait_s,
            keep_alive_s=keep_alive_s,
            again_priority=0,
            fallback_wait_s=settings.fallback_wait_s,
        )


# Perhaps the worker's process has ended.
SILENT = (RetryReason.WORKER_ENDED, RetryReason.WORKER_SILENT, RetryReason.WORKER_STALLED)


class Enqueue(msgspec.Struct, frozen=True):
    """The attempt has not reached its queue."""

    task: SegmentTask


class Retry(msgspec.Struct, frozen=True):
    """The attempt is lost; make the next one."""

    task: SegmentTask
    reason: RetryReason

    @property
    def is_silence(self) -> bool:
        return self.reason in SILENT


class GiveUp(msgspec.Struct, frozen=True):
    """The segment cannot be waited for any longer."""

    task: SegmentTask
    error: TTSError


class FallBack(msgspec.Struct, frozen=True):
    """The segment goes on with another backend, if there is one for it."""

    task: SegmentTask
    reason: FallbackReason


class Heal(msgspec.Struct, frozen=True):
    """Segments may be lost, or only their messages: read the log, then decide again."""


class KeepAlive(msgspec.Struct, frozen=True):
    """The utterance's key would expire while its segments wait."""


Decision = Enqueue | Retry | GiveUp | FallBack | Heal | KeepAlive
EntryDecision = Enqueue | Retry | FallBack | GiveUp


class Queues(msgspec.Struct, frozen=True):
    """What was seen of the queues that hold, or should hold, segments not started yet."""

    tasks: Mapping[str, Container[str]] = {}  # ids by backend
    absences: Mapping[str, NoWorker] = {}  # of backends without a live worker


async def look_at(workers: WorkerView, backends: Iterable[str]) -> Queues:
    """Read the queues of these backends.

    Raises:
        RedisUnavailable: they cannot be read now.
    """
    tasks: dict[str, Container[str]] = {}
    absences: dict[str, NoWorker] = {}
    for backend in backends:
        tasks[backend] = await workers.queued_tasks(backend)
        if not workers.workers(backend):
            absences[backend] = workers.absence(backend)
    return Queues(tasks, absences)
