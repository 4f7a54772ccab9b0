"""The record of the segments in flight: the attempt that counts, and its last sign of life.

Celery on Redis loses tasks when a worker is killed, so the frontend that owns an utterance keeps
this record and asks again. Pure: times are given, in seconds of one monotonic clock.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from backend_queues.registry import BackendSpec
from frontend.protocol.outcomes import RetryReason
from frontend.text.normalisation import Spoken
from tasks.messages import MAX_ATTEMPTS, AnyNumberedMessage, SegmentTask

if TYPE_CHECKING:
    from frontend.streaming.diction.planned_segment import PlannedSegment
    from frontend.voices.voice_settings import VoiceSettings

# What is lost on the way to a worker, or from it, says nothing of the text: it counts as no try.
NOT_ITS_FAULT = (RetryReason.TASK_LOST, RetryReason.AUDIO_LOST, RetryReason.REDIS_LOST)
MOST_LOST = 10  # at one segment, before it is given up for that too


class Part(msgspec.Struct, frozen=True):
    """What a backend speaks of a segment: its text from a character on."""

    planned: PlannedSegment  # as the client has asked for it; another backend may speak it
    spoken: Spoken  # for its text, by the backend that speaks it
    begins: int = 0
    start_s: float = 0.0  # of the segment, where the part begins
    words: int = 0  # of the segment, told before
    had_s: float = 0.0  # of the segment, what its listener had before it was resumed
    had_words: int = 0  # of those told before, which are of this part or earlier ones

    @property
    def asked(self) -> VoiceSettings:
        """The voice settings that the client has asked for."""
        return self.planned.voice_settings

    @property
    def known_words(self) -> int:
        """How many words of this part the listener has."""
        return max(0, self.had_words - self.words)

    @property
    def text(self) -> str:
        """What is written from there on."""
        return self.planned.segment.text[self.begins :]


class Entry:
    """One segment from before it is enqueued until it is finished."""

    def __init__(
        self, task: SegmentTask, backend: BackendSpec, now: float, part: Part | None = None
    ) -> None:
        self.task = task
        self.backend = backend
        self.part = part  # None: no other backend may speak it
        self._attempts_before = 0  # of other backends
        self.enqueued = False
        self.priority = 0  # with which it was last to be enqueued
        self.needed_in_s = 0.0  # after that; 0 for an attempt that is made again
        self.needed_at = now
        self.started = False
        self.worker = ""  # that speaks the current attempt
        self.waiting_since = now  # for Redis or for a worker
        self.heard_at = now
        self.progress_at = now
        self.audio_s = 0.0  # received so far
        self.cache_name = ""  # of what is spoken; "": it is not kept
        self.cached = False  # it came from the cache
        self._made: list[AnyNumberedMessage] = []  # by this attempt, to be kept
        self.held_until = now  # the next attempt is not enqueued before, while it is risky
        self.left: list[tuple[str, float]] = []  # workers that were lost at it, and last heard of
        self.missed_at: float | None = None  # first found neither started nor in its queue
        self.attempts_lost = 0  # on the way to a worker, or from it
        self.orphaned = False  # the process of that worker has ended
        self.doubtful = False  # a worker may have taken it from its queue and not begun it

    def hear(self, now: float) -> bool:
        """Note that the worker of the attempt lives; false if what it sent before has not come."""
        if self.started:
            self.heard_at = now
        return self.started

    def progress(self, now: float) -> None:
        """Note that it has sent something of the segment."""
        self.started = True
        self.heard_at = self.progress_at = now

    def need(self, in_s: float) -> None:
        """Note in how many seconds its listener needs it."""
        self.needed_in_s = in_s
        self.needed_at = self.waiting_since + in_s

    @property
    def heard_by(self) -> float:
        """When its listener will have heard what has come of it, if all came in time."""
        return self.needed_at + self.audio_s

    def take_from_cache(self) -> None:
        """Note that what comes is not the work of a worker."""
        self.cached, self.cache_name = True, ""

    def make(self, message: AnyNumberedMessage) -> None:
        """Remember what a worker has sent, if all of the segment is to be kept."""
        if self.cache_name and not self.task.resume_sample:
            self._made.append(message)

    def take_made(self) -> list[AnyNumberedMessage]:
        """Return what it has sent, once."""
        made, self._made = self._made, []
        return made

    def worker_ended(self, worker: str) -> None:
        """Note the end of a worker, which may have had it in hand."""
        if self.started:
            self.orphaned = self.orphaned or worker == self.worker
        else:
            self.doubtful = True

    def next_attempt(self, resume_sample: int, now: float) -> None:
        """Turn the task into the next attempt, not enqueued yet, nor on any server."""
        self.task = msgspec.structs.replace(
            self.task, attempt=self.task.attempt + 1, resume_sample=resume_sample, server=""
        )
        self._wait_anew(now)
        self.doubtful = True  # what befell the attempt before it may have befallen others

    def hand_over(self, task: SegmentTask, backend: BackendSpec, part: Part, now: float) -> None:
        """Begin anew with another backend, whose first attempt the task is, not enqueued yet."""
        self._wait_anew(now)
        self.task, self.backend, self.part = task, backend, part
        self._attempts_before = task.attempt - 1
        self.attempts_lost, self.audio_s, self.held_until = 0, 0.0, now
        self.cache_name, self.cached = "", False
        self.left = []

    @property
    def spoken(self) -> Spoken:
        """What is spoken for what is written."""
        return self.part.spoken if self.part else Spoken.as_written(self.task.text)

    @property
    def waits(self) -> bool:
        """Whether it is in its queue, as far as is known."""
        return self.enqueued and not self.started

    @property
    def exhausted(self) -> bool:
        """Whether there were as many attempts as allowed; those lost count for nothing.

        Their end says nothing about the text, and Redis may lose a task more than once.
        """
        attempts = self.task.attempt - self._attempts_before
        return attempts - min(self.attempts_lost, MOST_LOST) >= MAX_ATTEMPTS

    def failure(self, reason: str) -> str:
        """Name the segment by its number, from 1, and the start of its text."""
        text = textwrap.shorten(self.spoken.written, 60, placeholder="...")
        return f"Segment {self.task.segment_index + 1} ({text!r}) could not be spoken: {reason}"

    def _wait_anew(self, now: float) -> None:
        self._made = []
        self.enqueued = False
        self.needed_in_s = 0.0
        self.started = False
        self.worker = ""
        self.waiting_since = now
        self.missed_at = None
        self.orphaned = self.doubtful = False


class Ledger:
    """The entries of one utterance, by segment."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._spoken: dict[int, Entry] = {}  # and not heard to their end

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))

    @property
    def first(self) -> Entry | None:
        """The one that is heard next, in reading order."""
        return next(iter(self._entries.values()), None)

    def record(self, entry: Entry) -> None:
        self._entries[entry.task.segment_index] = entry

    def get(self, segment_index: int, attempt: int) -> Entry | None:
        """Return the segment's entry if that attempt is the one that counts."""
        entry = self._entries.get(segment_index)
        return entry if entry and entry.task.attempt == attempt else None

    def counts(self, task: SegmentTask) -> bool:
        """Tell whether the task is the attempt that counts of a segment under way."""
        return self.get(task.segment_index, task.attempt) is not None

    def remove(self, entry: Entry) -> None:
        del self._entries[entry.task.segment_index]

    def spoken(self, entry: Entry) -> None:
        """Keep an entry that was removed until it is heard: it may be wanted again."""
        self._spoken[entry.task.segment_index] = entry

    def heard(self, segment_index: int) -> None:
        self._spoken.pop(segment_index, None)

    def take_back(self, wanted: Callable[[Entry], bool]) -> list[Entry]:
        """Record again what was spoken and is not heard to its end; return that."""
        entries = [entry for entry in self._spoken.values() if wanted(entry)]
        for entry in entries:
            self.record(self._spoken.pop(entry.task.segment_index))
        self._entries = dict(sorted(self._entries.items()))  # in reading order again
        return entries
