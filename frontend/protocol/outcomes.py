"""How segments and utterances end, and why a segment is tried again: labels known beforehand."""

from enum import StrEnum


class RetryReason(StrEnum):
    """A lasting name, by which retries are counted; see `SENTENCES` for what a client is told."""

    ATTEMPT_FAILED = "attempt_failed"  # the worker says why
    AUDIO_LOST = "audio_lost"
    WORKER_ENDED = "worker_ended"  # its supervisor says so
    WORKER_SILENT = "worker_silent"
    WORKER_STALLED = "worker_stalled"
    TASK_LOST = "task_lost"
    REDIS_LOST = "redis_lost"  # the one of several servers that had the attempt


class FallbackReason(StrEnum):
    """Why another backend goes on with a stream."""

    NO_WORKER = "no_worker"
    START_DELAY = "start_delay"  # its speech would start too late
    ATTEMPTS_FAILED = "attempts_failed"  # all at one segment, or workers crash at it


SENTENCES = {
    RetryReason.AUDIO_LOST: "a part of its audio was lost",
    RetryReason.WORKER_ENDED: "its worker ended",
    RetryReason.WORKER_SILENT: "its worker fell silent",
    RetryReason.WORKER_STALLED: "its worker made no progress",
    RetryReason.TASK_LOST: "its task was lost on the way to a worker",
    RetryReason.REDIS_LOST: "its Redis server went away",
}


class SegmentOutcome(StrEnum):
    SPOKEN = "spoken"
    FAILED = "failed"
    CANCELLED = "cancelled"  # its stream ended first


class UtteranceOutcome(StrEnum):
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"  # its client left
