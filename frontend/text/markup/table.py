"""Rows of a Markdown table, read with their headings: "Name: Ada. Age: 36."

The first row is held until the next line tells whether it has the headings; where it begins with no
"|" of its own, it may have been given out already, and is spoken twice at the worst.
"""

import re

from frontend.text.script import is_cjk

MOST_CELLS = 40
HEADING_CHARS = 200  # of all headings; a longer row is read without
_SPACES = re.compile(r"\s+")
_ENDS = ".!?…。！？:：;,।"


def _full_stop(last: str) -> str:
    """Return what ends a sentence in the script: after "प्रो", "." is an abbreviation's."""
    if is_cjk(last):
        return "。"
    return "।" if "\u0900" <= last <= "\u097f" else "."


class Table:
    """Takes what is in a line, and returns what is to be given out of it now."""

    def __init__(self) -> None:
        self._cells: list[str] | None = None  # of a first row under way, or one that is over
        self._chars = 0  # of all of these
        self._is_loose = False  # the first row has no "|" at its start, and was given out
        self._is_over = False  # the next line tells whether its first row has the headings
        self._headings: list[str] = []
        self._unread = ""  # the headings, before any row has them
        self._is_loose_table = False
        self.in_row = False  # of a table, whose cells are not given out as they come
        self._column = 0
        self._is_cell_begun = False
        self._last = self._gap = self._between = ""

    @property
    def held_chars(self) -> int:
        is_held = self._cells is not None and not self._is_loose
        return len(self._unread) + (self._chars if is_held else 0)

    @property
    def may_be_headings(self) -> bool:
        return self._is_over and self._cells is not None

    def begin_line(self, *, is_row: bool) -> str:
        text = self.let_go(is_row=is_row or self._is_loose_table)
        if self._headings and (is_row or self._is_loose_table):
            self.in_row, self._column, self._is_cell_begun = True, 0, False
            self._between = ""
        else:
            self._headings = []
            self._cells, self._chars, self._is_loose = [""], 0, not is_row
            self.in_row = is_row
        return text

    def note(self, text: str) -> None:
        """Remember what is given out of a line that may be the first of a table."""
        if self._cells is not None:
            self._append(text)

    def note_cell(self) -> None:
        if self._cells is not None:
            self._cells.append("")

    def add(self, text: str) -> str:
        if self._headings:
            return self._add_named(text)
        if self._cells is None:  # there were too many cells
            return text
        return self._append(text)

    def end_cell(self) -> str:
        if self._headings:
            text = self._closed()
            self._column += 1
            return text
        if self._cells is None:
            return ", "
        self._cells.append("")
        return self._bounded()

    def end_line(self) -> str:
        text = self._closed() if self._headings and self.in_row else ""
        is_row, self.in_row = self.in_row, False
        if self._is_over or (self._unread and not is_row):  # a blank line follows it
            text = f"{self.let_go()}\n"
            self._headings = []
            return text
        if self._headings and not is_row:
            self._headings = []
        self._is_over = self._cells is not None and (is_row or len(self._cells) > 1)
        if not self._is_over:
            self._cells = None
        return "" if self._is_over and not self._is_loose else f"{text}\n"

    def make_headings(self) -> None:
        """Take the row before for the headings of those that follow."""
        cells = [" ".join(cell.split()).rstrip(":：") for cell in self._cells or []]
        while cells and not cells[-1]:
            cells.pop()
        self._headings, self._is_loose_table = [*cells, ""], self._is_loose
        self._unread = "" if self._is_loose else ", ".join(filter(None, cells))
        self._cells, self._is_over = None, False

    def let_go(self, *, is_row: bool = False) -> str:
        """Return the row that was held, read without headings, and forget it.

        `is_row`: another row follows, which tells the headings.
        """
        unread, self._unread = self._unread, ""
        if unread and not is_row:
            return f"{unread}\n"
        cells, is_over, self._cells, self._is_over = self._cells, self._is_over, None, False
        if not cells or self._is_loose:
            return ""
        text = ", ".join(filter(None, (" ".join(cell.split()) for cell in cells)))
        return f"{text}\n" if is_over else text

    def _append(self, text: str) -> str:
        assert self._cells is not None
        self._cells[-1] += text
        self._chars += len(text)
        return self._bounded() if self._chars > HEADING_CHARS else ""

    def _bounded(self) -> str:
        """Return the row so far, if it is too long to be held."""
        cells = self._cells or []
        if len(cells) <= MOST_CELLS and self._chars <= HEADING_CHARS:
            return ""
        text = "" if self._is_loose else ", ".join(cell.strip() for cell in cells if cell.strip())
        self._cells = None
        return text

    def _add_named(self, text: str) -> str:
        before = ""
        if not self._is_cell_begun:
            text = text.lstrip()
            if not text:
                return ""
            self._is_cell_begun, before = True, self._between + self._name()
            self._gap = ""
        text = _SPACES.sub(" ", self._gap + text)
        bare = text.rstrip()
        self._gap = text[len(bare) :]
        self._last = bare[-1:] or self._last
        return before + bare

    def _name(self) -> str:
        heading = self._headings[min(self._column, len(self._headings) - 1)]
        if not heading:
            return ""
        return f"{heading}：" if is_cjk(heading[-1]) else f"{heading}: "

    def _closed(self) -> str:
        """Return what ends a cell."""
        if not self._is_cell_begun:
            return ""
        self._is_cell_begun, self._gap = False, ""
        end = "" if self._last in _ENDS else _full_stop(self._last)
        self._between = "" if is_cjk(self._last) else " "
        return end
