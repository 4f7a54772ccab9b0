"""Takes out what notes in Markdown begin with: fields in YAML between two lines of dashes.

Lines are looked at one by one, so a text that begins with a rule is held back no longer than until
its first line is none of a field.
"""

import re

MAX_CHARS = 4_000  # with the dashes; what is longer is text

_OPENING = re.compile(r"---[ \t]*\n")
_BEGINS_OPENING = re.compile(r"-{0,3}|---[ \t]*")
_CLOSING = ("---", "...")
# A field, an entry of a list, what goes on in the next line, a remark, or nothing.
_LINE = re.compile(r"[A-Za-z_][\w -]{0,39}:(?:\s.*)?|[ \t]*-[ \t].*|[ \t]+\S.*|#.*|[ \t]*")
_FIELD = re.compile(r"[A-Za-z_][\w-]{0,39}:(?:\s|$)")
_BEGINS_LINE = re.compile(
    r"[A-Za-z_][\w -]{0,39}(?::(?:\s.*)?)?|[ \t#].*|-{1,3}[ \t]*|-[ \t].*|\.{1,3}|"
)


class FrontMatterFilter:
    """Passes a stream of text on, but for the front matter that it may begin with."""

    def __init__(self) -> None:
        self._held = ""
        self._is_over = False

    @property
    def held_chars(self) -> int:
        return len(self._held)

    def push(self, text: str) -> str:
        """Return what is certain to be none of it."""
        if self._is_over:
            return text
        self._held += text
        end = _end_of(self._held)
        if end is None and len(self._held) <= MAX_CHARS:
            return ""
        return self._passed(end or 0)

    def flush(self) -> str:
        """Return what is held: it was never closed."""
        return self._passed(0)

    def _passed(self, start: int) -> str:
        text, self._held, self._is_over = self._held[start:], "", True
        return text


def _end_of(text: str) -> int | None:
    """Return where the front matter of a text ends, 0 if it has none, None while that is open."""
    opening = _OPENING.match(text)
    if opening is None:
        return None if _BEGINS_OPENING.fullmatch(text) else 0
    start = opening.end()
    has_field = False
    while (end := text.find("\n", start)) >= 0:
        line = text[start:end]
        if line.rstrip() in _CLOSING:
            return end + 1 if has_field else 0
        if not _LINE.fullmatch(line):
            return 0
        has_field = has_field or _FIELD.match(line) is not None
        start = end + 1
    return None if _BEGINS_LINE.fullmatch(text[start:]) else 0
