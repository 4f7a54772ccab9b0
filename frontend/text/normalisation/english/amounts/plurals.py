"""Several of a number: two 747s, F-16s, MP3s, 100s of fans. What is not sure stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.several import OF_NAME, OF_TYPE
from frontend.text.normalisation.english.fragments import after, word_before
from frontend.text.normalisation.english.numbers import plural
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_ALONE = re.compile(
    r"(?<![0-9],)(?<![\w.,:/$£€¥'’#+-])"
    r"(?P<number>[1-9][0-9]{0,5}|[1-9][0-9]{0,2},[0-9]{3})s(?![\w'’/-])"
)
_POWERS = {
    "10": "tens", "100": "hundreds", "1000": "thousands", "10000": "tens of thousands",
    "100000": "hundreds of thousands",
}  # fmt: skip
# "100s of people", but "10s of silence".
_OF_THEM = re.compile(r" of (?!(?:audio|video|speech|silence|sleep|footage|music|data|delay)\b)")
_BEFORE_SEVERAL_WORDS = (
    "two three four five six seven eight nine ten dozen both these those several many boeing airbus"
)
_BEFORE_SEVERAL = frozenset(_BEFORE_SEVERAL_WORDS.split())
_TENS = re.compile(r"[1-9]0")  # as often a length or a decade: "two 60s rounds"
_BEFORE_NOUN = re.compile(r" (?!(?:and|or|are|were|is|in|on|for|from|at|to|with)\b)[a-z]")


class Plurals:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("several of a type", OF_TYPE, self._of_name, needs="s"),
            Rule("several of a name", OF_NAME, self._of_name, needs="s"),
            Rule("several", _ALONE, self._several, needs="s"),
        ]

    def _of_name(self, match: re.Match[str]) -> str:
        return plural(self._numbers.cardinal(match["number"]))

    def _several(self, match: re.Match[str]) -> str | None:
        number = match["number"].replace(",", "")
        if number in _POWERS and _OF_THEM.match(after(match)):
            return _POWERS[number]
        is_unsure = _TENS.fullmatch(number) and _BEFORE_NOUN.match(after(match))
        if is_unsure or word_before(match) not in _BEFORE_SEVERAL:
            return None
        return plural(self._numbers.pairs(number))
