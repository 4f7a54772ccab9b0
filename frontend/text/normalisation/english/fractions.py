"""Two numbers with a slash between: 3/4, 1/2-inch, rated 8/10, step 2/5, ports 80/443."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.amounts.amounts import VULGAR
from frontend.text.normalisation.english.fragments import (
    NUMBER_START,
    TO,
    after,
    before,
    word_before,
)
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.amounts.amounts import Amounts
    from frontend.text.normalisation.english.numbers import Numbers

_FRACTION = re.compile(
    r"(?<![0-9],)(?<![\w./:$£€-])(?:([0-9]{1,4})[\s-])?([0-9]{1,15})\s?/\s?([0-9]{1,15})(?:st|nd|rd|th)?s?"
    r"(?![\w/-]|[.,][0-9])",
    re.IGNORECASE,
)
_FRACTIONS = re.compile(
    rf"(?<![\w./:$£€,-])([0-9]{{1,2}})/([1-9][0-9]?){TO}([0-9]{{1,2}})/([1-9][0-9]?)(?![\w/-]|[.,][0-9])"
)
# A mark that has decimals or a fraction: 4.5/5.
_MARK = re.compile(
    rf"{NUMBER_START}([0-9]{{1,3}}(?:\.[0-9]{{1,2}}|[{VULGAR}]))\s?/\s?([0-9]{{1,3}})(?![\w/-]|[.,][0-9])"
)
# Before what it is of: "a 3/4-inch pipe", "2 1/2-mile".
_OF_THING = re.compile(
    r"(?<![0-9],)(?<![\w./:$£€-])(?:(?P<whole>[0-9]{1,3})[\s-])?(?P<above>[1-9][0-9]?)/"
    r"(?P<below>[1-9][0-9]?)(?=-[a-z]{3})"
)
_RATED = re.compile(r"\b(?:rated|rating|scor\w{1,4}|got|gave|grade\w?|marks?|stars?)\b")
_ODDS = re.compile(r"\bodds (?:of |at |are |were |is |was )?$")
# Before how much of ten it is: "Pain 8/10".
_MARKED_WORDS = (
    "pain overall rating score verdict severity level mood energy anxiety stress nausea "
    "flavor flavour taste difficulty"
)
_MARKED = frozenset(_MARKED_WORDS.split())
# What is counted up: "step 2/5" is the second of five.
_STEP_WORDS = (
    "step part page lap day slide question stage round chapter episode week task chunk batch epoch "
    "image photo test lesson module section exercise"
)
_STEPS = frozenset(_STEP_WORDS.split())
# What has versions: Windows 10/11.
_VERSIONED = re.compile(r"\b(?:Windows|macOS|iOS|Android|Python|Java|Ubuntu|Office|Server)\s$")
_OF = re.compile(r" of (?:the|a|an|all|its|his|her|their|our|my|your|us|them|those|these)\b")
_YEAR = re.compile("(?:1[5-9]|20)[0-9]{2}")
# Of how many parts there are some, beside the small numbers of them; eleven make a shop.
_PARTS = frozenset((24, 25, 30, 32, 40, 48, 50, 52, 60, 64, 100, 128, 1000))
_MOST_PARTS, _NO_PARTS = 20, 11
_HIGHEST_PRESSURE = 300
_LONGEST_ABOVE = 100  # of more than one: "22/7", but not the ports "443/8"


class Fractions:
    def __init__(self, numbers: Numbers, amounts: Amounts) -> None:
        self._numbers, self._amounts = numbers, amounts

    def rules(self) -> list[Rule]:
        return [
            Rule("mark", _MARK, self._mark, needs="/"),
            Rule("fractions from to", _FRACTIONS, self._fractions, needs="/"),
            Rule("fraction of a thing", _OF_THING, self._of_thing, needs="/"),
            Rule("fraction", _FRACTION, self._fraction, needs="/"),
        ]

    def _fractions(self, match: re.Match[str]) -> str:
        above, below, last_above, last_below = match.groups()
        return f"{self._amounts.part(above, below)} to {self._amounts.part(last_above, last_below)}"

    def _fraction(self, match: re.Match[str]) -> str | None:
        whole, above, below = match.groups()
        if whole and "-" in match[0] and int(above) >= int(below):
            return None
        if whole:
            return self._numbers.mixed(whole, above, below)
        if above != below and _ODDS.search(before(match)):
            return f"{self._numbers.cardinal(above)} to {self._numbers.cardinal(below)}"
        if int(above) <= int(below) and (word := _of_how_many(match, above, below)):
            return f"{self._numbers.cardinal(above)} {word} {self._numbers.cardinal(below)}"
        if _is_no_part(above, below) or _VERSIONED.search(match.string, 0, match.start()):
            return f"{self._numbers.pair(above, 'oh')} {self._numbers.pair(below, 'oh')}"
        if match[0][-1].isalpha() or _are_parts(match, int(above), int(below)):
            return self._amounts.part(above, below)
        return f"{self._side(above)} {self._side(below)}"

    def _side(self, digits: str) -> str:
        is_year = _YEAR.fullmatch(digits)
        return self._numbers.year(digits) if is_year else self._numbers.cardinal(digits)

    def _of_thing(self, match: re.Match[str]) -> str | None:
        """Read "3/4-inch" as three-quarter-inch, "1/2-inch" as half-inch."""
        whole, above, below = match.group("whole", "above", "below")
        if int(above) >= int(below) or not _is_usual(int(below)):
            return None
        if whole:
            return self._numbers.mixed(whole, above, below)
        part = self._numbers.fraction(above, below).replace(" ", "-")
        is_of_four = int(below) == 4
        return part.removeprefix("one-").removesuffix("s") if is_of_four else _half(part)

    def _mark(self, match: re.Match[str]) -> str:
        return f"{self._amounts.amount(match[1])} out of {self._numbers.cardinal(match[2])}"


def _is_no_part(above: str, below: str) -> bool:
    """Return whether they are two numbers: a card's 09/26, 4/4 time."""
    return above == below or (above[0] == "0" and len(above) == len(below) == 2)


def _of_how_many(match: re.Match[str], above: str, below: str) -> str:
    """Return the word between a mark or a step and how many there are, "" if it is neither."""
    said_before = word_before(match)
    is_full = above == below in ("10", "100")
    is_marked = said_before in _MARKED and below in ("5", "10", "20", "100")
    if is_full or is_marked or _RATED.search(before(match)):
        return "out of"
    return "of" if said_before in _STEPS else ""


def _are_parts(match: re.Match[str], above: int, below: int) -> bool:
    """Return whether it is a fraction, or a pressure, not just one number beside another."""
    if above == 1 or _OF.match(after(match)):
        return True
    if above > below:
        is_pressure = below > _MOST_PARTS and above < _HIGHEST_PRESSURE
        return is_pressure or (above < _LONGEST_ABOVE and below < _NO_PARTS)
    return _is_usual(below)


def _is_usual(below: int) -> bool:
    return below in _PARTS or (below <= _MOST_PARTS and below != _NO_PARTS)


def _half(part: str) -> str:
    return "half" if part == "one-half" else part
