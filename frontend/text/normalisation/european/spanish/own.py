"""What only Spanish writes so: L-V, c/ 5 min."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.rules.dates import quarter
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_DAYS = {
    "L": "lunes",
    "M": "martes",
    "X": "miércoles",
    "J": "jueves",
    "V": "viernes",
    "S": "sábado",
    "D": "domingo",
}
_FROM_DAY_TO_DAY = re.compile(
    r"(?<![\w.-])(?P<first>[LMXJVS])[-–](?P<last>[JVSD])(?= ?:? ?[0-9]{1,2}[:.h ]|[,;)]|\s{0,3}$)"
)
_EACH = re.compile(r"(?<!\w)c/(?=\s?[0-9])")


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("from day to day", _FROM_DAY_TO_DAY, _days, "-–"),
        Rule("each", _EACH, lambda _: "cada", "/"),
        quarter(words, "spellout-ordinal-masculine-adjective", " de "),
    )


def _days(match: re.Match[str]) -> str:
    return f"{_DAYS[match['first']]} a {_DAYS[match['last']]}"
