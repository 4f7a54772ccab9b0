"""Buffering of audio for playback, and finding the gaps in it (underruns)."""

import threading
from collections import deque

import msgspec

BYTES_PER_SAMPLE = 2


class Gaps(msgspec.Struct):
    """Unintended silences in the middle of the speech."""

    count: int = 0
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        self.count += 1
        self.seconds += seconds


class PlaybackClock:
    """Finds the gaps that a listener would hear when playing audio as it arrives.

    Times are seconds of one monotonic clock.
    """

    def __init__(self) -> None:
        self.gaps = Gaps()
        self._ends_at: float | None = None

    def add(self, audio_s: float, now: float) -> None:
        """Count audio that has just arrived."""
        if self._ends_at is not None and now > self._ends_at:
            self.gaps.add(now - self._ends_at)
        self._ends_at = max(now, self._ends_at or now) + audio_s


class PlayBuffer:
    """Pcm between the event loop, which fills it, and the sound card's thread, which empties it."""

    def __init__(self, capacity_bytes: int, sample_rate_hz: int) -> None:
        self.gaps = Gaps()
        self._sample_rate_hz = sample_rate_hz
        self._space_bytes = capacity_bytes
        self._parts: deque[memoryview] = deque()
        self._missed_bytes = 0  # since the buffer ran empty
        self._begun = False
        self._ended = False
        self._lock = threading.Lock()

    def put(self, pcm: memoryview) -> memoryview:
        """Add as much as there is space for; return the rest."""
        with self._lock:
            self._note_gap()
            taken = min(self._space_bytes, len(pcm))
            if taken:
                self._begun = True
                self._parts.append(pcm[:taken])
                self._space_bytes -= taken
            return pcm[taken:]

    def take(self, size_bytes: int) -> bytes:
        """Return that many bytes, padded with silence if there are fewer."""
        with self._lock:
            taken = b"".join(self._pop(size_bytes))
            missing = size_bytes - len(taken)
            if self._begun and not self._ended:
                self._missed_bytes += missing
            return taken + bytes(missing)

    def end(self) -> None:
        """Note that nothing more will be put."""
        with self._lock:
            self._ended = True

    @property
    def finished(self) -> bool:
        """Whether everything has been taken."""
        with self._lock:
            return self._ended and not self._parts

    def _pop(self, size_bytes: int) -> list[memoryview]:
        parts = []
        while size_bytes and self._parts:
            part = self._parts.popleft()
            if len(part) > size_bytes:
                self._parts.appendleft(part[size_bytes:])
                part = part[:size_bytes]
            parts.append(part)
            size_bytes -= len(part)
            self._space_bytes += len(part)
        return parts

    def _note_gap(self) -> None:
        """Count silence as a gap once speech continues after it."""
        if self._missed_bytes:
            self.gaps.add(self._missed_bytes / BYTES_PER_SAMPLE / self._sample_rate_hz)
            self._missed_bytes = 0
