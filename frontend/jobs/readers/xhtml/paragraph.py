"""The paragraph that is under way while a page is gone through."""

from lxml import etree

_CONTEXT_CHARS = 60  # of what precedes a mark, by which it is judged
_PUNCTUATION = (".", ",", ";", ":", "!", "?", ")", "”", "’", "…")


class Paragraph:
    """What it says so far, in parts."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def add(self, text: str) -> None:
        if text:
            self.parts.append(text)

    def end_of(self) -> str:
        """Return the last characters of it."""
        chars, parts = 0, []
        for part in reversed(self.parts):
            parts.append(part[-_CONTEXT_CHARS:])
            chars += len(parts[-1])
            if chars >= _CONTEXT_CHARS:
                break
        return "".join(reversed(parts))

    def close_gap(self, mark: etree._Element) -> None:
        """Take away what only belongs to a mark: brackets around it, the space before it."""
        tail = mark.tail or ""
        if tail.startswith("]") and self.end_of().endswith("["):
            self.parts[-1] = self.parts[-1][:-1]
            mark.tail = tail[1:]
        elif tail.startswith(_PUNCTUATION):
            while self.parts and self.parts[-1].isspace():
                self.parts.pop()
            self.parts[-1:] = [part.rstrip(" ") for part in self.parts[-1:]]

    def take(self) -> str:
        """Return what it says, and begin the next one."""
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\n"))
        text = "\n".join(filter(None, lines))
        self.parts.clear()
        return text
