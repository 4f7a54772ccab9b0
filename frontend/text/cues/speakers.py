"""Lines of a script: `Alice: Hello.` is said by Alice, if that is a name that was given."""

import re
from collections.abc import Iterable
from typing import NamedTuple

MAX_INDENT = 80
_INDENT = re.compile(rf"[^\S\n]{{0,{MAX_INDENT}}}")
_EMPHASIS = re.compile(r"[*_]{0,3}")  # as in **Alice:**
_COLON = re.compile(r"[*_]{0,3} ?[:：][*_]{0,3}[^\S\n]?")
_COLON_BEGUN = re.compile(r"[*_]{0,3} ?")


class Line(NamedTuple):
    """The beginning of a line: whose it is, "" if it names nobody, and where what is said begins.

    A blank one ends before its line break.
    """

    end: int
    speaker: str = ""
    is_blank: bool = False


class Speakers:
    """Reads the beginnings of lines; case does not matter."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = sorted(names, key=len, reverse=True)  # "Ann Lee:" before "Ann:"

    def __bool__(self) -> bool:
        return bool(self._names)

    def read(self, text: str, start: int, *, is_whole: bool) -> Line | None:
        """Read the line that begins at `start`; None if more text is needed.

        `is_whole` says that none will come.
        """
        after = _end(_INDENT, text, start)
        if after == len(text) and after - start < MAX_INDENT:
            return Line(after, is_blank=True) if is_whole else None
        if text[after : after + 1] == "\n":
            return Line(after, is_blank=True)
        begin = _end(_EMPHASIS, text, after)
        lines = [self._named(text, begin, name, is_whole) for name in self._names]
        if None in lines:
            return None
        return next((line for line in lines if line and line.speaker), Line(start))

    def _named(self, text: str, start: int, name: str, is_whole: bool) -> Line | None:
        """Say whether the name stands there."""
        end = start + len(name)
        written = text[start:end]
        if any(a.lower() != b.lower() for a, b in zip(written, name, strict=False)):
            return Line(start)
        if len(written) == len(name):
            colon = _COLON.match(text, end)
            if colon and (is_whole or colon.end() < len(text)):
                return Line(colon.end(), name)
            if not colon and _end(_COLON_BEGUN, text, end) < len(text):
                return Line(start)
        return Line(start) if is_whole else None


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    assert found is not None  # it takes nothing, too
    return found.end()
