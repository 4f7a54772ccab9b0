"""German words made of digits and letters: "1980er", "20-jährig", "3D-Drucker", "50%ig"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_START = r"(?<![\w.,:/-])"
_DECADE = re.compile(
    _START + r"['’]?([1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2}|[1-9][0-9]{0,3})er(n?)(?!\w)"
)
# What follows the digits, with a hyphen or without; the word goes on.
_COMPOUND = re.compile(
    _START + r"([0-9]{1,7}(?:,[0-9]{1,2})?)-?"
    r"((?:fach|mal|jährig|tägig|stündig|minütig|wöchig|monatig|köpfig|teilig|"
    r"stellig|stöckig|gliedrig|seitig|sitzig|prozentig|türig|eckig|stufig|bändig|gradig|spurig|"
    r"sprachig|zeilig|dimensional|stöckig)[a-zäöüß]{0,6})(?!\w)"
)
_PERCENT = re.compile(_START + r"([0-9]{1,7}) ?%-?(ig(?:e[rnms]?)?)(?!\w)")
_NOUN = re.compile(_START + r"([0-9]{1,7})(-[A-ZÄÖÜ][a-zäöüß]{2,40})(?!\w)")
_LETTER = re.compile(_START + r"([0-9])-?([DGK])(?![\w.])")
_TIMES = re.compile(
    _START + r"([1-9][0-9]{0,3}) ?[xX×](?= (?!hoch|zum Quadrat)[^\W\d_]{2,30}|[,;.!?)](?!\w)|$)"
)


class Compounds:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("decade", _DECADE, self._decade, needs=DIGIT)
        yield Rule("adjective of a number", _COMPOUND, self._compound, needs=DIGIT)
        yield Rule("percentage as an adjective", _PERCENT, self._percent, needs="%")
        yield Rule("number and noun", _NOUN, self._compound, needs=DIGIT)
        yield Rule("number and letter", _LETTER, self._letter, needs=DIGIT)
        yield Rule("times", _TIMES, self._times, needs=DIGIT)

    def _joined(self, digits: str) -> str:
        return self._words.number(self._words.parsed(digits), "m")

    def _decade(self, match: re.Match[str]) -> str:
        return f"{self._words.year(match[1].replace('.', ''))}er{match[2]}"

    def _compound(self, match: re.Match[str]) -> str:
        return f"{self._joined(match[1])}{match[2]}"

    def _percent(self, match: re.Match[str]) -> str:
        return f"{self._joined(match[1])}prozent{match[2]}"

    def _letter(self, match: re.Match[str]) -> str:
        return f"{self._words.cardinal(match[1])}-{match[2]}"

    def _times(self, match: re.Match[str]) -> str:
        return f"{self._joined(match[1])}mal"
