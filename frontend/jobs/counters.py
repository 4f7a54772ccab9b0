"""A job's counters, made from its records and from what is in the making."""

import time
from bisect import bisect_right
from collections import deque
from collections.abc import Callable
from itertools import pairwise

import msgspec

from frontend.jobs.job import ItemRecord, Job, SpokenSegment
from frontend.protocol.jobs import Counts, FailedItem, Progress, State

SHOWN_FAILURES = 100
OF_LATE_S = 60.0  # what rate and time left are estimated from
FIRST_ESTIMATE_S = 1.0  # before this, they would jump


class Made(msgspec.Struct):
    """What there is of one item, or of many."""

    characters: int = 0
    segments: int = 0
    audio_s: float = 0.0

    def add(self, other: "Made") -> None:
        self.characters += other.characters
        self.segments += other.segments
        self.audio_s += other.audio_s


class _Chapters:
    """Counts chapters, each by those of its items that have not ended."""

    def __init__(self, job: Job) -> None:
        self._starts = job.chapters
        self._left = [end - start for start, end in pairwise((*job.chapters, job.items))]
        self._faulty: set[int] = set()  # those with an item that has failed

    def end(self, index: int, *, failed: bool) -> None:
        """Count an item that has ended."""
        if not self._starts:
            return
        chapter = bisect_right(self._starts, index) - 1
        self._left[chapter] -= 1
        if failed:
            self._faulty.add(chapter)

    def counts(self) -> Counts | None:
        if not self._starts:
            return None
        ended = [chapter for chapter, left in enumerate(self._left) if not left]
        failed = len(self._faulty.intersection(ended))
        return Counts(len(self._starts), len(ended) - failed, failed)


class JobCounters:
    """Counts one job. Times are seconds of one monotonic clock."""

    def __init__(self, job: Job, clock: Callable[[], float] = time.monotonic) -> None:
        self._job = job
        self._clock = clock
        self._ended = Made()
        self._chapters = _Chapters(job)
        self._open: dict[int, Made] = {}  # by item
        self._items_done = 0
        self._failed_characters = 0
        self._failures: list[FailedItem] = []
        self._items_failed = 0
        self._warnings = job.warnings
        self._throughput = Throughput(clock)

    @property
    def items_failed(self) -> int:
        return self._items_failed

    def add_segment(self, index: int, segment: SpokenSegment, *, synthesised: bool) -> None:
        """Count a segment of an item that has not ended; it may have lain in the storage."""
        made = Made(len(segment.text), 1, segment.seconds)
        self._open.setdefault(index, Made()).add(made)
        if synthesised:
            self._throughput.add(made)

    def add_record(self, index: int, record: ItemRecord) -> None:
        """Count an item that has ended, in place of what was counted of it."""
        self._open.pop(index, None)
        self._chapters.end(index, failed=bool(record.failure))
        if record.failure:
            self._items_failed += 1
            self._failed_characters += record.characters
            if len(self._failures) < SHOWN_FAILURES:
                failure = record.failure
                self._failures.append(FailedItem(failure.code, failure.message, record.id))
            return
        self._items_done += 1
        self._ended.add(Made(record.characters, len(record.segments), record.audio_s))

    def warn(self, warning: str) -> None:
        """Note something beside what was said when the job was taken."""
        self._warnings = (*self._warnings, warning)

    def progress(self, state: State, message: str = "") -> Progress:
        job, made = self._job, Made()
        for part in (self._ended, *self._open.values()):
            made.add(part)
        left = job.characters - made.characters - self._failed_characters
        return Progress(
            id=job.id,
            name=job.name,
            state=state,
            created_at=job.created_at,
            output=job.output,
            owner=job.owner,
            items=Counts(job.items, self._items_done, self._items_failed),
            chapters=self._chapters.counts(),
            characters=Counts(job.characters, made.characters, self._failed_characters),
            segments=made.segments,
            audio_s=round(made.audio_s, 3),
            rate=None if state.ended else self._throughput.rate(),
            time_left_s=None if state.ended else self._throughput.time_left_s(left),
            message=message,
            failures=tuple(self._failures),
            warnings=self._warnings,
        )


class Throughput:
    """How fast segments are being synthesised."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since = clock()
        self._of_late: deque[tuple[float, Made]] = deque()

    def add(self, made: Made) -> None:
        self._of_late.append((self._clock(), made))
        self._forget()

    def rate(self) -> float | None:
        """Return seconds of speech made in a second."""
        seconds = self._seconds()
        return (
            round(sum(made.audio_s for _, made in self._of_late) / seconds, 2) if seconds else None
        )

    def time_left_s(self, characters: int) -> float | None:
        of_late = sum(made.characters for _, made in self._of_late)
        seconds = self._seconds()
        return round(characters * seconds / of_late, 1) if seconds and of_late else None

    def _seconds(self) -> float:
        """Return how long `_of_late` is about; 0 while that is too short."""
        self._forget()
        seconds = min(OF_LATE_S, self._clock() - self._since)
        return seconds if seconds >= FIRST_ESTIMATE_S else 0.0

    def _forget(self) -> None:
        while self._of_late and self._of_late[0][0] < self._clock() - OF_LATE_S:
            self._of_late.popleft()
