"""Reads a stream of text as far as it is certain, whatever pieces it comes in.

Every decision is taken from the text alone, once enough of it is there: however it is spread over
the pushes, the same comes out. What is undecided is held back, HOLD_CHARS at the most.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from frontend.text.markup.lines import run_end

if TYPE_CHECKING:
    from frontend.text.markup.spoken import Spoken

HOLD_CHARS = 300

Step = int | None  # where to read on, or None: more text is needed
Mode = Callable[[str, int, int], Step]


class Lexer:
    """Reads on only where what follows cannot change its mind.

    A mode reads the text from a position on, sees nothing beyond an end, and returns a step.
    """

    def __init__(self) -> None:
        self._start_over()

    def _start_over(self) -> None:
        self._held = ""
        self._spoken = self._nothing_spoken()
        self._mode: Mode = self._line_start
        self._before = "\n"  # the last character read
        self._is_last = False  # no more text will come

    def _nothing_spoken(self) -> Spoken:
        raise NotImplementedError

    def _line_start(self, text: str, start: int, end: int) -> Step:
        raise NotImplementedError

    def _inline(self, text: str, start: int, end: int) -> Step:
        raise NotImplementedError

    @property
    def held_chars(self) -> int:
        return len(self._held) + self._spoken.held_chars

    def push(self, text: str) -> str:
        """Return the text to speak that is certain now."""
        self._held += text
        return self._read("")

    def settle(self) -> str:
        """Return what can be told of the held text if a space comes next."""
        return self._read(" ")

    def flush(self) -> str:
        """Return what is left and start over with a new line."""
        self._is_last = True
        text = self._read("\n")
        self._spoken.let_go()
        text += self._spoken.taken()
        self._start_over()
        return text

    def _read(self, after: str) -> str:
        """Read the held text as far as it is certain; `after` is seen behind it, but not read."""
        text, size = self._held + after, len(self._held)
        position = 0
        while position < size:
            end = min(len(text), position + HOLD_CHARS)
            step = self._mode(text, position, end)
            if step is None and not self._is_full(position, end):
                break
            if step is None:
                step = self._give_up(text, position, end)
            if step > position:
                self._before = text[step - 1]
            position = step
        self._held = text[position:size]
        return self._spoken.taken()

    def _is_full(self, start: int, end: int) -> bool:
        """Return whether nothing beyond `end` will be seen from `start`, whatever it is."""
        return self._is_last or end - start >= HOLD_CHARS

    def _give_up(self, text: str, start: int, end: int) -> int:
        """Go on where nothing is certain after HOLD_CHARS: a run is dropped, a mark is text."""
        if self._mode == self._line_start:
            self._mode = self._inline
            return start
        if run_end(text, start, end) == end:
            return end
        self._spoken.add(text[start])
        return start + 1
