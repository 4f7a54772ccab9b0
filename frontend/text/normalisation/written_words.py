"""Which written words are heard when: the spoken ones that a backend tells of, traced back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_queues.base import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from frontend.text.normalisation.spoken import Replaced, Spoken

# How far ahead a word is looked for: backends leave some out, and say others than they are given.
_AHEAD_CHARS = 200


class WrittenWords:
    """Follows the words of one segment, in their order.

    What is spoken for one stretch of writing is one word, told of once all of it is heard.
    """

    def __init__(self, spoken: Spoken) -> None:
        self._spoken = spoken
        self._at = 0  # in the spoken text: the end of the last word
        self._next = 0  # the first of the replaced stretches that may still be heard
        self._held: tuple[Replaced, float, float] | None = None
        self._told: Replaced | None = None  # the last stretch that was a word

    def push(self, words: Sequence[Word]) -> list[Word]:
        """Return the written words that are known by these."""
        return [word for spoken in words for word in self._pushed(spoken)]

    def finish(self) -> list[Word]:
        """Return what was held, as no more words will come."""
        return list(self._released())

    def _pushed(self, word: Word) -> Iterator[Word]:
        start = self._find(word.text)
        if start is None:  # the backend says it otherwise than it was given
            yield from self._released()
            yield word
            return
        self._at = start + len(word.text)
        replaced = self._replaced_at(start, self._at)
        if replaced is None:
            yield from self._released()
            yield word
        elif self._held and self._held[0] is replaced:
            self._held = replaced, self._held[1], word.end_s
        elif replaced is not self._told:
            yield from self._released()
            self._held = replaced, word.start_s, word.end_s
        if replaced and self._at >= replaced.end:
            yield from self._released()

    def _find(self, text: str) -> int | None:
        if not text:
            return None
        start = self._spoken.text.find(text, self._at, self._at + _AHEAD_CHARS + len(text))
        return None if start < 0 else start

    def _replaced_at(self, start: int, end: int) -> Replaced | None:
        """Return the stretch that the word is of, or begins within."""
        replaced = self._spoken.replaced
        while self._next < len(replaced) and replaced[self._next].end <= start:
            self._next += 1
        if self._next == len(replaced) or replaced[self._next].start >= end:
            return None
        return replaced[self._next]

    def _released(self) -> Iterator[Word]:
        if self._held:
            replaced, start_s, end_s = self._held
            self._held, self._told = None, replaced
            written = self._spoken.written[replaced.written_start : replaced.written_end]
            yield from _divided(written, start_s, end_s)


def _divided(written: str, start_s: float, end_s: float) -> Iterator[Word]:
    """Yield the words of a stretch of writing, each with its part of the time by its length."""
    words = written.split()
    chars = sum(map(len, words))
    done = 0
    for word in words:
        begins = start_s + (end_s - start_s) * done / chars
        done += len(word)
        yield Word(word, begins, start_s + (end_s - start_s) * done / chars)
