"""From one number to another: 40–60, pp. 3–7, 3-4 days, 9-5; and scores: won 3-2, 6:4."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import (
    NUMBER,
    TO,
    after,
    before,
    is_counted,
    word_before,
)
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_RANGE = re.compile(
    rf"(?<![0-9],)(?<![\w./:$£€¥#=+*×-])(?P<first>{NUMBER})(?P<dash>{TO})(?P<last>{NUMBER})(?![\w/=+*×-]|[.,:][0-9])"
)
_RATIO = re.compile(
    r"(?<![0-9],)(?<![\w.:/])([0-9]{1,4}(?:\.[0-9]{1,2})?):([0-9]{1,4}(?:\.[0-9])?)(?![\w:/]|[.,][0-9])"
)
_PARTS = (
    "§ §§ p. pp. ch. chs. vol. vols. no. nos. fig. figs. sec. secs. pages page chapters chapter"
)
_MORE_PARTS = (
    "serves makes feeds "
    "lines verses ages aged age grades steps items rows figures sections volumes levels questions "
    "years weeks days months between about around approximately nearly roughly only takes open "
    "opening hours work works worked working is was are were of"
)
_BEFORE_RANGES = frozenset(f"{_PARTS} {_MORE_PARTS}".replace(".", "").split())
_SCORES = re.compile(
    r"\b(?:w[io]n|wins|winning|beat|beats|beaten|beating|los[et]|loses|losing|le[ad]d?|leads|leading|"
    r"trail\w{0,3}|score[ds]?|scoring|drew|draws?|tied?|defeat\w{0,3}|final|victory|votes?|voted|ruled|"
    r"ruling|pass(?:ed|es)?|fail(?:ed|s)?|approved|rejected|overturned|upheld|record|odds|down|up|ahead|result|finished|ended|game|match|set)\b"
)
_AFTER_SCORES = re.compile(
    r" (?:w[io]ns?|victory|loss|draw|lead|defeat|vote|decision|majority|record|score|against|over|"
    r"on)\b"
)
_BEFORE_LENGTHS = frozenset(("in", "of", "after", "time", "lasts", "lasted", "clocked"))
_STANDARDS = frozenset(("iso", "iec", "en", "din", "bs"))  # each is of a year
_NAMES = frozenset(
    ("no", "number", "order", "invoice", "po", "p.o", "case", "ref", "account", "ticket", "policy")
)
_NAMED = {
    "9-5": "nine to five",
    "50-50": "fifty fifty",
    "20-20": "twenty twenty",
    "7-11": "seven eleven",
}


class Ranges:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("range", _RANGE, self._range, needs="-–—‑"),
            Rule("ratio", _RATIO, self._ratio, needs=":"),
        ]

    def _range(self, match: re.Match[str]) -> str | None:
        first, last = match["first"], match["last"]
        if named := _NAMED.get(match[0].replace("–", "-")):
            return named
        if _is_code(first, last):
            return None
        if len(last) > len(first) + 1 and word_before(match) in _NAMES:  # "P.O. no. 88-1042"
            return f"{self._numbers.cardinal(first)}, {self._numbers.digits(last)}"
        if "–" in match["dash"] or _is_range(match) or _is_score(match):
            return f"{self._numbers.number(first)} to {self._numbers.number(last)}"
        return None

    def _ratio(self, match: re.Match[str]) -> str:
        if word_before(match) in _STANDARDS and len(match[2]) == 4:
            return f"{self._numbers.cardinal(match[1])} {self._numbers.year(match[2])}"
        if _is_a_length(match):
            return f"{self._numbers.cardinal(match[1])} {self._numbers.pair(match[2], 'oh')}"
        return f"{self._numbers.number(match[1])} to {self._numbers.number(match[2])}"


def _is_a_length(match: re.Match[str]) -> bool:
    """Return whether these are minutes and seconds, such as a runner's: in 45:30."""
    is_time = match[2].isdecimal() and len(match[2]) == 2 and int(match[2]) < 60
    return is_time and word_before(match) in _BEFORE_LENGTHS


def _is_code(first: str, last: str) -> bool:
    """Return whether they look like no amounts, as they begin with 0."""
    return any(number.startswith("0") and number[1:2].isdecimal() for number in (first, last))


def _is_range(match: re.Match[str]) -> bool:
    first, last = (_value(match[name]) for name in ("first", "last"))
    if first >= last:  # also pages 101-3
        return len(match["last"]) < len(match["first"]) and word_before(match) in _BEFORE_RANGES
    are_long = all(len(match[name]) > 1 for name in ("first", "last")) and last < 10 * first
    return are_long or is_counted(match) or word_before(match) in _BEFORE_RANGES


def _is_score(match: re.Match[str]) -> bool:
    is_short = all(len(match[name]) < 4 for name in ("first", "last"))
    return is_short and bool(_SCORES.search(before(match)) or _AFTER_SCORES.match(after(match)))


def _value(number: str) -> float:
    return float(number.replace(",", "")[:20])
