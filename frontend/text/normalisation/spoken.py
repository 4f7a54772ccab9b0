"""What is spoken for a written text, and which of its words stand for which written ones."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


_CLOSING = frozenset({"Pe", "Pf", "Po", "Zs"})  # what has no space before it
_OPENING = frozenset({"Ps", "Pi", "Zs"})  # what has none after it


class Replaced(msgspec.Struct, frozen=True, array_like=True):
    """Where `spoken[start:end]` stands for `written[written_start:written_end]`."""

    start: int
    end: int
    written_start: int
    written_end: int


class Reading(msgspec.Struct, frozen=True, order=True):
    """What is said for `written[start:end]`; "" is nothing."""

    start: int
    end: int
    spoken: str


class Spoken(msgspec.Struct, frozen=True):
    """A written text as it is spoken.

    What is not in `replaced` is spoken as it is written, character for character: full-width
    letters are the usual ones.
    """

    written: str
    text: str
    replaced: tuple[Replaced, ...] = ()  # in the order of the text, none within another

    @classmethod
    def as_written(cls, text: str) -> Spoken:
        return cls(text, text)

    @classmethod
    def of(
        cls, written: str, readings: Iterable[Reading], *, spaced: bool, folded: str = ""
    ) -> Spoken:
        """Put the readings, of which none overlap, in the place of what they are of.

        In a language that is `spaced`, a reading has a space to a letter or digit beside it.
        `folded` is the text with some characters as others.
        """
        folded = folded or written
        parts: list[str] = []
        replaced: list[Replaced] = []
        length = written_end = 0
        before = ""
        for reading in sorted(readings):
            between = folded[written_end : reading.start]
            before = between[-1:] or before
            after = folded[reading.end : reading.end + 1]
            left = " " if spaced and _needs_space(before, reading.spoken[:1], _CLOSING) else ""
            right = " " if spaced and _needs_space(after, reading.spoken[-1:], _OPENING) else ""
            start = length + len(between) + len(left)
            end = start + len(reading.spoken)
            parts += [between, left, reading.spoken, right]
            replaced.append(Replaced(start, end, reading.start, reading.end))
            length, written_end = end + len(right), reading.end
            before = (reading.spoken + right)[-1:] or before
        parts.append(folded[written_end:])
        return cls(written, "".join(parts), tuple(replaced))


def _needs_space(beside: str, end: str, without: frozenset[str]) -> bool:
    """Return whether one is needed between what is beside a reading and the reading's end.

    It is not if the end is of a category that goes `without`.
    """
    is_of_word = _is_of_word(beside) or (beside == ")" and without is _CLOSING)
    return is_of_word and end != "" and unicodedata.category(end) not in without


def _is_of_word(char: str) -> bool:
    """Return whether it is a letter, a digit or a sign on one, as vowels in Devanagari are."""
    return char.isalnum() or (char != "" and unicodedata.category(char)[0] == "M")
