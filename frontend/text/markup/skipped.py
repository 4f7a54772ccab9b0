"""Stretches of Markdown that nobody hears: URLs of links, comments, blocks of code.

Each reader is asked for the next place to read on from, or None if more text is needed, until it
is done. It sees nothing beyond `end`.
"""

import re
from typing import Protocol

_URL = re.compile(r"[^()\s]+")
_TITLE = re.compile(r"[^\n\"']+")
_FENCE_END = re.compile(r"[ \t]{0,40}([`~]{0,80})[ \t]{0,40}")


class Skipped(Protocol):
    is_done: bool

    def read(self, text: str, start: int, end: int) -> int | None: ...


class SkippedUrl:
    """The `(url "title")` of a link. It ends without its parenthesis where it cannot be a URL."""

    def __init__(self) -> None:
        self.is_done = False
        self._depth = 0
        self._quote = ""  # of the title
        self._is_begun = False

    def read(self, text: str, start: int, end: int) -> int | None:
        char = text[start]
        found = (_TITLE if self._quote else _URL).match(text, start, end)
        if found:
            self._is_begun = True
            return found.end()
        if char in " \t" and not self._is_begun:
            return start + 1
        if char == "\n":
            self.is_done = True
            return start
        if self._quote:
            self._quote = "" if char == self._quote else self._quote
            return start + 1
        if char in "()":
            self._depth += 1 if char == "(" else -1
            self.is_done = self._depth == 0
            return start + 1
        return self._read_space(text, start, end)

    def _read_space(self, text: str, start: int, end: int) -> int | None:
        if start + 1 >= end:
            return None
        after = text[start + 1]
        if after in "\"'":
            self._quote = after
            return start + 2
        self.is_done = after not in " )"
        return start if self.is_done else start + 1


class SkippedComment:
    """An HTML comment, up to the `-->`."""

    def __init__(self) -> None:
        self.is_done = False
        self._dashes = 0

    def read(self, text: str, start: int, end: int) -> int | None:
        char = text[start]
        self.is_done = char == ">" and self._dashes >= 2
        self._dashes = self._dashes + 1 if char == "-" else 0
        return start + 1


class SkippedLine:
    """The rest of a line."""

    def __init__(self) -> None:
        self.is_done = False

    def read(self, text: str, start: int, end: int) -> int | None:
        line_end = text.find("\n", start, end)
        self.is_done = line_end >= 0
        return line_end if self.is_done else end


class SkippedBlock:
    """A fenced block, from the end of its first line up to the end of its last."""

    def __init__(self, fence: str) -> None:
        self.is_done = False
        self._fence = fence
        self._is_line_start = False

    def read(self, text: str, start: int, end: int) -> int | None:
        if not self._is_line_start:
            line_end = text.find("\n", start, end)
            self._is_line_start = line_end >= 0
            return line_end + 1 if self._is_line_start else end
        found = _FENCE_END.match(text, start, end)
        if found is None or found.end() == end:
            return None
        self._is_line_start = False
        self.is_done = found[1].startswith(self._fence) and text[found.end()] == "\n"
        return found.end()
