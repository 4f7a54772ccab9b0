"""Where the marks of a text are within its segments. Pure.

Cutting takes markup out and tidies spaces, so places are counted in letters and digits.
"""

from collections import deque

import msgspec


class PlacedMark(msgspec.Struct, frozen=True):
    """A mark, and how many letters and digits of its segment come before it."""

    name: str
    place: int


def letters(text: str) -> int:
    """Return how many letters and digits there are."""
    return sum(map(str.isalnum, text))


class Marking:
    """Counts what is read of a text that has marks, and what is planned."""

    def __init__(self) -> None:
        self._waiting: deque[PlacedMark] = deque()  # by their places in the text
        self._read = 0
        self._planned = 0

    def read(self, text: str) -> None:
        """Note that the text is cut now."""
        self._read += letters(text)

    def mark(self, name: str) -> None:
        """Note a mark after what was read."""
        self._waiting.append(PlacedMark(name, self._read))

    def settle(self) -> None:
        """All that was read has been planned, but for what cannot be spoken."""
        self._planned = self._read

    def of(self, text: str) -> tuple[PlacedMark, ...]:
        """Return the marks of the next segment."""
        begin, self._planned = self._planned, self._planned + letters(text)
        marks = []
        while self._waiting and self._waiting[0].place < self._planned:
            mark = self._waiting.popleft()
            marks.append(PlacedMark(mark.name, max(0, mark.place - begin)))
        return tuple(marks)

    def rest(self) -> tuple[str, ...]:
        """Return the names of the marks behind the last segment."""
        return tuple(mark.name for mark in self._waiting)
