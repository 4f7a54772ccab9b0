"""Scores: sets of a match one after another, of which one may rise as a range does; 1-0."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

_SETS = re.compile(
    r"(?<![0-9A-Za-z.,/\-])[0-9]{1,3}[-\u2013][0-9]{1,3}(?:\([0-9]{1,2}\))?"
    r"(?:\s?[,、，]\s?[0-9]{1,3}[-\u2013][0-9]{1,3}(?:\([0-9]{1,2}\))?){1,6}(?![0-9A-Za-z\-]|[.,/][0-9])"
)
_PAIR = re.compile(r"([0-9]{1,3})[-\u2013]([0-9]{1,3})")


# 1-0, which no range is; not within a telephone or a date.
_TO_NIL = re.compile(r"(?<![0-9.\-])(?P<one>[1-9][0-9]?)-0(?![0-9\-.年月])")


def nil_rule(spoken: Callable[[str], str], between: str) -> Rule:
    """Return that of a match which one side has won to nil."""
    return Rule("to nil", _TO_NIL, lambda match: f"{spoken(match['one'])}{between}零", needs="-")


def score_rule(spoken: Callable[[str], str], between: str) -> Rule:
    """Return that of several scores; `between` is said between the two numbers of each."""

    def read(match: re.Match[str]) -> str | None:
        pairs = [(int(won), int(lost)) for won, lost in _PAIR.findall(match[0])]
        if all(won < lost for won, lost in pairs):
            return None  # ranges
        said = _PAIR.sub(lambda pair: f"{spoken(pair[1])}{between}{spoken(pair[2])}", match[0])
        return re.sub("[0-9]+", lambda digits: spoken(digits[0]), said)

    return Rule("scores", _SETS, read, needs="-\u2013")
