"""First letters that are set large, and belong to the word after them: <span>O</span>nce."""

import re

from lxml import etree

from frontend.jobs.readers.xhtml.marks import classes_of, short_text

_CLASS = re.compile(
    r"(?:.{0,20}[-_])?(?:drop-?_?(?:caps?|letter)|lettrine|initials?|(?:first|initial|big)-?_?"
    r"(?:letter|cap)s?)(?:[-_].{0,20}|\d{1,2})?"
)
_FLOATING = re.compile(r"float\s{0,9}:\s{0,9}left", re.IGNORECASE)
_LETTER = re.compile(r"[\"'“”‘’«»„‚¿¡(—-]{0,3}\s?[^\W\d_][\"'’]?")
_WORDS = ("A", "I")  # that a letter may be; what is parted from them by a space stays so


class DropCap:
    """The letter that was set large last, until the text after it has come."""

    def __init__(self) -> None:
        self._letter = ""
        self._is_written = False

    def begin(self, element: etree._Element) -> None:
        self._letter = short_text(element)
        self._is_written = False

    def joined(self, text: str) -> str:
        """Return the text as it follows the letter, or is the letter itself."""
        if not self._letter:
            return text
        bare = text.strip()
        if not self._is_written:
            self._is_written = bare == self._letter
            return bare if self._is_written else text
        if not bare:
            return ""
        is_word, self._letter = self._letter[-1:] in _WORDS, ""
        rest = text.lstrip()
        return f" {rest}" if is_word and text[0].isspace() else rest

    def is_open(self, parts: list[str]) -> bool:
        """Return whether a paragraph holds nothing but the letter, and goes on in the next one."""
        if not self._letter or not self._is_written or "".join(parts).strip() != self._letter:
            return False
        if self._letter[-1:] in _WORDS:
            parts[:] = [f"{self._letter} "]
        return True

    def drop(self) -> None:
        """Wait for nothing more."""
        self._letter = ""


def is_drop_cap(element: etree._Element) -> bool:
    """Return whether the element is a letter that is set large."""
    by_class = any(map(_CLASS.fullmatch, classes_of(element)))
    if not by_class and not _FLOATING.search(element.get("style", "")[:500]):
        return False
    return _LETTER.fullmatch(short_text(element)) is not None
