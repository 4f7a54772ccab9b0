"""Degrees in letters: 375 degrees F, bake at 350F, highs of 72F, -15 to -25F."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import MINUS, NUMBER_START, TO, word_before
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_SCALE = re.compile(r"(?:(?<=degree\s)|(?<=degrees\s))(?P<scale>[FC])(?!\w)")
_DEGREES = rf"(?:{MINUS})?[0-9]{{1,4}}"
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


class Temperatures:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("scale", _SCALE, lambda match: _SCALES[match["scale"]], needs="FC"),
            Rule("temperature", _LETTER, self._read, needs=DIGIT),
        ]

    def _read(self, match: re.Match[str]) -> str | None:
        word = word_before(match) or match.string[: match.start()].rstrip()[-1:]
        if word not in _BEFORE:
            return None
        said = " to ".join(self._degrees(match[part]) for part in ("first", "last") if match[part])
        return f"{said} degrees {_SCALES[match['scale']]}"

    def _degrees(self, written: str) -> str:
        digits = written.lstrip("-−")
        return f"{'minus ' if digits != written else ''}{self._numbers.number(digits)}"
