"""Decodes a sentence window by window, so that it is heard before it is whole.

The generator needs a few frames around a window, and the statistics of the whole sentence, which
are predicted. Silence around the words is not decoded: it is zeros.
"""

from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from backend_queues.base import Samples
from backend_queues.kokoro.predictor import Predictor
from backend_queues.kokoro.runtime import (
    SAMPLES_PER_FRAME,
    Runtime,
    Sentence,
)

# Frames that a window sees on each side; with more, nothing that can be heard changes.
CONTEXT = 6
# Silence has an energy of -11 to -8, speech of -5 to 10.
SILENT = -7.0
# Frames around what is not silent in which it may be heard already, or still.
BEFORE, BEHIND = 4, 8
# Two windows go over into each other for 5 ms: they are not the same to the last bit.
FADE_SAMPLES = 120


class Window(msgspec.Struct, frozen=True):
    """`frames` frames from `start` are decoded, those from `first` to `end` are kept."""

    start: int
    frames: int
    first: int
    end: int


class Plan(msgspec.Struct, frozen=True):
    """`sizes` are the windows' numbers of frames, in their order; the last one is repeated.

    A sentence of up to `exact` frames is decoded in one go with its own statistics, which for a
    single word are hard to predict.
    """

    sizes: tuple[int, ...]
    exact: int


class Decoder:
    """Turns sentences into samples."""

    def __init__(self, runtime: Runtime, predictor: Predictor, plan: Plan) -> None:
        self._runtime = runtime
        self._predictor = predictor
        self._plan = plan

    def decode(self, sentence: Sentence, cancelled: Callable[[], bool]) -> Iterator[Samples]:
        """Yield all samples of the sentence, a window at a time; nothing once `cancelled()`.

        Yields:
            float32 samples, shape (n,), 600 for each of the sentence's durations in all.
        """
        if sentence.frames <= self._plan.exact:
            whole = self._runtime.decode_whole(sentence, cancelled)
            if whole is not None:
                yield whole[0]
            return
        statistics = self._predictor.predict(sentence)
        span = heard_span(sentence.energy)
        joining = Joining(span, sentence.frames)
        for window in windows(*span, sentence.frames, self._plan.sizes):
            args = (sentence, statistics, window.start, window.frames)
            samples = self._runtime.decode(*args, cancelled)
            if samples is None:
                return
            yield joining.add(samples, window)


class Joining:
    """Makes a sentence's samples of its windows, which are added in their order."""

    def __init__(self, span: tuple[int, int], frames: int) -> None:
        """The sentence has so many `frames`, and is heard within the `span` of them."""
        self._span = span
        self._frames = frames
        self._behind: Samples | None = None  # what the window before has after its end

    def add(self, samples: Samples, window: Window) -> Samples:
        """Return what a decoded window adds, float32.

        The silence that is not decoded comes before the first window and behind the last one.
        """
        first, end = (SAMPLES_PER_FRAME * (i - window.start) for i in (window.first, window.end))
        kept = samples[first:end]
        if self._behind is not None:
            kept = _faded(self._behind, kept)
        self._behind = samples[end : end + FADE_SAMPLES]
        before = self._span[0] if window.first == self._span[0] else 0
        after = self._frames - self._span[1] if window.end == self._span[1] else 0
        if not before and not after:
            return kept
        return np.pad(kept, (SAMPLES_PER_FRAME * before, SAMPLES_PER_FRAME * after))


def _faded(behind: Samples, samples: Samples) -> Samples:
    """Return the samples as they come out of those of the window before."""
    count = min(len(behind), len(samples))
    share = np.linspace(0, 1, count, endpoint=False, dtype=np.float32)
    faded = samples.copy()
    faded[:count] += (1 - share) * (behind[:count] - samples[:count])
    return faded


def heard_span(energy: Samples) -> tuple[int, int]:
    """Return the first frame in which something may be heard, and the one behind the last.

    The durations do not tell: the first phoneme begins within the silence's, the earlier the slower
    the speech is.
    """
    loud = np.flatnonzero(energy > SILENT)
    if not len(loud):
        return 0, len(energy)
    return max(0, int(loud[0]) - BEFORE), min(len(energy), int(loud[-1]) + 1 + BEHIND)


def windows(first: int, end: int, frames: int, sizes: tuple[int, ...]) -> Iterator[Window]:
    """Yield the windows that cover the frames from `first` to `end` of a sentence of `frames`."""
    step = 0
    while first < end:
        size = sizes[min(step, len(sizes) - 1)]
        if size > frames:
            size = sizes[0]
        start = min(max(0, first - CONTEXT), max(0, frames - size))
        ends_here = start + size >= frames
        last = min(end, start + size - (0 if ends_here else CONTEXT))
        yield Window(start, size, first, last)
        first, step = last, step + 1
