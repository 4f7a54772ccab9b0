"""Polish amounts: what goes with "tys.", "mln" and after "do" is in the genitive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.polish.context import after, point
from frontend.text.normalisation.european.rules.money import currency
from frontend.text.normalisation.european.written import DASH, END, NUMBER, SIGNED
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

GENITIVE = "genitive"  # the name of the ruleset among the cardinals
_SCORE = re.compile(r"(?<![\w:.,/])([0-9]{1,3}):([0-9]{1,3})(?![\w:]|[.,/][0-9])")
_LIKELY_YEARS = range(1100, 2100)
# Letters that may be anything: after an amount in words, none of them is a unit.
_NO_UNITS = frozenset("AKNJV")


class Amounts:
    def __init__(self, words: Words) -> None:
        self._words = words
        names = sorted(set(words.units) - _NO_UNITS, key=len, reverse=True)
        counted = rf"%|‰|zł|[€$£]|EUR|USD|PLN|GBP|CHF|{'|'.join(map(re.escape, names))}"
        self._magnitude = re.compile(
            rf"(?P<number>{SIGNED}) ?(?P<magnitude>tys|mln|mld|bln)(?P<mark>\.?+)(?!\w)"
            rf"(?: ?(?P<counted>{counted})(?![\w²³/]))?"
        )
        self._range = re.compile(
            rf"(?P<low>{SIGNED}){DASH}(?P<high>{NUMBER})(?:{END}(?![-–\w])|"
            rf"(?= ?(?:{counted})(?![\w²³/])))(?: ?(?P<counted>{counted})(?![\w²³/]))?"
        )

    def rules(self) -> Iterable[Rule]:
        yield Rule("magnitude", self._magnitude, self._of_magnitude, needs="tmb")
        yield Rule("range", self._range, self._of_range, needs="-‐‑‒–—―")
        yield Rule("score", _SCORE, self._score, needs=":")

    def _of_magnitude(self, match: re.Match[str]) -> str | None:
        noun = self._words.magnitude(match["magnitude"])
        if noun is None:
            return None
        said = self._words.counted(self._words.parsed(match["number"]), noun)
        if match["counted"]:
            return f"{said} {self._counted(match['counted'])}"
        return f"{said}{point(after(match)) if match['mark'] else ''}"

    def _counted(self, sign: str) -> str:
        """Return the genitive of what a sign stands for, of several."""
        if sign in "%‰":
            return "procent" if sign == "%" else "promili"
        found = currency(self._words, sign)
        noun = found[1] if found else self._words.units.get(sign)
        return noun.form("many") if noun else sign

    def _of_range(self, match: re.Match[str]) -> str | None:
        low, high = (self._words.parsed(match[key]) for key in ("low", "high"))
        are_years = int(low.value) in _LIKELY_YEARS and int(high.value) in _LIKELY_YEARS
        if low.value >= high.value or high.fraction or (are_years and not match["counted"]):
            return None
        last = self._words.cardinal(high.whole, GENITIVE)
        said = f"{self._words.number(low)} do {last}"
        return f"{said} {self._counted(match['counted'])}" if match["counted"] else said

    def _score(self, match: re.Match[str]) -> str:
        second = self._words.cardinal(str(int(match[2])), GENITIVE)
        return f"{self._words.cardinal(str(int(match[1])))} do {second}"
