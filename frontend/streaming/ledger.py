"""The record of the segments under way: who was asked, when it was last heard of, what is overdue.

Celery on Redis loses tasks when a worker is killed, so the frontend that owns an utterance keeps
this record and asks again. Pure: times are given, in seconds of one monotonic clock.
"""

from collections.abc import Container, Iterator

import msgspec

from backend_queues.registry import BackendSpec
from tasks.messages import MAX_ATTEMPTS, SegmentTask

# A task is looked for in its queue when it has not started for this long.
LOOK_AFTER_S = 1.0
# Not found twice, this far apart: it was not merely on its way from the queue to a worker.
LOOK_AGAIN_S = 0.5


class Entry:
    """One segment from before it is enqueued until it is finished."""

    def __init__(self, task: SegmentTask, backend: BackendSpec, now: float) -> None:
        self.task = task
        self.backend = backend
        self.enqueued = False
        self.started = False
        self.waiting_since = now  # for Redis or for a worker
        self.heard_at = now
        self.progress_at = now
        self.audio_s = 0.0  # received so far
        self.missed_at: float | None = None  # first found neither started nor in its queue

    def hear(self, now: float) -> None:
        """Note that the worker of the current attempt lives."""
        if not self.started:
            self.progress_at = now
        self.started = True
        self.heard_at = now

    def progress(self, now: float) -> None:
        """Note that it has sent something of the segment."""
        self.hear(now)
        self.progress_at = now

    def look(self, queued: Container[str], now: float) -> bool:
        """Note whether the task was found in its queue; true if it is lost."""
        if self.task.task_id in queued:
            self.missed_at = None
            return False
        if self.missed_at is None:
            self.missed_at = now
        return now - self.missed_at >= LOOK_AGAIN_S

    def next_attempt(self, resume_sample: int, now: float) -> None:
        """Turn the task into the next attempt, not enqueued yet."""
        self.task = msgspec.structs.replace(
            self.task, attempt=self.task.attempt + 1, resume_sample=resume_sample
        )
        self.enqueued = False
        self.started = False
        self.waiting_since = now
        self.missed_at = None

    @property
    def exhausted(self) -> bool:
        return self.task.attempt >= MAX_ATTEMPTS


class Ledger:
    """The entries of one utterance, by segment."""

    def __init__(self, silence_limit_s: float, stall_limit_s: float) -> None:
        self._silence_limit_s = silence_limit_s
        self._stall_limit_s = stall_limit_s
        self._entries: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))

    def __contains__(self, entry: Entry) -> bool:
        return self._entries.get(entry.task.segment_index) is entry

    def record(self, entry: Entry) -> None:
        self._entries[entry.task.segment_index] = entry

    def get(self, segment_index: int, attempt: int) -> Entry | None:
        """Return the segment's entry if that attempt is the one that counts."""
        entry = self._entries.get(segment_index)
        return entry if entry and entry.task.attempt == attempt else None

    def remove(self, entry: Entry) -> None:
        del self._entries[entry.task.segment_index]

    def not_enqueued(self) -> list[Entry]:
        return [entry for entry in self if not entry.enqueued]

    def unstarted(self, now: float) -> list[Entry]:
        """Return those that are to be looked for in their queue."""
        return [
            entry
            for entry in self
            if entry.enqueued and not entry.started and now - entry.waiting_since > LOOK_AFTER_S
        ]

    def silent(self, now: float) -> list[Entry]:
        """Return those whose worker has not been heard of for too long."""
        return [
            entry
            for entry in self
            if entry.started and now - entry.heard_at > self._silence_limit_s
        ]

    def stalled(self, now: float) -> list[Entry]:
        """Return those whose worker lives, and has sent nothing of them for too long."""
        return [
            entry
            for entry in self
            if entry.started and now - entry.progress_at > self._stall_limit_s
        ]
