"""Polish words cut short, inflected by what stands beside them: "w II kw.", "p. Nowak"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.roman import value
from frontend.text.normalisation.european.polish.context import (
    GENITIVE,
    LOCATIVE,
    after,
    before,
    last_word,
    point,
)
from frontend.text.normalisation.european.polish.inflection import LAST, Form, ordinal
from frontend.text.normalisation.european.polish.units import PERCENTAGE_POINT, YEAR
from frontend.text.normalisation.european.written import SIGNED
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_QUARTER = re.compile(r"\b(?P<numeral>[IV]{1,3}) kw\.(?!\w)")
_FLOOR = re.compile(r"\b(?P<numeral>[IVX]{1,4}) p\.(?=[,;)]|\s{0,3}$)")
_NUMBERED_FLOOR = re.compile(r"(?<![\w.,:/-])(?P<number>[1-9][0-9]?)\. p\.(?=[,;)]|\s{0,3}$)")
# A half of a century or of a year: "w 2. poł. XIX w.".
_HALF = re.compile(r"(?<![\w.,:/-])(?P<number>[12]\.|I{1,2}) poł\.(?!\w)")
_MINUTE = re.compile(
    r"(?<![\w.,:/-])(?P<numeral>[1-9][0-9]{0,2})\. ?min(?:\.(?=[ ,;)])|(?=[ ,;)]|\s{0,3}$))"
)
# By what is counted: its forms by itself, where something is, and from it.
_NOUNS: dict[str, tuple[tuple[Form, str], tuple[Form, str], tuple[Form, str]]] = {
    "quarter": (("m", "kwartał"), ("m-loc", "kwartale"), ("m-gen", "kwartału")),
    "floor": (("n", "piętro"), ("m-loc", "piętrze"), ("m-gen", "piętra")),
    "half": (("f", "połowa"), ("f-gen", "połowie"), ("f-gen", "połowy")),
    "minute": (("f", "minuta"), ("f-gen", "minucie"), ("f-gen", "minuty")),
}
# Of a match: "w 90.+3".
_ADDED = re.compile(
    r"(?<![\w.,])(?P<minute>[1-9][0-9]{0,2})\.\+(?P<more>[0-9]{1,2})(?!\w|[.,][0-9])"
)
_POINTS = re.compile(rf"(?P<number>{SIGNED}) ?(?:pkt\.? ?proc|p\.p)(?:\.(?!\w)|(?!\w))")
_OF_A_LAW = re.compile(r"(?<=[0-9] )pkt\.?(?= [0-9])")
_FLAT = re.compile(r"(?<=[0-9] )m\.(?= [0-9])")
_YEARS = re.compile(r"(?<=in )l\.(?= ?[0-9])|(?<=[Ww] )l\.(?= ?[0-9])")
_AGE = re.compile(r"(?<=[(,])(?P<space> ?)(?P<age>[1-9][0-9]{0,2}) l\.(?=[),])")
_TEMPERATURE = re.compile(r"(?<!\w)(?P<first>[Tt])emp\.")
_DAILY = re.compile(r"(?<=razy )dz\.(?! ?U)|(?<=raz )dz\.(?! ?U)")
_MISTER = re.compile(r"(?<![\w.])(?P<first>[Pp])\. (?=(?P<name>[A-ZĆŁŚŻ][a-ząćęłńóśźż]{1,20}))")
_SHE_DID = re.compile(r"(?:ła|łaby) $")


class Shortened:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("quarter", _QUARTER, self._quarter, needs="IV")
        yield Rule("floor", _FLOOR, self._floor, needs="IVX")
        yield Rule("floor", _NUMBERED_FLOOR, self._numbered, needs=DIGIT)
        yield Rule("half", _HALF, self._half, needs="ł")
        yield Rule("minute of a match", _MINUTE, self._minute, needs=DIGIT)
        yield Rule("added time", _ADDED, self._added, needs="+")
        yield Rule("percentage points", _POINTS, self._points, needs="p")
        yield Rule("point of a law", _OF_A_LAW, lambda _: "punkt", needs="p")
        yield Rule("flat", _FLAT, lambda _: "mieszkania", needs="m")
        yield Rule("years", _YEARS, lambda _: "latach", needs="l")
        yield Rule("age", _AGE, self._age, needs="l")
        yield Rule("temperature", _TEMPERATURE, _temperature, needs="tT")
        yield Rule("daily", _DAILY, lambda _: "dziennie", needs="d")
        yield Rule("Mr or Mrs", _MISTER, _mister, needs="pP")

    def _quarter(self, match: re.Match[str]) -> str | None:
        return self._nth("quarter", value(match["numeral"]), match)

    def _floor(self, match: re.Match[str]) -> str | None:
        return self._nth("floor", value(match["numeral"]), match)

    def _numbered(self, match: re.Match[str]) -> str | None:
        return self._nth("floor", int(match["number"]), match)

    def _half(self, match: re.Match[str]) -> str | None:
        number = 1 if match["number"] in ("1.", "I") else 2
        return self._nth("half", number, match)

    def _minute(self, match: re.Match[str]) -> str | None:
        return self._nth("minute", int(match["numeral"]), match)

    def _nth(self, kind: str, number: int | None, match: re.Match[str]) -> str | None:
        if not number or number > LAST:
            return None
        alone, within, of = _NOUNS[kind]
        preposition = last_word(before(match))
        form, noun = within if preposition in LOCATIVE else of if preposition in GENITIVE else alone
        end = point(after(match)) if match[0].endswith(".") else ""
        return f"{ordinal(self._words, number, form)} {noun}{end}"

    def _added(self, match: re.Match[str]) -> str:
        minute = ordinal(self._words, int(match["minute"]), "f-gen")
        return f"{minute} plus {self._words.cardinal(str(int(match['more'])))}"

    def _points(self, match: re.Match[str]) -> str:
        said = self._words.counted(self._words.parsed(match["number"]), PERCENTAGE_POINT)
        return f"{said}{point(after(match)) if match[0].endswith('.') else ''}"

    def _age(self, match: re.Match[str]) -> str:
        return f"{match['space']}{self._words.counted(self._words.parsed(match['age']), YEAR)}"


def _temperature(match: re.Match[str]) -> str:
    ending = "ze" if last_word(before(match)) in LOCATIVE else ""
    return f"{match['first']}emperatur{ending or 'a'}"


def _mister(match: re.Match[str]) -> str:
    """Tell by the name, or by what she did: "powiedziała p. Nowak"."""
    is_woman = match["name"].endswith("a") or _SHE_DID.search(before(match)) is not None
    first = match["first"]
    return f"{first}ani " if is_woman else f"{first}an "
