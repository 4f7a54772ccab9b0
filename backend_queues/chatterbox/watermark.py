"""Resemble's inaudible watermark, as upstream puts it into all its speech, on a stream.

The watermarker reads some 0.2 s around each sample. So each part is marked together with the end
of the part before, and the newest samples are held back until what follows them is known.
"""

from typing import Any

import numpy as np

from backend_queues.base import Samples
from backend_queues.chatterbox.upstream import S3GEN_SR

FRAME_SAMPLES = 240  # it works in frames of 10 ms, and drops what does not fill the last one
LOOK_BACK_SAMPLES = 12_000
HELD_SAMPLES = 2_400
FADE_SAMPLES = 240


class WatermarkStream:
    """The speech of one segment at 24 kHz, marked as it goes by."""

    def __init__(self, watermarker: Any) -> None:
        self._watermarker = watermarker
        self._plain: Samples = np.empty(0, np.float32)  # what was given out last, and all after it
        self._given = 0  # how many of these were given out
        self._tail: Samples = np.empty(0, np.float32)

    def push(self, samples: Samples, last: bool = False) -> Samples:
        """Return the marked samples that are ready, float32, shape (n,); all if this is the last.

        None may be ready.
        """
        self._plain = np.concatenate([self._plain, samples])
        end = len(self._plain) - (0 if last else HELD_SAMPLES)
        if end - self._given < len(self._tail) or end <= self._given:
            return self._plain[:0]
        marked = self._marked()
        ready = marked[self._given : end].copy()
        share = np.linspace(0, 1, len(self._tail), dtype=np.float32)
        ready[: len(share)] = self._tail + (ready[: len(share)] - self._tail) * share
        self._tail = marked[end : end + FADE_SAMPLES]
        drop = max(0, end - LOOK_BACK_SAMPLES) // FRAME_SAMPLES * FRAME_SAMPLES
        self._plain, self._given = self._plain[drop:], end - drop
        return ready

    def _marked(self) -> Samples:
        whole = np.pad(self._plain, (0, -len(self._plain) % FRAME_SAMPLES))
        marked = self._watermarker.apply_watermark(whole, sample_rate=S3GEN_SR)
        return np.asarray(marked[: len(self._plain)], np.float32)
