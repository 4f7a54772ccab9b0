"""What is spoken for a written text, and which of its words stand for which written ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    """A written text as it is spoken. What is not in `replaced` is spoken as it is written."""

    written: str
    text: str
    replaced: tuple[Replaced, ...] = ()  # in the order of the text, none within another

    @classmethod
    def as_written(cls, text: str) -> Spoken:
        return cls(text, text)

    @classmethod
    def of(cls, written: str, readings: Iterable[Reading], *, spaced: bool) -> Spoken:
        """Put the readings, of which none overlap, in the place of what they are of.

        In a language that is `spaced`, a reading has a space to a letter or digit beside it.
        """
        parts: list[str] = []
        replaced: list[Replaced] = []
        length = written_end = 0
        for reading in sorted(readings):
            between = written[written_end : reading.start]
            before = (between or (parts[-1] if parts else ""))[-1:]
            after = written[reading.end : reading.end + 1]
            left = " " if spaced and reading.spoken and before.isalnum() else ""
            right = " " if spaced and reading.spoken and after.isalnum() else ""
            start = length + len(between) + len(left)
            end = start + len(reading.spoken)
            parts += [between, left, reading.spoken, right]
            replaced.append(Replaced(start, end, reading.start, reading.end))
            length, written_end = end + len(right), reading.end
        parts.append(written[written_end:])
        return cls(written, "".join(parts), tuple(replaced))
