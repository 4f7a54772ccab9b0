"""The figures of one spoken text: time to first audio, gaps, length."""

import time

import msgspec

from frontend.client import SAMPLE_RATE_HZ, SpeechEvent
from frontend.console.playback.clock import BYTES_PER_SAMPLE, Gaps, PlaybackClock
from frontend.protocol.events import SegmentBegan


class Figures(msgspec.Struct, frozen=True):
    """A line of --json. `gaps` counts the underruns of playback, or those it would have had."""

    audio_s: float
    first_audio_s: float | None  # since the request; None if there was no audio
    gaps: int
    gap_s: float
    segments: int
    real_time_factor: float | None  # the time it took to arrive, over its length
    file: str = ""

    @property
    def short_sentence(self) -> str:
        """What was made, in a line."""
        if self.first_audio_s is None:
            return "There was nothing to hear."
        return f"{self.audio_s:.1f} s of speech{f' in {self.file}' if self.file else ''}."

    @property
    def sentence(self) -> str:
        if self.first_audio_s is None:
            return "There was nothing to hear."
        gaps = f"{counted(self.gaps, 'gap')} of {self.gap_s:.2f} s" if self.gaps else "no gaps"
        segments = counted(self.segments, "segment")
        return (
            f"{self.audio_s:.1f} s of speech in {segments}: first audio after "
            f"{self.first_audio_s:.2f} s, {gaps}, real-time factor {self.real_time_factor:.2f}."
            f"{f' It is in {self.file}.' if self.file else ''}"
        )


def counted(count: int, noun: str) -> str:
    """Return such as: 1 segment, 2 segments"""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class PlaybackMeter:
    """Measures figures while the events arrive; its clock starts when it is created."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._first: float | None = None
        self._last = self._began
        self._clock = PlaybackClock()
        self.audio_s = 0.0
        self.segments = 0

    def add(self, event: SpeechEvent) -> None:
        if isinstance(event, bytes):
            self._last = time.monotonic()
            self._first = self._first or self._last
            seconds = len(event) / BYTES_PER_SAMPLE / SAMPLE_RATE_HZ
            self._clock.add(seconds, self._last)
            self.audio_s += seconds
        elif isinstance(event, SegmentBegan):
            self.segments += 1

    @property
    def real_time_factor(self) -> float | None:
        return (self._last - self._began) / self.audio_s if self.audio_s else None

    def figures(self, file: str, heard: Gaps | None) -> Figures:
        """Return the figures; `heard` are the gaps of a real device, which take precedence."""
        gaps = heard or self._clock.gaps
        factor = self.real_time_factor
        return Figures(
            audio_s=round(self.audio_s, 3),
            first_audio_s=self._first and round(self._first - self._began, 3),
            gaps=gaps.count,
            gap_s=round(gaps.seconds, 3),
            segments=self.segments,
            real_time_factor=factor and round(factor, 3),
            file=file,
        )
