"""What Chinese and Japanese read of formulas before their numbers: 39°54′, 10^-3, 100-50=50."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

_PART = r"[0-9]{1,2}(?:\.[0-9]{1,4})?"
_ANGLE = re.compile(
    rf"(?<![0-9.])(?P<degrees>[0-9]{{1,3}})°\s?(?P<minutes>{_PART})['\u2032]"
    rf"(?:\s?(?P<seconds>{_PART})[\"\u2033])?"
)
_RAISED = re.compile(r"(?<=[0-9A-Za-z)])\^(?P<power>-?[0-9]{1,6})(?![0-9.])")
_LESS = re.compile(r"(?<=[0-9])\s?[-\u2212]\s?(?=[0-9]{1,12}(?:\.[0-9]{1,12})?\s?=)")


def formula_rules(
    spoken: Callable[[str], str], raised: Callable[[str], str], less: str
) -> list[Rule]:
    """Return the rules of a language, which says `less` between two numbers."""

    def angle(match: re.Match[str]) -> str:
        seconds = f"{spoken(match['seconds'])}秒" if match["seconds"] else ""
        return f"{spoken(match['degrees'])}度{spoken(match['minutes'])}分{seconds}"

    return [
        Rule("angle", _ANGLE, angle, needs="°"),
        Rule("raised", _RAISED, lambda match: raised(match["power"]), needs="^"),
        Rule("less", _LESS, lambda _: less, needs="="),
    ]
