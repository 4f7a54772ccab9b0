"""What patterns are made of, and what stands beside what they have found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

# A whole number or a decimal, as they are written; NUMBER_START goes before.
NUMBER_START = r"(?<![\w.])(?<![0-9],)"
NUMBER = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?+|\.[0-9]++)"
NUMBER_END = r"(?!\w|[.,][0-9])"
MAGNITUDE = "hundred|thousand|million|billion|trillion|quadrillion"
MINUS = r"(?:(?<![\w)\]\"'”’-])-|−)"
TO = r"\s?[-–—‑]\s?"
DASH = "–—"

# The full stop of an abbreviation, unless it may end the sentence as well.
DOT = r"(?-i:\.(?=\s{1,3}[a-z0-9($£€&–—-]|[,;:)\]?!/–—-]|['’]s))?+"

_NEARBY = 40  # characters


def before(match: re.Match[str]) -> str:
    """Return what goes before, in lower case."""
    return match.string[max(0, match.start() - _NEARBY) : match.start()].lower()


def after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + _NEARBY]


def word_before(match: re.Match[str]) -> str:
    """Return the word just before, in lower case, without its marks."""
    words = before(match).split()
    return words[-1].strip(".,;:!?()[]\"'“”") if words else ""
