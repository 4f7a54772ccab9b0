"""When the words of a text are heard, from the places where the library says that some begin.

It reports a word by its position in the text, merges some ("for a") and reports others
several times ("3.50"). Here a word is what stands between spaces. Words that were run together
share their time by their lengths, and a pause belongs to no word.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Word

QUIET = 0.01  # of full scale
SPOKEN = "LMNS"  # letters, marks such as vowel signs, numbers and symbols


class WordTimer:
    """Follows the speech of a text and yields each word once its end is known."""

    def __init__(self, text: str, sample_rate_hz: int) -> None:
        self._rate = sample_rate_hz
        places = [(match.start(), match[0]) for match in re.finditer(r"\S+", text)]
        self._positions = [position for position, _ in places]
        self._texts = [bare(written) for _, written in places]
        self._next = 0  # the first word not yielded yet
        self._start = 0  # the sample where it begins
        self._speech = np.zeros(0, np.float32)  # from there on

    def hear(
        self, samples: NDArray[np.float32], words: Sequence[tuple[int, int]]
    ) -> Iterator[Word]:
        """Take more speech and the beginnings of words; yield the words that end before them."""
        self._speech = np.concatenate([self._speech, samples])
        for position, sample in words:
            index = bisect_right(self._positions, position) - 1
            # One that begins with the word before it is run together with it.
            if index > self._next and sample > self._start:
                yield from self._told(index, sample)

    def finish(self) -> Iterator[Word]:
        """Yield the last words, which end where the speech does."""
        yield from self._told(len(self._texts), self._start + len(self._speech))

    def _told(self, until: int, end: int) -> Iterator[Word]:
        spoken = [text for text in self._texts[self._next : until] if text]
        span = self._speech[: end - self._start]
        edges = np.cumsum([0, *map(len, spoken)]) / max(1, sum(map(len, spoken)))
        times = (self._start + edges * _sounding(span)) / self._rate
        for text, start_s, end_s in zip(spoken, times[:-1], times[1:], strict=True):
            if start_s < end_s:
                yield Word(text, float(start_s), float(end_s))
        self._next, self._start, self._speech = until, end, self._speech[len(span) :]


def bare(text: str) -> str:
    """Return the text without punctuation and what has no shape at its ends."""
    kept = [n for n, character in enumerate(text) if unicodedata.category(character)[0] in SPOKEN]
    return text[kept[0] : kept[-1] + 1] if kept else ""


def _sounding(span: NDArray[np.float32]) -> int:
    """The number of samples until silence; all if there is nothing else."""
    loud = np.flatnonzero(np.abs(span) > QUIET)
    return int(loud[-1]) + 1 if len(loud) else len(span)
