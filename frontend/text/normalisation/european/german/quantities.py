"""German amounts of several words: "2 Mio. Leute", "90 Millionen g", "1 1/2 m", "45,- €"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.german.nouns import gender_of
from frontend.text.normalisation.european.german.ordinals import after, ends_sentence
from frontend.text.normalisation.european.rules.money import currency
from frontend.text.normalisation.european.written import DASH, NUMBER, SIGNED, START
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_SPACE = "[ \u00a0]"
_ONE_HALF = r"(?:1/2(?![\w/]|[.,][0-9])|½)"
_AND_A_HALF = re.compile(
    rf"(?<![\w.,:/])(?P<minus>[-−])?(?P<whole>[1-9][0-9]{{0,5}})(?:{_SPACE}1/2(?![\w/]|[.,][0-9])|{_SPACE}?½)"
)
_HALF = re.compile(rf"(?<![\w.,/]){_ONE_HALF}")
_HALF_OF_UNIT = re.compile(
    rf"(?<![\w.,/])(?<![0-9]{_SPACE}){_ONE_HALF}{_SPACE}?(?P<unit>[A-Za-zµμ°Ω][\w/°]{{0,6}}[²³]?)(?![\w.²³/-])"
)
_NOUN_AFTER = re.compile(rf"{_SPACE}([A-ZÄÖÜ][a-zäöüß]{{1,40}})")
_SPOON_AFTER = re.compile(rf"{_SPACE}?[TE]L(?!\w)")
_HALF_ENDINGS = {"masculine": "er", "feminine": "e", "neuter": "es"}
_NEUTER_UNITS = words_of(
    "Kilo Pfund Kilogramm Gramm Prozent Dutzend Megabyte Gigabyte Terabyte Watt Kilowatt"
)
_NO_CENTS = re.compile(
    rf"(?P<before>€ ?)?{START}(?P<number>{NUMBER}),[-–—]+(?P<after> ?(?:€|EUR|Euro))?(?!\w)"
)
_SHORT_MAGNITUDE = re.compile(
    rf"(?P<number>{SIGNED}){_SPACE}?(?P<magnitude>Mio|Mill|Mrd|Bio|Tsd)(?P<mark>\.?+)"
    rf"(?!\w|{_SPACE}?[€$£¥]|{_SPACE}[A-Z]{{3}}(?!\w))"
)
_MONEY = re.compile(
    rf"(?P<sign>[€$£¥]){_SPACE}?(?P<number>{NUMBER}){_SPACE}?(?P<magnitude>Mio|Mrd|Bio)(?P<mark>\.?+)(?!\w)"
)
_SHORT_UNIT = re.compile(
    rf"(?:(?P<low>{SIGNED}){DASH})?(?P<number>{SIGNED}){_SPACE}?"
    r"(?P<unit>[Ss]td|[Mm]in|[Ss]ek|Stk|Pfd|Stck|J|Pck|Pkg|Pr|Msp|Tr|Wo|Tbl|Tabl|St(?=\.(?:[,;)]|\s{0,3}$|"
    r" [a-zäöü])))\.(?![\w.])"
)
_LEVEL = re.compile(rf"(?<![\w.,/])1{_SPACE}(?P<how>gestr|geh)\.{_SPACE}(?P<spoon>[TE])L(?!\w)")
_LEVELS = {"gestr": "gestrichener", "geh": "gehäufter", "T": "Teelöffel", "E": "Esslöffel"}
_SCREEN = re.compile(r"(?<=[0-9])[\"″]-(?=[A-ZÄÖÜ][a-z])")  # a 6,7"-Display
# Of percentages: "0,25 %-Pkt.".
_PERCENTAGE_POINTS = re.compile(r"(?<=[0-9]) ?%-(?:Pkt\.|Punkte?n?(?!\w))")
_UNIT = r"(?P<here>[A-Za-zµμ°Ω][\w/°]{0,6}[²³]?)(?![\w.²³/-])"
# Beside an amount that another rule reads: "3/4 l", "90 Millionen g", "½ l".
_UNIT_OF_PART = re.compile(rf"[ \u00a0](?<=[0-9]/[0-9][ \u00a0])(?!°){_UNIT}")
_UNIT_OF_SIGN = re.compile(rf"[½⅓⅔¼¾⅛]{_SPACE}?{_UNIT}")
_UNIT_OF_MILLIONS = re.compile(rf"(?:[Mm]illion(?:en)?|[Mm]illiarden?|M(?:io|rd)\.){_SPACE}{_UNIT}")
# Letters that may be anything: none of them is a unit there.
_NO_UNITS = frozenset("AKNJV")


class Quantities:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("percentage points", _PERCENTAGE_POINTS, _percentage_points, needs="%")
        yield Rule("level spoon", _LEVEL, _level_spoon, needs="g")
        yield Rule("inches of a screen", _SCREEN, lambda _: " Zoll", needs='"″')
        yield Rule("half of a unit", _HALF_OF_UNIT, self._half_of_unit, needs="½/")
        yield Rule("no cents", _NO_CENTS, self._no_cents, needs=DIGIT)
        yield Rule("unit of a part", _UNIT_OF_PART, self._unit, needs="/")
        yield Rule("unit of a part", _UNIT_OF_SIGN, self._unit, needs="½⅓⅔¼¾⅛")
        yield Rule("unit of millions", _UNIT_OF_MILLIONS, self._unit, needs=DIGIT)
        yield Rule("and a half", _AND_A_HALF, self._and_a_half, needs="½/")
        yield Rule("half", _HALF, self._half, needs="½/")
        yield Rule("short unit", _SHORT_UNIT, self._short_unit, needs=DIGIT)
        yield Rule("money in millions", _MONEY, self._money, needs="€$£¥")
        yield Rule("magnitude", _SHORT_MAGNITUDE, self._magnitude, needs="MBT")

    def _no_cents(self, match: re.Match[str]) -> str:
        said = self._words.number(self._words.parsed(match["number"]), "m")
        return f"{said} Euro" if match["before"] or match["after"] else said

    def _unit(self, match: re.Match[str]) -> str | None:
        noun = None if match["here"] in _NO_UNITS else self._words.units.get(match["here"])
        return noun.form("other") if noun else None

    def _short_unit(self, match: re.Match[str]) -> str | None:
        units, unit = self._words.units, match["unit"]
        noun = units.get(f"{unit}.") or units.get(unit) or units.get(unit.title())
        if noun is None:
            return None
        noun = self._words.grammar.in_case(noun, match)
        said = self._words.counted(self._words.parsed(match["number"]), noun)
        if match["low"]:
            low = self._words.number(self._words.parsed(match["low"]), "m")
            said = f"{low} {self._words.grammar.to} {said}"
        return f"{said}{ends_sentence(after(match))}"

    def _and_a_half(self, match: re.Match[str]) -> str:
        minus = f"{self._words.grammar.minus} " if match["minus"] else ""
        return f"{minus}{self._words.cardinal(match['whole'], 'm')}einhalb"

    def _half_of_unit(self, match: re.Match[str]) -> str | None:
        unit = None if match["unit"] in _NO_UNITS else self._words.units.get(match["unit"])
        if unit is None:
            return None
        name = unit.form("one")
        return f"{_half_of(name.partition(' ')[0])} {name}"

    def _half(self, match: re.Match[str]) -> str:
        noun = _NOUN_AFTER.match(after(match))
        if _SPOON_AFTER.match(after(match)):
            return "ein halber"
        if noun is None:
            return "ein halb"
        return _half_of(noun[1])

    def _money(self, match: re.Match[str]) -> str | None:
        found = currency(self._words, match["sign"])
        noun = self._words.magnitude(match["magnitude"])
        if found is None or noun is None:
            return None
        said = self._words.counted(self._words.parsed(match["number"]), noun)
        ends = ends_sentence(after(match)) if match["mark"] else ""
        return f"{said} {found[1].form('other')}{ends}"

    def _magnitude(self, match: re.Match[str]) -> str | None:
        noun = self._words.magnitude(match["magnitude"])
        if noun is None:
            return None
        said = self._words.counted(self._words.parsed(match["number"]), noun)
        return f"{said}{ends_sentence(after(match)) if match['mark'] else ''}"


def _level_spoon(match: re.Match[str]) -> str:
    return f"ein {_LEVELS[match['how']]} {_LEVELS[match['spoon']]}"


def _percentage_points(match: re.Match[str]) -> str:
    return f" Prozentpunkte{ends_sentence(after(match)) if match[0].endswith('.') else ''}"


def _half_of(noun: str) -> str:
    gender = "neuter" if noun in _NEUTER_UNITS else gender_of(noun)
    return f"ein{'e' if gender == 'feminine' else ''} halb{_HALF_ENDINGS[gender]}"
