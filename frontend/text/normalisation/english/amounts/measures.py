"""Amounts of units: 5kg, 100 km/h, 40–60°C, 5'11", 4 1/2 lbs, 2x8 m², 12/kg."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.abbreviations.english import INGREDIENT
from frontend.text.normalisation.english.amounts.amounts import AMOUNT, VULGAR, is_fraction
from frontend.text.normalisation.english.amounts.units import ATTACHED, PATTERN, PER_PATTERN, RATES
from frontend.text.normalisation.english.fragments import (
    DOT,
    MAGNITUDE,
    MINUS,
    NUMBER,
    NUMBER_START,
    TO,
    before,
    is_adjective,
    is_counted,
    word_before,
)
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.amounts.amounts import Amounts
    from frontend.text.normalisation.english.amounts.units import Units
    from frontend.text.normalisation.english.numbers import Numbers

_END = r"(?![\w²³]|-[a-z]-)"
_MEASURE = re.compile(
    rf"{NUMBER_START}(?P<minus>{MINUS})?(?P<amount>{AMOUNT})(?P<size> (?:{MAGNITUDE}))?"
    rf"(?:[°º]?{TO}(?P<last>{AMOUNT}))?(?P<gap>[\s-]?)(?P<unit>{PATTERN})(?:/(?P<per>{PER_PATTERN}))?{_END}(?>(?:\.(?=\s[a-z]|[,;:)])|(?:(?<=-lb)|(?<=-oz)|(?<=-yr)|(?<=-mi)|(?<=-ft)|(?<=-hr))\.(?=\s)|"
    rf"(?<=[0-9⅓⅔½¼¾]\s[Tt]sp)\.{INGREDIENT}|(?<=[0-9⅓⅔½¼¾]\s[Tt]bsp)\.{INGREDIENT})?)"
)
_PER = re.compile(
    rf"{NUMBER_START}(?P<first>{NUMBER})(?:{TO}(?P<last>{NUMBER}))?/(?P<per>{PER_PATTERN}){_END}"
)
_SIZES = re.compile(
    rf"(?<![0-9],)(?<![\w.-])({NUMBER})\s?[x×]\s?({NUMBER})(?:\s?[x×]\s?({NUMBER}))?(?:\s?({PATTERN}))?{_END}"
)
_DEGREES = re.compile(
    rf"{NUMBER_START}({MINUS})?({AMOUNT})[°º]?(?:{TO}({AMOUNT}))?\s?[°º]"
    r"(?:\s?([NSEW])(?!\w)(?:\.(?=[,;]))?|(?=[\s.,;:!?)\]'\"”’/–-]|$))"
)
_ANGLE = re.compile(
    r"(?<![0-9],)(?<![\w.])([0-9]{1,3})°\s?([0-9]{1,2})[′'](?:\s?([0-9]{1,2})[″\"])?"
    r"\s?([NSEW]?)(?!\w)(?:(?<=[NSEW])\.(?=[,;]))?"
)
_FEET_IN_LETTERS = re.compile(
    rf"{NUMBER_START}([0-9]{{1,5}})\s?(?:ft|feet)\.?,?\s({AMOUNT})\s?(?:in|inches)\b{DOT}"
)
# Between two measures: 12 ft x 10 ft.
_TIMES = re.compile(
    r"(?:(?<=[0-9 ]ft)|(?<=[0-9 ]in)|(?<=[0-9 ][cm]m)|(?<=[0-9 ]m)|(?<=[0-9 ]yd)) [x×](?= [0-9])"
)
_BARE = re.compile(r"(?<![\w/²³])(?:(?:km/h|m/s|°C|°F|[ck]?m[²³])(?![\w²³/]))")
_ON_A_ROAD = re.compile(r"(?<![\w/])(?<![0-9] )km(?= [0-9])")
_STONES = re.compile(
    r"(?<![0-9],)(?<![\w.])([0-9]{1,2})\s?st\.?,?\s([0-9]{1,2})\s?(?:lbs?|pounds)\b" + DOT
)
# What a time may be for, as a runner's pace: 6:30/mi.
_PACE = re.compile(r"(?<=[0-9]:[0-5][0-9])\s?/\s?(?P<per>mile|mi|km|lap)(?!\w)")
_LETTERS = frozenset("WVNL")  # also of a platform, or the side that a road leads to
_PLACES_WORDS = "track gate seat room exit platform bus row flat apt unit route hwy"
_PLACES = frozenset(_PLACES_WORDS.split())
_ROAD = re.compile(r"\b[a-z]{1,2}-$")
_EQUALS = re.compile(r"\s?=")
_ARTICLES = frozenset(("a", "an", "the"))
_NOUN = re.compile(r"\s[a-z]{3}")
_SMALL = re.compile("2x4|2x6|4x4|3x5|4x6|5x7")  # beams, cars, cards
_COMPASS = {"N": "north", "S": "south", "E": "east", "W": "west"}


class Measures:
    def __init__(self, numbers: Numbers, amounts: Amounts, units: Units) -> None:
        self._numbers, self._amount, self._units = numbers, amounts.amount, units

    def rules(self) -> list[Rule]:
        return [
            Rule("size", _SIZES, self._size, needs="x×"),
            Rule("between measures", _TIMES, lambda _: " by", needs="x×"),
            Rule("feet and inches in letters", _FEET_IN_LETTERS, self._both, needs="f"),
            Rule("stones and pounds", _STONES, self._stones, needs="s"),
            Rule("pace", _PACE, lambda match: f" per {self._units.per(match['per'])}", needs="/"),
            Rule("angle", _ANGLE, self._angle, needs="°"),
            Rule("measure", _MEASURE, self._measure, needs=DIGIT + VULGAR),
            Rule("degrees", _DEGREES, self._degrees, needs="°º"),
            Rule("so many per", _PER, self._per, needs="/"),
            Rule("place on a road", _ON_A_ROAD, lambda _: self._units.one("km"), needs="k"),
            Rule("unit", _BARE, lambda match: self._units.many(match[0]), needs="/°²³"),
        ]

    def _measure(self, match: re.Match[str]) -> str | None:
        unit, amount = match["unit"], match["amount"]
        if _is_unclear(match):
            return None
        said = self._amount(amount) + (match["size"] or "")
        said += f" to {self._amount(match['last'])}" if match["last"] else ""
        if unit == "m" and not match["gap"] and is_counted(match):
            name = "million"
        else:
            name = self._units.one(unit) if _is_one(match) else self._units.many(unit)
        if unit == "bps" and _are_few(amount):
            name = "basis points"
        if _is_part(match):
            said, name = _part_of(said, self._units.one(unit))
        per = f" per {self._units.per(match['per'])}" if match["per"] else ""
        return f"{'minus ' if match['minus'] else ''}{said} {name}{per}"

    def _per(self, match: re.Match[str]) -> str:
        said = " to ".join(self._numbers.number(n) for n in match.group("first", "last") if n)
        return f"{said} per {self._units.per(match['per'])}"

    def _size(self, match: re.Match[str]) -> str | None:
        *sides, unit = match.groups()
        if not unit and _EQUALS.match(match.string, match.end()):
            return " times ".join(self._side(side) for side in sides if side)
        if not unit and not _is_size(match, sides):
            return None
        said = " by ".join(self._side(side) for side in sides if side)
        return f"{said} {self._units.many(unit)}" if unit else said

    def _side(self, side: str) -> str:
        is_long = side.isdecimal() and len(side) == 4
        return self._numbers.pairs(side) if is_long else self._numbers.number(side)

    def _degrees(self, match: re.Match[str]) -> str:
        minus, amount, last, compass = match.groups()
        said = self._amount(amount) + (f" to {self._amount(last)}" if last else "")
        name = "degree" if amount == "1" and not last else "degrees"
        where = f" {_COMPASS[compass]}" if compass else ""
        return f"{'minus ' if minus else ''}{said} {name}{where}"

    def _angle(self, match: re.Match[str]) -> str:
        names = ("degree", "minute", "second")
        parts = zip(match.groups()[:3], names, strict=True)
        said = " ".join(self._count(digits, name) for digits, name in parts if digits)
        return f"{said} {_COMPASS[match[4]]}" if match[4] else said

    def _count(self, digits: str, name: str) -> str:
        number = int(digits)
        return f"{self._numbers.cardinal(str(number))} {name}{'s' * (number != 1)}"

    def _both(self, match: re.Match[str]) -> str:
        inches = "inch" if match[2] == "1" else "inches"
        feet = "foot" if match[1] == "1" else "feet"
        return f"{self._numbers.cardinal(match[1])} {feet} {self._amount(match[2])} {inches}"

    def _stones(self, match: re.Match[str]) -> str:
        pounds = "pound" if match[2] == "1" else "pounds"
        said = f"{self._numbers.cardinal(match[1])} stone"
        return f"{said} {self._numbers.cardinal(match[2])} {pounds}"


def _is_size(match: re.Match[str], sides: list[str | None]) -> bool:
    """Return whether the sides alone tell that it is one: 3840×2160, a 4x4, 10 x 12."""
    is_picture = all(side.isdecimal() and len(side) > 2 for side in sides if side)
    return is_picture or ("x" in match[0] and (_is_a_thing(match) or _are_long(sides)))


def _is_a_thing(match: re.Match[str]) -> bool:
    """Return whether it is written as one word, of a thing: a 4x4, a 3x3 grid."""
    is_named = word_before(match) in _ARTICLES or _NOUN.match(match.string, match.end())
    return " " not in match[0] and bool(is_named or _SMALL.fullmatch(match[0]))


def _are_long(sides: list[str | None]) -> bool:
    return all(len(side) > 1 for side in sides if side)


def _are_few(amount: str) -> bool:
    return len(amount) < 4 and amount.isdecimal()


def _is_unclear(match: re.Match[str]) -> bool:
    unit, gap = match["unit"], match["gap"]
    if unit in _LETTERS and (word_before(match) in _PLACES or _ROAD.search(before(match))):
        return True
    if (unit in ATTACHED and gap) or (unit in RATES and not match["per"]):
        return True
    return unit == "s" and not match["per"] and "." not in match["amount"]


def _is_one(match: re.Match[str]) -> bool:
    """Return whether it is one, or many that go before a noun: a 5kg bag."""
    if match["amount"] == "1" and not match["last"]:
        return not match["size"]
    return match["gap"] == "-" or is_adjective(match)


def _is_part(match: re.Match[str]) -> bool:
    """Return whether it is less than one: ½ kg, 3/4 mi."""
    amount = match["amount"]
    return is_fraction(amount) and not match["last"] and match["gap"] != "-"


def _part_of(fraction: str, unit: str) -> tuple[str, str]:
    article = "an" if unit.startswith(("a", "e", "i", "o", "u", "hour")) else "a"
    of = "half" if fraction == "one half" else f"{fraction} of"
    return of, f"{article} {unit}"
