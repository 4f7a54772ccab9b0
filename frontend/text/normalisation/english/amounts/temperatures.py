"""Degrees in letters: 375 degrees F, bake at 350F, highs of 72F, -15 to -25F."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import (
    MINUS,
    NUMBER_START,
    TO,
    after,
    before,
    word_before,
)
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_SCALE = re.compile(r"(?:(?<=degree\s)|(?<=degrees\s))(?P<scale>[FC])(?!\w)")
_DEGREES = rf"(?:{MINUS})?[0-9]{{1,4}}(?:\.[0-9])?"
_LETTER = re.compile(
    rf"{NUMBER_START}(?P<first>{_DEGREES})(?:(?:{TO}|\sto\s)(?P<last>{_DEGREES}))?(?P<scale>[FC])(?![\w'’-])"
)
_SCALES = {"F": "Fahrenheit", "C": "Celsius"}
# The letter is a degree's after these; "seat 14F" is none.
_BEFORE_WORDS = (
    "@ at to until of high highs low lows oven around about near below above like temp temperature "
    "temps temperatures reached hit heat chill preheated"
)
_BEFORE = frozenset(_BEFORE_WORDS.split())
# After these too, if it is as warm as the weather or a body.
_IS_WORDS = "is it's it’s its was were be currently now fever outside hovering feels"
_IS = frozenset(_IS_WORDS.split())
_AFTER = re.compile(
    r",? (?:fever|today|tonight|tomorrow|outside|inside|weather|water|heat|"
    r"and (?:sunny|cloudy|rain\w*|clear|windy|humid)|with|degrees)\b"
)
_WARM = {"F": range(20, 131), "C": range(-40, 51)}
_PLACE = re.compile(
    r"\b(?:seats?|rows?|gates?|rooms?|apt\.?|apartment|unit|bus|route|size|level|bay)\b[^.;,]{0,20}$"
)


class Temperatures:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("scale", _SCALE, lambda match: _SCALES[match["scale"]], needs="FC"),
            Rule("temperature", _LETTER, self._read, needs=DIGIT),
        ]

    def _read(self, match: re.Match[str]) -> str | None:
        if not (_is_told(match) or _is_warm(match)):
            return None
        said = " to ".join(self._degrees(match[part]) for part in ("first", "last") if match[part])
        return f"{said} degrees {_SCALES[match['scale']]}"

    def _degrees(self, written: str) -> str:
        digits = written.lstrip("-−")
        return f"{'minus ' if digits != written else ''}{self._numbers.number(digits)}"


def _is_told(match: re.Match[str]) -> bool:
    """Return whether what goes before tells that they are degrees, or that they are decimals."""
    word = word_before(match) or match.string[: match.start()].rstrip()[-1:]
    return word in _BEFORE or "." in match["first"]


def _is_warm(match: re.Match[str]) -> bool:
    """Return whether they are as of the weather or a body: "It's 21C", "68-72F", "-10C"."""
    first, last = match["first"].replace("−", "-"), match["last"]
    if int(first) not in _WARM[match["scale"]] or _PLACE.search(before(match)):
        return False
    is_told = word_before(match) in _IS or bool(_AFTER.match(after(match)))
    return is_told or bool(last) or first.startswith("-")
