"""Polish ordinals by digits: "3. miejsce", "5-ty"; and adjectives of numbers: "10-letni"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.polish.context import (
    before,
    form_of_noun,
    last_word,
)
from frontend.text.normalisation.european.polish.inflection import Form, ordinal
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_ORDINAL = re.compile(r"(?<![\w.,:/-])([1-9][0-9]{0,3})\.(?= ([a-ząćęłńóśźż]{2,30}))")
_SUFFIXED = re.compile(
    r"(?<![\w.,:/])([1-9][0-9]{0,3})"
    r"(-?(?:sz|g|c|t|m)(?:i|i?(?:y|a|e|ego|ej|ym|ą)|im)|-?(?:ego|ej)|-(?:go|ym|y|a|e|ą))(?![\w-])"
)
_ENDINGS: tuple[tuple[str, Form], ...] = (
    ("go", "m-gen"),
    ("ej", "f-gen"),
    ("m", "m-loc"),
    ("ą", "f-acc"),
    ("a", "f"),
    ("e", "n"),
)
_COMPOUND = re.compile(
    r"(?<![\w.,:/])([1-9][0-9]{0,3})-?((?:letni|leci|osobow|procentow|minutow|godzinn|dniow|kilometrow|"
    r"miesięczn|tygodniow|pokojow|stopniow|metrow|krotn|latk|latek)[a-ząćęłńóśźż]{0,4})\b"
)
# What a genitive becomes within a word; those in "u" end in "o" there, but for hundreds.
_WITHIN = {
    "jednego": "jedno", "dwóch": "dwu", "trzech": "trzy", "czterech": "cztero",
    "tysiąca": "tysiąc", "tysięcy": "tysiąc",
}  # fmt: skip
_UNCHANGED = frozenset(("stu", "dwustu", "trzystu", "czterystu"))
GENITIVE = "genitive"  # the name of the ruleset among the cardinals


class Ordinals:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("adjective of a number", _COMPOUND, self._compound, needs=DIGIT)
        yield Rule("ordinal with its ending", _SUFFIXED, self._suffixed, needs=DIGIT)
        yield Rule("ordinal", _ORDINAL, self._before_noun, needs=DIGIT)

    def _compound(self, match: re.Match[str]) -> str:
        parts = self._words.cardinal(match[1], GENITIVE).split()
        return f"{''.join(map(_within, parts))}{match[2]}"

    def _suffixed(self, match: re.Match[str]) -> str:
        plain: Form = "m"
        form = next((form for ending, form in _ENDINGS if match[2].endswith(ending)), plain)
        return ordinal(self._words, int(match[1]), form)

    def _before_noun(self, match: re.Match[str]) -> str:
        form = form_of_noun(match[2], last_word(before(match)))
        return ordinal(self._words, int(match[1]), form)


def _within(word: str) -> str:
    if word.endswith("u") and word not in _UNCHANGED:
        return f"{word[:-1]}o"
    return _WITHIN.get(word, word)
