"""What both ways of running Kokoro share: its limits, and words timed in what it speaks."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Capabilities, Option, Samples, Speech, Word
from backend_queues.kokoro.voices import LANGUAGES
from backend_queues.kokoro.words import SpokenWord, parts_of

SAMPLE_RATE_HZ = 24_000
SAMPLES_PER_FRAME = 600  # the unit of durations
MAX_PHONEMES = 510

CAPABILITIES = Capabilities(
    languages=tuple(LANGUAGES.values()),
    options=(Option("speed", 1.0, "1 is normal speed", minimum=0.5, maximum=2.0),),
    mixes=True,
    words=True,
    deterministic=True,
)


class Rendering(msgspec.Struct, frozen=True):
    """Speech of one run: float32 mono samples, shape (n,), in [-1, 1], at 24 kHz.

    `edges_s` has one time more than there are phonemes: phoneme k is heard between k and k + 1.
    """

    samples: Samples
    edges_s: NDArray[np.float64]

    @classmethod
    def of(cls, samples: Samples, frames: NDArray[Any]) -> "Rendering":
        """Return what the model gave: samples, and the frames of each phoneme, shape (k + 2,).

        The first and the last frame count is that of the silence around the phonemes.
        """
        frames_before = np.cumsum(frames[:-1], dtype=np.float64)
        return cls(np.clip(samples, -1, 1), frames_before * SAMPLES_PER_FRAME / SAMPLE_RATE_HZ)


# Speaks up to 510 phonemes; None if it was cancelled.
Render = Callable[[str], Rendering | None]


def phonemes_of(words: Sequence[SpokenWord]) -> str:
    return "".join(word.phonemes for word in words).rstrip()


def speak(
    words: Sequence[SpokenWord], render: Render, cancelled: Callable[[], bool]
) -> Iterator[Speech]:
    """Yield the words' speech in as many parts as the model's limit asks for."""
    spoken_s = 0.0
    for part in parts_of(words, MAX_PHONEMES):
        rendered = None if cancelled() else render(phonemes_of(part))
        if rendered is None or cancelled():
            return
        yield Speech(rendered.samples, tuple(_timed(part, rendered, spoken_s)))
        spoken_s += len(rendered.samples) / SAMPLE_RATE_HZ


def _timed(part: list[SpokenWord], rendered: Rendering, offset_s: float) -> Iterator[Word]:
    first = 0
    for word in part:
        if word.text and word.end:
            start_s, end_s = rendered.edges_s[[first + word.start, first + word.end]]
            yield Word(word.text, offset_s + float(start_s), offset_s + float(end_s))
        first += len(word.phonemes)
