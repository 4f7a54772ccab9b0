"""German numbers beside words: "1 Stunde", "1 %", "3 x 4 m"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.dimensions import dimension_rules
from frontend.text.normalisation.european.german.nouns import gender_of
from frontend.text.normalisation.european.german.ordinals import after, before, ends_sentence
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_ONE = re.compile(
    r"(?<![\w.,:/+-])(?<![-−] )1(?= (?:(?P<adjective>[a-zäöüß]{2,20}e[rsn]?) )?"
    r"(?P<noun>[A-ZÄÖÜ][a-zäöüß]{2,40})(?!\w|/s(?!\w)))"
)
_ONE_PERCENT = re.compile(r"(?<![\w.,:/+-])1[ \u00a0]?%(?!\w)")
_MINUS = re.compile(r"(?<=[0-9]) [-−–] (?=[0-9.,]{1,12} ?=)")
_PARAGRAPHS = re.compile(r"§§ ?(?=[0-9])")
_FOLLOWING = re.compile(r"(?<=[0-9]) ?(ff?)\.(?!\w)")
_AFTER_NOUN = re.compile(
    r"[\w.,;:!?]\s{1,2}[A-ZÄÖÜ]\w{1,40}[ \u00a0]$|(?<!\w)[A-ZÄÖÜ]\w{0,5}\.[ \u00a0]$"
)
_NUMBERED = words_of("seite kapitel band teil nummer platz klasse artikel absatz paragraf")


class Numbers:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("one percent", _ONE_PERCENT, lambda _: "ein Prozent", needs="%")
        yield from dimension_rules(self._words, "mal")
        yield Rule("minus", _MINUS, lambda _: "minus", needs="=")
        yield Rule("paragraphs", _PARAGRAPHS, lambda _: "Paragrafen", needs="§")
        yield Rule("and following", _FOLLOWING, _following, needs="f")
        yield Rule("one", _ONE, self._one, needs=DIGIT)

    def _one(self, match: re.Match[str]) -> str | None:
        left = before(match)
        if _AFTER_NOUN.search(left) or left.strip().lower() in _NUMBERED:
            return None  # "Seite 1 Absatz"
        adjective = match["adjective"] or ""
        is_feminine = (
            gender_of(match["noun"]) == "feminine" if not adjective else adjective[-1] == "e"
        )
        return self._words.cardinal(1, "f" if is_feminine else "m")


def _following(match: re.Match[str]) -> str:
    said = "fortfolgende" if match[1] == "ff" else "folgende"
    return f"{said}{ends_sentence(after(match))}"
