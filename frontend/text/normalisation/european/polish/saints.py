"""Polish abbreviations that are inflected by what stands beside them: "św. Jana", "na ul."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.polish.context import (
    GENITIVE,
    LOCATIVE,
    before,
    form_of_name,
    last_word,
)
from frontend.text.normalisation.european.polish.inflection import inflected
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_SAINT = re.compile(r"(?<!\w)(?P<word>[Śś]w\.|[Bb]ł\.)(?= ?(?P<name>[A-ZŁŚŻ][a-ząćęłńóśźż]{2,24}))")
_STREET = re.compile(
    r"(?<!\w)(?P<word>[Uu]l\.|[Aa]l\.|[Pp]l\.|(?<![0-9] )(?<![0-9])[Oo]s\.)(?= [\wĄĆĘŁŃÓŚŹŻ])"
)
_DOCTOR = re.compile(r"(?<!\w)dr(?= (?:hab|inż|n)\.)")
_PHONE = re.compile(r"(?<![\w.,-])(?<![0-9] )[0-9]{2} [0-9]{3} [0-9]{2} [0-9]{2}(?![\w,-]| [0-9])")
_MOBILE = re.compile(
    r"(?<![\w.,-])(?<![0-9] )[1-9][0-9]{2} [0-9]{3} (?!000)[0-9]{3}(?![\w-]|,[0-9]| [\w%€$])"
)
_POSTCODE = re.compile(r"(?<![\w.,-])[0-9]{2}-[0-9]{3}(?= [A-ZŁŚŻĆŹ])")
_STREETS = {
    "ul.": ("ulica", "ulicy"),
    "al.": ("aleja", "alei"),
    "pl.": ("plac", "placu"),
    "os.": ("osiedle", "osiedlu"),
}


class Saints:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("saint", _SAINT, _saint, needs="wł")
        yield Rule("doctor", _DOCTOR, lambda _: "doktor", needs="d")
        yield Rule("telephone", _PHONE, self._grouped, needs=DIGIT)
        yield Rule("mobile telephone", _MOBILE, self._grouped, needs=DIGIT)
        yield Rule("postcode", _POSTCODE, self._grouped, needs="-")
        yield Rule("street", _STREET, _street, needs=".")

    def _grouped(self, match: re.Match[str]) -> str:
        return self._words.grouped(match[0])


def _saint(match: re.Match[str]) -> str:
    word = "święty" if match["word"].lower() == "św." else "błogosławiony"
    said = inflected(word, form_of_name(match["name"]))
    return said.capitalize() if match["word"][0].isupper() else said


def _street(match: re.Match[str]) -> str:
    plain, oblique = _STREETS[match["word"].lower()]
    said = oblique if last_word(before(match)) in LOCATIVE | GENITIVE else plain
    return said.capitalize() if match["word"][0].isupper() else said
