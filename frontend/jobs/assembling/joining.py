"""Puts passages one behind the other, with the silence between them that a reader would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from backend_queues.base import SAMPLE_BYTES
from frontend.audio.mark import Mark
from frontend.audio.resample import Resampler
from frontend.jobs.job import SpokenSegment
from frontend.text.segment import PAUSES_S, Ending

if TYPE_CHECKING:
    from frontend.audio.audio_file import AudioFile

ITEM_PAUSE_S = PAUSES_S[Ending.PARAGRAPH]
CHAPTER_PAUSE_S = 1.5

Read = Callable[[str], SpokenSegment]


class Passage(msgspec.Struct, frozen=True):
    """One spoken item of a file.

    `start_s` is where its speech should begin in the one file of a job. It begins later, and at
    once, if what comes before is not over by then: nothing is cut.
    """

    chapter: str
    start_s: float | None
    segments: tuple[str, ...]  # digests, in the order of the text


class Placed(msgspec.Struct, frozen=True):
    """A segment, and where in the file its first sample is."""

    segment: SpokenSegment
    start_s: float


class Joiner:
    """Writes passages into an audio file, at its sample rate.

    An item's segments are resampled as one, without a seam, and each item by itself. `start_s`
    counts only if it is timed.
    """

    def __init__(self, audio: AudioFile, read: Read, timed: bool) -> None:
        self.marks: list[Mark] = []  # where chapters have begun
        self._audio = audio
        self._read = read
        self._timed = timed
        self._resampler = Resampler(audio.sample_rate_hz)

    def add(self, passage: Passage) -> Iterator[Placed]:
        """Write a passage; yield each of its segments as it is written."""
        if not passage.segments:
            return
        self._audio.silence(self._silence_before(passage))
        self._mark(passage.chapter)
        start_s = self._audio.samples / self._audio.sample_rate_hz
        for digest in passage.segments:
            segment = self._read(digest)
            self._push(segment)
            yield Placed(segment, start_s)
            start_s += segment.seconds
        self._audio.push(self._resampler.flush())

    def _push(self, segment: SpokenSegment) -> None:
        """Write a segment with the silence after it, a second at a time."""
        rate_hz = segment.sample_rate_hz
        self._audio.push(self._resampler.push(segment.pcm, rate_hz))
        for done in range(0, segment.silence, rate_hz):
            silence = bytes(SAMPLE_BYTES * min(rate_hz, segment.silence - done))
            self._audio.push(self._resampler.push(silence, rate_hz))

    def _silence_before(self, passage: Passage) -> int:
        """How many samples; none or fewer if it is late."""
        rate_hz = self._audio.sample_rate_hz
        if self._timed and passage.start_s is not None:
            return round(passage.start_s * rate_hz) - self._audio.samples
        if not self.marks:
            return 0
        same = self.marks[-1].title == passage.chapter
        return round((ITEM_PAUSE_S if same else CHAPTER_PAUSE_S) * rate_hz)

    def _mark(self, chapter: str) -> None:
        """Begin a chapter with its first speech, the first one with the file."""
        if not self.marks:
            self.marks.append(Mark(chapter, 0))
        elif self.marks[-1].title != chapter:
            self.marks.append(Mark(chapter, self._audio.samples))
