"""Several of a number, and seconds: two 747s, F-16s, MP3s, 100s of fans, in 3s, after 5,400s."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import after, before, word_before
from frontend.text.normalisation.english.numbers import plural
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_IN_NAME = re.compile(r"(?<=[A-Za-z])-?(?P<here>(?P<number>[1-9][0-9]{0,3})s)(?![\w'’-])")
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
_SEVERAL_WORDS = (
    "the these those all some any many few several both two three four five six seven eight nine "
    "ten no new old our my his her their"
)
_SEVERAL = frozenset(_SEVERAL_WORDS.split())
_COUNTING = re.compile(r"\bcount\w{0,5} (?:\w{1,12} )?(?:by|in) $")
_SENTENCE_ENDS = (".", "!", "?", ":", ";")


class Plurals:
    """Seconds are what is left when nothing says that there are several of the number."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("several of a name", _IN_NAME, self._several, needs="s"),
            Rule("several or seconds", _ALONE, self._several_or_seconds, needs="s"),
        ]

    def _several(self, match: re.Match[str]) -> str:
        return plural(self._numbers.pairs(match["number"]))

    def _several_or_seconds(self, match: re.Match[str]) -> str | None:
        number = match["number"]
        if match[0] == match.string.strip():
            return None  # nothing tells what it is: "4s" may be a telephone
        power = _POWERS.get(number.replace(",", ""))
        if power and _OF_THEM.match(after(match)):
            return power
        if word_before(match) in _SEVERAL or _COUNTING.search(before(match)) or _is_of_name(match):
            return self._several(match) if number.isdecimal() else plural(self._cardinal(number))
        return f"{self._cardinal(number)} second{'s' * (number != '1')}"

    def _cardinal(self, number: str) -> str:
        return self._numbers.cardinal(number)


def _is_of_name(match: re.Match[str]) -> bool:
    """Return whether a name goes before, as in "Boeing 747s", and not a sentence's first word."""
    earlier = match.string[max(0, match.start() - 40) : match.start()]
    words = earlier.split()
    if not words or not earlier.endswith(" ") or not words[-1][-1].isalnum():
        return False
    is_first = len(words) == 1 or words[-2].endswith(_SENTENCE_ENDS)
    return any(map(str.isupper, words[-1][1:] if is_first else words[-1]))
