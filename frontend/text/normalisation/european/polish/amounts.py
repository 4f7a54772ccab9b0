"""Polish amounts: what goes with "tys.", "mln" and after "do" is in the genitive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.polish.context import after, before, last_word, point
from frontend.text.normalisation.european.polish.units import SHORT_UNITS
from frontend.text.normalisation.european.rules.money import currency
from frontend.text.normalisation.european.written import DASH, END, NUMBER, SIGNED, START
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

GENITIVE = "genitive"  # the name of the ruleset among the cardinals
_SCORE = re.compile(r"(?<![\w:.,/])([0-9]{1,3}):([0-9]{1,3})(?![\w:]|[.,/][0-9])")
_LIKELY_YEARS = range(1100, 2100)
# Letters that may be anything: after an amount in words, none of them is a unit.
_NO_UNITS = frozenset("AKNJV")


_COUNTED = r"(?P<counted>[%‰€$£]|[A-Za-zµμ°Ω][\w/°]{0,6}[²³]?)(?![\w²³/])"
_MAGNITUDE = rf"(?P<number>{SIGNED}) ?(?P<magnitude>tys|mln|mld|bln)(?P<mark>\.?+)(?!\w)"
_OF_MAGNITUDE = re.compile(rf"{_MAGNITUDE} ?{_COUNTED}")
_BARE_MAGNITUDE = re.compile(_MAGNITUDE)
_FROM_TO = rf"{START}(?<![-–])(?P<low>{NUMBER}){DASH}(?P<high>{NUMBER})"
_OF_RANGE = re.compile(rf"{_FROM_TO} ?{_COUNTED}")
_BARE_RANGE = re.compile(rf"{_FROM_TO}{END}(?![-–\w])")

_OF_GENITIVE = re.compile(rf"(?P<number>{SIGNED}) ?{_COUNTED}")
_BARE_GENITIVE = re.compile(rf"(?P<number>{SIGNED})(?![\w%‰€$£])")
_ZLOTYS = re.compile(rf"{START}(?P<major>{NUMBER}) ?zł,? (?P<minor>[0-9]{{1,2}}) ?gr(?!\w)")
# What a price is for, in the accusative.
_EACH = {
    "mies": "miesiąc", "godz": "godzinę", "h": "godzinę", "kg": "kilogram", "os": "osobę",
    "szt": "sztukę", "m²": "metr kwadratowy", "m2": "metr kwadratowy", "dzień": "dzień",
    "dobę": "dobę", "rok": "rok", "l": "litr", "noc": "noc", "km": "kilometr",
}  # fmt: skip
_PRICE = re.compile(
    rf"(?:(?<=zł)|(?<=[€$])|(?<=EUR)|(?<=PLN))/(?P<each>{'|'.join(_EACH)})(?:\.(?!\s*$)|(?!\w))"
)
_HALF_OF_UNIT = re.compile(rf"(?<![\w.,/])(?:1/2|½) ?{_COUNTED}")
_HALF = re.compile(r"(?<![\w.,/])(?<![0-9] )(?:1/2|½)(?= [^\W\d_]{3,20}[aiuy](?!\w))")
_SHORT_UNIT = re.compile(
    rf"(?:{START}(?<![-–])(?P<low>{NUMBER}){DASH}(?P<high>{NUMBER})|(?P<number>{SIGNED})) ?"
    r"(?P<unit>godz|min|sek|szt|os|tabl|obr|kl|mkw)\.(?![\w.])"
)
_BEFORE_GENITIVE = words_of(
    "od do około ok. powyżej poniżej bez koło blisko spośród dla wśród oprócz u"
)


class Amounts:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("magnitude of what is counted", _OF_MAGNITUDE, self._of_magnitude, needs="tmb")
        yield Rule("magnitude", _BARE_MAGNITUDE, self._magnitude, needs="tmb")
        yield Rule("short unit", _SHORT_UNIT, self._short_unit, needs=".")
        yield Rule("range of what is counted", _OF_RANGE, self._of_range, needs="-‐‑‒–—―")
        yield Rule("range", _BARE_RANGE, self._bare_range, needs="-‐‑‒–—―")
        yield Rule("sum of two coins", _ZLOTYS, self._zlotys, needs="z")
        yield Rule("price for each", _PRICE, lambda match: f"za {_EACH[match['each']]}", needs="/")
        yield Rule("half of a unit", _HALF_OF_UNIT, self._half_of_unit, needs="½/")
        yield Rule("half", _HALF, lambda _: "pół", needs="½/")
        yield Rule("genitive of what is counted", _OF_GENITIVE, self._of_genitive, needs=DIGIT)
        yield Rule("genitive", _BARE_GENITIVE, self._genitive, needs=DIGIT)
        yield Rule("score", _SCORE, self._score, needs=":")

    def _of_magnitude(self, match: re.Match[str]) -> str | None:
        counted, amount = self._counted(match["counted"]), self._amount(match)
        return f"{amount} {counted}" if counted and amount else None

    def _magnitude(self, match: re.Match[str]) -> str | None:
        amount = self._amount(match)
        return f"{amount}{point(after(match)) if match['mark'] else ''}" if amount else None

    def _amount(self, match: re.Match[str]) -> str | None:
        noun = self._words.magnitude(match["magnitude"])
        return self._words.counted(self._words.parsed(match["number"]), noun) if noun else None

    def _counted(self, sign: str) -> str | None:
        """Return the genitive of what a sign stands for, of several."""
        if sign in "%‰":
            return "procent" if sign == "%" else "promili"
        found = currency(self._words, sign)
        unit = None if sign in _NO_UNITS else self._words.units.get(sign)
        noun = found[1] if found else unit
        return noun.form("many") if noun else None

    def _half_of_unit(self, match: re.Match[str]) -> str | None:
        unit = self._words.units.get(match["counted"])
        return f"pół {unit.form('other')}" if unit else None

    def _of_range(self, match: re.Match[str]) -> str | None:
        unit = self._words.units.get(match["counted"])
        counted = self._counted(match["counted"])
        said = self._range(match, unit.gender if unit else "")
        return f"{said} {counted}" if counted and said else None

    def _bare_range(self, match: re.Match[str]) -> str | None:
        low, high = match["low"], match["high"]
        are_years = all(one.isdecimal() and int(one) in _LIKELY_YEARS for one in (low, high))
        return None if are_years else self._range(match)

    def _range(self, match: re.Match[str], gender: str = "") -> str | None:
        low, high = (self._words.parsed(match[key]) for key in ("low", "high"))
        has_zero = len(low.whole) > 1 and low.whole.startswith("0")
        if low.value >= high.value or high.fraction or has_zero:
            return None
        last = self._words.cardinal(high.whole, GENITIVE)
        if _wants_genitive(match) and not low.fraction:
            return f"{self._words.cardinal(low.whole, GENITIVE)} do {last}"
        return f"{self._words.number(low, gender)} do {last}"

    def _of_genitive(self, match: re.Match[str]) -> str | None:
        """Read "do 20 zł": what is counted, unless it is one, is in the genitive anyway."""
        counted, number = self._counted(match["counted"]), self._genitive(match)
        return f"{number} {counted}" if counted and number and match["number"] != "1" else None

    def _genitive(self, match: re.Match[str]) -> str | None:
        number = self._words.parsed(match["number"])
        if number.fraction or not _wants_genitive(match):
            return None
        return self._words.signed(number, self._words.cardinal(number.whole, GENITIVE))

    def _short_unit(self, match: re.Match[str]) -> str:
        unit = match["unit"]
        number = self._words.parsed(match["high"] or match["number"])
        noun = SHORT_UNITS.get(unit) or self._words.units[unit]
        is_whole = not number.fraction and number.whole != "1"
        if is_whole and (match["low"] or _wants_genitive(match)):
            said = f"{self._words.cardinal(number.whole, GENITIVE)} {noun.form('many')}"
        else:
            said = self._words.counted(number, noun)
        if match["low"]:  # "6–8 os."
            gender = GENITIVE if _wants_genitive(match) else noun.gender
            said = f"{self._words.number(self._words.parsed(match['low']), gender)} do {said}"
        return f"{said}{point(after(match))}"

    def _zlotys(self, match: re.Match[str]) -> str | None:
        major = self._words.currency("PLN", everyday=True)
        minor = self._words.grammar.minors["PLN"]
        if major is None:
            return None
        said = self._words.counted(self._words.parsed(match["major"]), major)
        return f"{said} {self._words.counted(self._words.parsed(match['minor']), minor)}"

    def _score(self, match: re.Match[str]) -> str:
        second = self._words.cardinal(str(int(match[2])), GENITIVE)
        return f"{self._words.cardinal(str(int(match[1])))} do {second}"


def _wants_genitive(match: re.Match[str]) -> bool:
    return last_word(before(match)) in _BEFORE_GENITIVE
