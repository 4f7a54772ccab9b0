"""What stands beside a match."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

NEARBY_CHARS = 32
_MARKS = ".,:;!?…()[]«»\"'’“”"


def words_before(match: re.Match[str], most: int = 1) -> list[str]:
    """Return the nearest words before it, in lower case, the nearest first."""
    start = match.start()
    nearby = match.string[max(0, start - NEARBY_CHARS) : start]
    words = (word.strip(_MARKS).lower() for word in reversed(nearby.split()))
    return [word for word in words if word][:most]


def word_after(match: re.Match[str]) -> str:
    nearby = match.string[match.end() : match.end() + NEARBY_CHARS].split()
    return nearby[0].strip(_MARKS) if nearby else ""


def plain(text: str) -> str:
    """Return it with raised letters as others ("Mᵐᵉ"); the signs of ordinals stay."""
    return "".join(char if char in "ºª°" else unicodedata.normalize("NFKC", char) for char in text)


def ends_sentence(match: re.Match[str]) -> bool:
    """Return whether the text ends after it, or what may be another sentence begins."""
    return ends_text(match) or match.string[match.end() :].lstrip()[:1].isupper()


def ends_text(match: re.Match[str]) -> bool:
    return not match.string[match.end() :].strip(" \n\"'»”’)")
