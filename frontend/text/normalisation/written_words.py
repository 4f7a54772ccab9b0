"""Which written words are heard when: the spoken ones that a backend tells of, traced back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_queues.base import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from frontend.text.normalisation.spoken import Spoken

# How far ahead a word is looked for: backends leave some out, and say others than they are given.
_AHEAD_CHARS = 200


class Held(NamedTuple):
    """A word that may go on: where it is in the writing, where its spoken form ends, and when."""

    start: int
    end: int
    spoken_end: int
    start_s: float
    end_s: float


class WrittenWords:
    """Follows the words of one segment, in their order.

    What is spoken for one stretch of writing is one word, told of once all of it is heard, with
    what is written together with it: "5-star", "l'1:30".
    """

    def __init__(self, spoken: Spoken) -> None:
        self._spoken = spoken
        self._at = 0  # in the spoken text: the end of the last word
        self._next = 0  # the first of the replaced stretches that may still be heard
        self._held: Held | None = None
        self._told = 0  # the end of the last stretch that was told, in the writing

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
        found = self._written(start, self._at)
        if found is None:
            yield from self._released()
            yield word
            return
        if self._held and found[0] < self._held.end:
            self._held = self._held._replace(end=found[1], spoken_end=found[2], end_s=word.end_s)
        elif found[0] >= self._told:
            yield from self._released()
            self._held = Held(*found, word.start_s, word.end_s)
        if self._held and self._at >= self._held.spoken_end:
            yield from self._released()

    def _find(self, text: str) -> int | None:
        if not text:
            return None
        start = self._spoken.text.find(text, self._at, self._at + _AHEAD_CHARS + len(text))
        return None if start < 0 else start

    def _written(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Return from where to where a word is written, and where all that is said for it ends.

        None, if nothing of it is said otherwise than it is written.
        """
        replaced = self._spoken.replaced
        while self._next < len(replaced) and replaced[self._next].end <= start:
            self._next += 1
        first = last = self._next
        if first == len(replaced) or replaced[first].start >= end:
            return None
        while last + 1 < len(replaced) and replaced[last + 1].start < end:
            last += 1
        before = self._spoken.text[start : replaced[first].start]
        after = self._spoken.text[replaced[last].end : end]
        written_start = replaced[first].written_start - len(_word_end(before))
        written_end = replaced[last].written_end + len(_word_start(after))
        return written_start, written_end, replaced[last].end

    def _released(self) -> Iterator[Word]:
        if self._held:
            held, self._held = self._held, None
            self._told = held.end
            yield from _divided(
                self._spoken.written[held.start : held.end], held.start_s, held.end_s
            )


def _word_end(text: str) -> str:
    """Return what of it is written together with what follows, without quotes before it."""
    first = next((at for at, char in enumerate(text) if char.isalnum()), len(text))
    return text[first:]


def _word_start(text: str) -> str:
    """Return what of it is written together with what goes before, without a comma after it."""
    return text[: max((at + 1 for at, char in enumerate(text) if char.isalnum()), default=0)]


def _divided(written: str, start_s: float, end_s: float) -> Iterator[Word]:
    """Yield the words of a stretch of writing, each with its part of the time by its length."""
    words = written.split()
    chars = sum(map(len, words))
    done = 0
    for word in words:
        begins = start_s + (end_s - start_s) * done / chars
        done += len(word)
        yield Word(word, begins, start_s + (end_s - start_s) * done / chars)
