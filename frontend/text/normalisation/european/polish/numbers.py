"""Polish numbers with the gender and case of what follows: fractions, ranges, "2 osoby"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.listed import listed
from frontend.text.normalisation.european.polish.context import after, point
from frontend.text.normalisation.european.polish.inflection import LAST, Form, ordinal
from frontend.text.normalisation.european.written import DASH, END, SIGNED, START
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

GENITIVE = "genitive"  # the name of the ruleset among the cardinals
_FEMININE = re.compile(
    r"(?:osob|kobiet|godzin|minut|sekund|stron|noc|częś|rzecz|sztuk|złotówk|książk|grup|liter|cyfr|"
    r"córk|dziewcz|ulic|szkoł|firm|ton|łyż|szklan|rund|bramk|drużyn|klas|prób|zmian|nog|ręc|dro|"
    r"liczb|gwiazd|ofiar|dob|kategor|wersj|metod|bitw|wojn|kart|tabel|siostr|matk|wersj|opcj|lekcj|"
    r"stacj|wysp|gór|rzek|miesz|szans|rol|fal|dekad|kropl|tablet|torb|butelk|porcj|cech|różnic)"
)
_COUNT = re.compile(rf"{START}([0-9]{{1,7}}){END}(?= ([a-ząćęłńóśźż]{{2,24}}))")
_FRACTION = re.compile(
    r"(?<![\w/])(?<![0-9][.,:/])(?:([1-9][0-9]{0,3}) )?([1-9][0-9]{0,2})/([1-9][0-9]{0,2})"
    r"(?![\w/]|[.,:][0-9])"
)
_SIGN = re.compile(r"(?<![\w.,/])([1-9][0-9]{0,3})? ?([½¼¾⅓⅔])")
_SIGNS = {
    "½": "pół",
    "¼": "jedna czwarta",
    "¾": "trzy czwarte",
    "⅓": "jedna trzecia",
    "⅔": "dwie trzecie",
}
_RANGE = re.compile(rf"{START}([0-9]{{1,6}}){DASH}([0-9]{{1,6}}){END}(?![-–\w])")
_MAGNITUDE = re.compile(rf"({SIGNED}) ?(tys|mln|mld|bln)(\.?)(?!\w)")
_CENTURY_LONG = 2


class Numbers:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("fraction", _FRACTION, self._fraction, needs="/")
        yield Rule("fraction sign", _SIGN, self._sign, needs="½¼¾⅓⅔")
        yield Rule("magnitude", _MAGNITUDE, self._magnitude, needs="tmb")
        yield Rule("count", _COUNT, self._count, needs=DIGIT)

    def _fraction(self, match: re.Match[str]) -> str | None:
        whole, above, below = match[1], int(match[2]), int(match[3])
        if below < 2:
            return None
        if (above, below) == (1, 2):
            said = "pół" if whole else "jedna druga"
        else:
            said = self._parts(above, below)
        return f"{self._words.cardinal(whole)} i {said}" if whole else said

    def _parts(self, above: int, below: int) -> str:
        form: Form = "p-gen"
        if above == 1:
            form = "f"
        elif above % 10 in (2, 3, 4) and above % 100 not in (12, 13, 14):
            form = "p"
        return f"{self._words.cardinal(above, 'f')} {ordinal(self._words, below, form)}"

    def _sign(self, match: re.Match[str]) -> str:
        said = _SIGNS[match[2]]
        return f"{self._words.cardinal(match[1])} i {said}" if match[1] else said

    def _magnitude(self, match: re.Match[str]) -> str | None:
        noun = self._words.magnitude(match[2])
        if noun is None:
            return None
        said = self._words.counted(self._words.parsed(match[1]), noun)
        return f"{said}{point(after(match)) if match[3] else ''}"

    def _count(self, match: re.Match[str]) -> str | None:
        """Read 1 and 2 in the gender of the noun: "jedna osoba", "dwadzieścia dwie osoby"."""
        digits, noun = match.groups()
        number = int(digits)
        if number == 1:
            return _one(self._words, noun)
        ends_in_two = number % 10 == 2 and number % 100 != 12 and number <= LAST
        if not ends_in_two or not _FEMININE.match(noun):
            return None
        return self._words.cardinal(digits, "f")


def _one(words: Words, noun: str) -> str | None:
    if noun in listed("i lub a na do z oraz albo dla za po"):
        return None
    if noun.endswith("ę"):
        return "jedną"
    if noun.endswith("a"):
        return words.cardinal(1, "f")
    return words.cardinal(1, "n") if noun.endswith(("o", "ie")) else words.cardinal(1, "m")
