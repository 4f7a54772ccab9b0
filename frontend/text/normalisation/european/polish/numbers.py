"""Polish numbers with the gender of what follows, and fractions: "2 osoby", "3/4", "2½"."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.dimensions import dimension_rules
from frontend.text.normalisation.european.polish.inflection import Form, ordinal
from frontend.text.normalisation.european.rules.context import word_after
from frontend.text.normalisation.european.rules.fractions import SIGNS, are_versions
from frontend.text.normalisation.european.written import END, START
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_FEMININE = re.compile(
    r"(?:osob|kobiet|godzin|minut|sekund|stron|noc|częś|rzecz|sztuk|złotówk|książk|grup|liter|cyfr|"
    r"córk|dziewcz|ulic|szkoł|firm|ton|łyż|szklan|rund|bramk|drużyn|klas|prób|zmian|nog|ręc|dro|"
    r"liczb|gwiazd|ofiar|dob|kategor|wersj|metod|bitw|wojn|kart|tabel|siostr|matk|opcj|lekcj|"
    r"stacj|wysp|gór|rzek|szans|rol|fal|dekad|kropl|tablet|torb|butelk|porcj|cech|różnic)"
)
_NO_NOUNS = words_of("i lub a na do z oraz albo dla za po od przez przed jest tys mln mld")
_COUNT = re.compile(rf"{START}([0-9]{{1,7}}){END}(?= ([a-ząćęłńóśźż]{{2,24}}))")
_FRACTION = re.compile(
    r"(?<![\w/])(?<![0-9][.,:/])(?:([1-9][0-9]{0,3}) )?([1-9][0-9]{0,2})/([1-9][0-9]{0,2}|1000)"
    r"(?![\w/]|[.,:][0-9])"
)
_OF_UNIT = re.compile(
    r"(?<![\w/])(?<![0-9][.,:/])([1-9][0-9]?)/([1-9][0-9]?) ([A-Za-zµ°]{1,5})(?![\w/.²³])"
)
_POINTS = words_of("pkt punktów gwiazdek")
_ADDRESS = re.compile(r"(?:[Uu]l|[Aa]l|[Oo]s|[Pp]l)\. ?\w{1,20}(?: \w{1,20})? $")
_SIGN = re.compile(rf"(?<![\w.,/])(?! )([1-9][0-9]{{0,3}})? ?([{SIGNS}])")


class Numbers:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield from dimension_rules(self._words, "na")
        yield Rule("fraction of a unit", _OF_UNIT, self._of_unit, needs="/")
        yield Rule("fraction", _FRACTION, self._fraction, needs="/")
        yield Rule("fraction sign", _SIGN, self._sign, needs=SIGNS)
        yield Rule("count", _COUNT, self._count, needs=DIGIT)

    def _fraction(self, match: re.Match[str]) -> str | None:
        whole, above, below = match[1], int(match[2]), int(match[3])
        if below == 1:
            return None
        if are_versions(match) or (not whole and word_after(match) in _POINTS):
            to = "ukośnik" if are_versions(match) else "na"
            return f"{self._words.cardinal(above)} {to} {self._words.cardinal(below)}"
        if not whole and _ADDRESS.search(match.string[: match.start()][-50:]):
            return f"{self._words.cardinal(above)} łamane przez {self._words.cardinal(below)}"
        said = "pół" if whole and (above, below) == (1, 2) else self._parts(above, below)
        return f"{self._words.cardinal(whole)} i {said}" if whole else said

    def _of_unit(self, match: re.Match[str]) -> str | None:
        noun = self._words.units.get(match[3])
        if noun is None or match[2] == "1" or match[3] in _POINTS:
            return None
        is_half = (match[1], match[2]) == ("1", "2")
        said = "pół" if is_half else self._parts(int(match[1]), int(match[2]))
        return f"{said} {noun.form('other')}"

    def _parts(self, above: int, below: int) -> str:
        form: Form = "p-gen"
        if above == 1:
            form = "f"
        elif above % 10 in (2, 3, 4) and above % 100 not in (12, 13, 14):
            form = "p"
        return f"{self._words.cardinal(above, 'f')} {ordinal(self._words, below, form)}"

    def _sign(self, match: re.Match[str]) -> str:
        if match[1] == "1" and match[2] == "½":
            return "półtorej" if _FEMININE.match(word_after(match)) else "półtora"
        above, _, below = unicodedata.normalize("NFKC", match[2]).partition("\u2044")
        said = "pół" if match[2] == "½" else self._parts(int(above), int(below))
        return f"{self._words.cardinal(match[1])} i {said}" if match[1] else said

    def _count(self, match: re.Match[str]) -> str | None:
        """Read 1 and 2 in the gender of the noun: "jedna osoba", "dwadzieścia dwie osoby"."""
        digits, noun = match.groups()
        if noun in _NO_NOUNS or noun in self._words.units or noun in self._words.signs:
            return None
        number = int(digits)
        if number == 1:
            return self._one(noun)
        ends_in_two = number % 10 == 2 and number % 100 != 12
        return self._words.cardinal(digits, "f") if ends_in_two and _FEMININE.match(noun) else None

    def _one(self, noun: str) -> str:
        if noun.endswith("ę"):
            return "jedną"
        if noun.endswith("a"):
            return self._words.cardinal(1, "f")
        return self._words.cardinal(1, "n" if noun.endswith(("o", "ie")) else "m")
