"""Feet and inches by their marks: 5'11", a 10'×12' room, 1–2" of rain, a 55" TV."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.amounts.amounts import AMOUNT, is_fraction
from frontend.text.normalisation.english.fragments import (
    NUMBER,
    NUMBER_START,
    TO,
    after,
    is_adjective,
)
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.amounts.amounts import Amounts
    from frontend.text.normalisation.english.numbers import Numbers

_FEET = re.compile(
    r"(?<![0-9],)(?<![\w.°'’\"])(?<!°\s)([0-9]{1,2})\s?['′’]\s?([0-9]{1,2})(?:\s?(?:[\"″”]|''|’’))?(?![\w'])"
)
_INCHES = re.compile(
    rf"{NUMBER_START}(?P<first>{AMOUNT})[\"″]?(?:{TO}(?P<last>{AMOUNT}))?[\"″](?!\w)"
)
_THINGS = (
    r"containers?|trailers?|trucks?|boats?|ladders?|poles?|ceilings?|beams?|boards?|cables?|fence|"
    r"screens?|waves?|seas|swells?|surf"
)
_FEET_ALONE = re.compile(
    rf"{NUMBER_START}(?P<first>{NUMBER})['’′]?(?:{TO}(?P<last>{NUMBER}))?['’′]"
    rf"(?=\s(?:(?P<how>tall|wide|long|high|deep|x|by|×)|{_THINGS})\b)"
)
_ROOM = re.compile(rf"{NUMBER_START}({NUMBER})\s?['′’]\s?(?:[x×]|by)\s?({NUMBER})\s?['′’](?!\w)")
_SHEET = re.compile(rf"{NUMBER_START}({AMOUNT})[\"″]\s?[x×]\s?({AMOUNT})[\"″](?!\w)")
_PRIMED = re.compile(
    rf"{NUMBER_START}(?P<first>{AMOUNT})(?:′|(?:['’′]{TO}(?P<last>{AMOUNT}))['’′])(?!\w)"
)
_NOUN = re.compile(r"\s[a-z]{3}")
# What is of so many inches, without an article too: "12\" pizza".
_OF_INCHES = re.compile(
    r" (?:HD|OLED|QLED|LED|LCD|flat|touch|[A-Z]?TV|iMac|MacBook|television|monitor|display|screen|"
    r"laptop|tablet|pizza|sub|sandwich|skillet|pan|pot|pipe|hose|wheel|rim|tire|tyre|blade|bolt|nail|"
    r"vinyl|record|single|cube|subwoofer|speaker)"
)
_QUOTE = re.compile(r"(?P<number>(?<=[0-9½⅓⅔¼¾⅛⅜⅝⅞]))?\"")
_QUOTED = 400  # characters that a quotation may have before its end


class Primes:
    def __init__(self, numbers: Numbers, amounts: Amounts) -> None:
        self._numbers, self._amount = numbers, amounts.amount

    def rules(self) -> list[Rule]:
        return [
            Rule("sheet", _SHEET, self._sheet, needs="x×"),
            Rule("room", _ROOM, self._room, needs="'′’"),
            Rule("feet and inches", _FEET, self._feet, needs="'′’"),
            Rule("inches", _INCHES, self._inches, needs='"″'),
            Rule("feet", _FEET_ALONE, self._feet_alone, needs="'’′"),
            Rule("primes", _PRIMED, lambda match: f"{self._from_to(match)} feet", needs="'’′"),
        ]

    def _room(self, match: re.Match[str]) -> str:
        return f"{self._numbers.number(match[1])} by {self._numbers.number(match[2])} feet"

    def _sheet(self, match: re.Match[str]) -> str:
        return f"{self._amount(match[1])} by {self._amount(match[2])} inches"

    def _feet(self, match: re.Match[str]) -> str | None:
        feet, inches = match.groups()
        if int(inches) > 11 or not 0 < int(feet) < 100:
            return None
        foot = "foot" if inches != "0" or feet == "1" else "feet"
        said = f"{self._numbers.cardinal(feet)} {foot}"
        return said if inches == "0" else f"{said} {self._numbers.cardinal(str(int(inches)))}"

    def _feet_alone(self, match: re.Match[str]) -> str:
        return f"{self._from_to(match)} {'feet' if match['how'] else 'foot'}"

    def _inches(self, match: re.Match[str]) -> str | None:
        if _is_in_quotation(match):
            return None
        is_one = match["first"] == "1" and not match["last"]
        is_part = is_fraction(match["first"]) and _NOUN.match(after(match))
        is_of_thing = is_adjective(match) or _OF_INCHES.match(after(match))
        name = "inch" if is_one or is_part or is_of_thing else "inches"
        return f"{self._from_to(match)} {name}"

    def _from_to(self, match: re.Match[str]) -> str:
        return " to ".join(self._amount(n) for n in match.group("first", "last") if n)


def _is_in_quotation(match: re.Match[str]) -> bool:
    """Return whether its mark ends a quotation: one after a digit opens none."""
    written = match.string[max(0, match.start() - _QUOTED) : match.start()]
    is_open = False
    for quote in _QUOTE.finditer(written):
        is_open = not is_open and quote["number"] is None
    return is_open
