"""What only French writes so: 24h/24, 7j/7."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.written import SPACE, Number
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

ALWAYS = re.compile(
    rf"(?<![\w.,/])(?P<number>[0-9]{{1,2}}){SPACE}?(?P<unit>[hj]){SPACE}?/{SPACE}?(?P<of>24|7)(?!\w)"
)


def rules(words: Words) -> Iterable[Rule]:
    return (Rule("always", ALWAYS, partial(_always, words), DIGIT),)


def _always(words: Words, match: re.Match[str]) -> str:
    hours = words.counted(Number(match["number"]), words.units[match["unit"]])
    return f"{hours} {words.grammar.over} {words.cardinal(match['of'])}"
