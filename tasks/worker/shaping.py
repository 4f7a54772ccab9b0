"""Shapes a segment's speech so that segments join without clicks, holes or missing pauses.

Backends pad every segment with silence. It is trimmed, the ends are faded, and a pause that fits
the punctuation is appended, all while the speech is still arriving.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile

import numpy as np

from backend_queues.base import Samples, Speech, Word
from backend_queues.errors import SynthesisFailed

# -46 dBFS: above the noise floor of neural vocoders, below the quietest consonants' peaks.
SILENCE_PEAK = 0.005
KEPT_BEFORE_S = 0.02  # onsets of s, f and h begin under the threshold
KEPT_AFTER_S = 0.06  # so do the ends of words
FADE_S = 0.005
LOWEST, HIGHEST = np.float32(-1), np.float32(1)  # to clip by numbers of Python takes thrice as long


def shape(parts: Iterable[Speech], sample_rate_hz: int, pause_s: float) -> Iterator[Speech]:
    """Yield the parts' samples with silent ends trimmed, faded ends and a pause behind.

    Yields:
        float32 samples, shape (n,), in [-1, 1], words moved to where they are heard.

    Raises:
        SynthesisFailed: everything was silence.
    """
    shaper = Shaper(sample_rate_hz, pause_s)
    for part in parts:
        yield from shaper.push(part)
    yield from shaper.finish()


class Shaper:
    """The same for one segment whose parts come one by one, maybe among those of others."""

    def __init__(self, sample_rate_hz: int, pause_s: float) -> None:
        self._trimmer = _Trimmer(sample_rate_hz)
        self._sample_rate_hz = sample_rate_hz
        self._pause_s = pause_s
        self._unheard: list[Word] = []

    def push(self, part: Speech) -> Iterator[Speech]:
        """Take another part; yield what can be sent now, if anything.

        A word waits for its end, which may lie in the next part or in silence that is trimmed.
        """
        samples = self._trimmer.push(part.samples)
        self._unheard += part.words
        words = tuple(takewhile(self._trimmer.is_whole, self._unheard))
        self._unheard = self._unheard[len(words) :]
        if len(samples) or words:
            yield Speech(samples, tuple(map(self._trimmer.place, words)))

    def finish(self) -> Iterator[Speech]:
        """Yield the rest and the pause. Raises SynthesisFailed if everything was silence."""
        if not self._trimmer.heard:
            raise SynthesisFailed("The model gave no samples that can be heard.")
        words = tuple(map(self._trimmer.place, self._unheard))
        yield Speech(self._trimmer.finish(), words)
        if self._pause_s > 0:
            yield pause(self._pause_s, self._sample_rate_hz)


def pause(seconds: float, sample_rate_hz: int) -> Speech:
    return Speech(np.zeros(round(seconds * sample_rate_hz), np.float32))


class _Trimmer:
    """Drops leading silence, holds back what may be trailing silence, fades the ends."""

    def __init__(self, sample_rate_hz: int) -> None:
        self._before = round(KEPT_BEFORE_S * sample_rate_hz)
        self._after = round(KEPT_AFTER_S * sample_rate_hz)
        ramp = np.linspace(0, 1, round(FADE_S * sample_rate_hz), endpoint=False)
        self._ramp = ramp.astype(np.float32)
        self._held = np.zeros(0, np.float32)
        self.heard = False
        self._sample_rate_hz = sample_rate_hz
        self._released = 0
        self._trimmed = 0  # leading samples dropped

    def push(self, samples: Samples) -> Samples:
        """Take more speech; return what can be sent now."""
        self._held = np.concatenate(
            [self._held, samples.clip(LOWEST, HIGHEST).astype(np.float32, copy=False)]
        )
        if not self.heard:
            self._drop_leading_silence()
        # The last few samples stay here: if nothing follows, they are the ones to fade.
        return self._release(min(self._loud_end(), len(self._held) - len(self._ramp)))

    def finish(self) -> Samples:
        """Return the rest, without trailing silence, faded out."""
        tail = self._release(self._loud_end() + self._after)
        faded = min(len(tail), len(self._ramp))
        tail[len(tail) - faded :] *= self._ramp[:faded][::-1]
        return tail

    def is_whole(self, word: Word) -> bool:
        """Return whether a word ends within what has been pushed and will be heard."""
        return word.end_s - self._trimmed_s <= self._heard_s

    def place(self, word: Word) -> Word:
        """Move a word to where it will be heard.

        Backends let the last word last through the silence that is trimmed.
        """
        start_s, end_s = (max(0.0, at - self._trimmed_s) for at in (word.start_s, word.end_s))
        return Word(word.text, min(start_s, self._heard_s), min(end_s, self._heard_s))

    @property
    def _trimmed_s(self) -> float:
        return self._trimmed / self._sample_rate_hz

    @property
    def _heard_s(self) -> float:
        heard = self._released + min(self._loud_end() + self._after, len(self._held))
        return heard / self._sample_rate_hz

    def _loud_end(self) -> int:
        # While somebody speaks, the last few samples tell.
        for looked_at in (self._held[-len(self._ramp) :], self._held):
            loud = np.flatnonzero(np.abs(looked_at) > SILENCE_PEAK)
            if len(loud):
                return len(self._held) - len(looked_at) + int(loud[-1]) + 1
        return 0

    def _drop_leading_silence(self) -> None:
        loud = np.abs(self._held) > SILENCE_PEAK
        self.heard = bool(loud.any())
        speech_start = int(loud.argmax()) if self.heard else len(self._held)
        dropped = max(0, speech_start - self._before)
        self._trimmed += dropped
        self._held = self._held[dropped:]

    def _release(self, count: int) -> Samples:
        """Take that many samples from the front, if any, the very first ones faded in."""
        count = max(0, count)
        out = self._held[:count].copy()
        self._held = self._held[count:]
        if self._released < len(self._ramp):
            ramp = self._ramp[self._released :][: len(out)]
            out[: len(ramp)] *= ramp
        self._released += len(out)
        return out
