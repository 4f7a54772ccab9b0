"""Marks before a number that say more than it, or less: > 100, ≥18, < 3 %, ~30, ≈ 7."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.grammar import pairs
from frontend.text.normalisation.european.written import SPACE
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_SAID = {
    "de": pairs("<: weniger als, >: mehr als, ≤: höchstens, ≥: mindestens, ≈: ungefähr"),
    "fr": pairs("<: moins de, >: plus de, ≤: au plus, ≥: au moins, ≈: environ"),
    "es": pairs("<: menos de, >: más de, ≤: como máximo, ≥: al menos, ≈: aproximadamente"),
    "it": pairs("<: meno di, >: più di, ≤: al massimo, ≥: almeno, ≈: circa"),
    "pt": pairs("<: menos de, >: mais de, ≤: no máximo, ≥: pelo menos, ≈: aproximadamente"),
    "nl": pairs("<: minder dan, >: meer dan, ≤: hoogstens, ≥: minstens, ≈: ongeveer"),
    "pl": pairs("<: mniej niż, >: więcej niż, ≤: co najwyżej, ≥: co najmniej, ≈: mniej więcej"),
}
# "<3" is a heart, and what has a letter or digit before it is a formula's: "x > 3", but "más > 3".
_COMPARED = re.compile(
    r"(?<![\w)\]²³%<>=~-])(?:(?<![\w)\]²³%=] )|(?<=[^\W\d_A-Z]{3} )|(?=~))(?P<mark>[<>≤≥~≈])"
    rf"(?!(?<=<)3(?![\w.,]))(?={SPACE}?[0-9])"
)
_AFTER_WORD = re.compile(rf"[^\W\d_A-Z]{{3}}{SPACE}$")
_BEFORE_NUMBER = re.compile(rf"{SPACE}?[0-9]")
_REACH = 4


def rules(words: Words) -> Iterable[Rule]:
    return (Rule("comparison", _COMPARED, partial(_compared, words), "<>≤≥~≈"),)


def is_compared(match: re.Match[str]) -> bool:
    """Return whether an operator stands between a word and a number, where no formula is."""
    if match["operator"] not in "<>≤≥≈":
        return False
    at = match.start("operator")
    is_after_word = _AFTER_WORD.search(match.string, max(0, at - _REACH), at) is not None
    return is_after_word and _BEFORE_NUMBER.match(match.string, match.end()) is not None


def _compared(words: Words, match: re.Match[str]) -> str | None:
    return _SAID.get(words.grammar.tag.partition("-")[0], {}).get(match["mark"].replace("~", "≈"))
