"""What all ways of running Kokoro share: its limits, and words timed in what it speaks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Capabilities, Option, Samples, Speech, Word
from backend_queues.kokoro.words import SpokenWord, parts_of
from backend_queues.voice_names import KOKORO_LANGUAGES

SAMPLE_RATE_HZ = 24_000
SAMPLES_PER_DURATION = 600  # the unit of durations
MAX_PHONEMES = 510

CAPABILITIES = Capabilities(
    languages=tuple(KOKORO_LANGUAGES.values()),
    options=(Option("speed", 1.0, "1 is normal speed", minimum=0.5, maximum=2.0),),
    any_language=True,
    mixes=True,
    words=True,
    streams=True,
    deterministic=True,
    phonemes=True,
)


class Rendering(msgspec.Struct, frozen=True):
    """Speech of one run, as it is made: float32 mono samples, shape (n,), at 24 kHz.

    `edges_s` has one time more than there are phonemes: phoneme k is heard between k and k + 1.
    """

    pieces: Iterable[Samples]
    edges_s: NDArray[np.float64]

    @classmethod
    def of(cls, pieces: Iterable[Samples], durations: NDArray[Any]) -> "Rendering":
        """Return what the model gives: samples, and each phoneme's duration, shape (k + 2,)."""
        return cls(pieces, edges_of(durations))


def edges_of(durations: NDArray[Any]) -> NDArray[np.float64]:
    """Return `edges_s` for the durations of phonemes and of the silence at either end, (k + 2,)."""
    before = np.cumsum(durations[:-1], dtype=np.float64)
    return before * SAMPLES_PER_DURATION / SAMPLE_RATE_HZ


# Speaks up to 510 phonemes; None if it was cancelled.
Render = Callable[[str], Rendering | None]


def phonemes_of(words: Sequence[SpokenWord]) -> str:
    return "".join(word.phonemes for word in words).rstrip()


def speak(
    words: Sequence[SpokenWord], render: Render, cancelled: Callable[[], bool]
) -> Iterator[Speech]:
    """Yield the words' speech piece by piece, in as many runs as the model's limit asks for."""
    spoken = 0
    for part in parts_of(words, MAX_PHONEMES):
        rendering = None if cancelled() else render(phonemes_of(part))
        if rendering is None:
            return
        telling = Telling(part, rendering.edges_s, spoken)
        for samples in rendering.pieces:
            if cancelled():
                return
            yield telling.speech(samples)
        spoken = telling.spoken


class Telling:
    """Gives each piece of a part's speech the words that begin in it.

    `spoken` is how many samples have come before, at last also those of the part.
    """

    def __init__(
        self, part: Sequence[SpokenWord], edges_s: NDArray[np.float64], spoken: int
    ) -> None:
        self._waiting = list(_timed(part, edges_s, spoken / SAMPLE_RATE_HZ))
        self.spoken = spoken

    def speech(self, samples: Samples) -> Speech:
        self.spoken += len(samples)
        begun = [word for word in self._waiting if word.start_s * SAMPLE_RATE_HZ < self.spoken]
        self._waiting = self._waiting[len(begun) :]
        return Speech(np.clip(samples, -1, 1), tuple(begun))


def _timed(
    part: Sequence[SpokenWord], edges_s: NDArray[np.float64], offset_s: float
) -> Iterator[Word]:
    first = 0
    for word in part:
        if word.text and word.end:
            start_s, end_s = edges_s[[first + word.start, first + word.end]]
            yield Word(word.text, offset_s + float(start_s), offset_s + float(end_s))
        first += len(word.phonemes)
