"""Numbers within words and beside letters: B2B, covid-19, R2-D2, MIG-25, 1080p, Boeing 747."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.roman import value
from frontend.text.normalisation.english.fragments import TO, is_counted
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_TYPE = re.compile(
    r"\b(?:Boeing|Airbus|Route|Highway|Interstate|Room|Flight|Area|Studio|Form|Hwy\.?|Rte\.?|Rm\.?)\s"
    r"(?P<here>[1-9][0-9]{2,3})(?![\w]|[.,]\w)"
)
# And of which kind of a type: "Boeing 737-800".
_KIND = re.compile(
    r"\b(?:Boeing|Airbus|Bombardier|Embraer|CRJ|ATR)\s(?P<here>[1-9][0-9]{1,2}-[1-9][0-9]{1,3})(?![\w-])"
)
_LINES = re.compile(r"(?<![0-9],)(?<![\w.])(?P<here>[1-9][0-9]{2,3})[pi](?!\w)")
_STANDARD = re.compile(r"(?<![\w.])([A-Z])\.([0-9]{3})(?![\w]|[.,][0-9])")  # H.264
# Of any release: "libfoo 1.x", "2.3.x".
_ANY_VERSION = re.compile(r"(?<![\w.,])([0-9]{1,3}(?:\.[0-9]{1,3}){0,2})\.x(?!\w)")
_FEW = r"[0-9]{1,3}(?:\.[0-9]{1,3})?"
_SHORT = re.compile(
    rf"(?<![0-9],)(?<![\w.$£€-])(?P<first>{_FEW})(?:{TO}(?P<last>{_FEW}))?(?P<size>[kKMB])(?!\w)"
)
_SHORTER = re.compile(
    rf"(?<![0-9],)(?<![\w.$£€-])(?P<first>{_FEW})(?:{TO}(?P<last>{_FEW}))?\s?(?P<size>bn|mn|tn)(?!\w)"
)
# Of a law: 501(c)(3), Section 8(a); and 401k.
_PARAGRAPH = re.compile(
    r"(?<![\w.,$£€^-])(?P<number>[1-9][0-9]{0,3})(?P<parts>\([a-zA-Z]\)(?:\((?:[0-9]{1,2}|[A-Za-z]|[ivx]{1,4})\)){0,3})(?!\w)|"
    r"(?<!\w)(?P<pension>401)\s?[kK](?!\w)"
)
_TAX_FORM = re.compile(r"(?<![\w.,$£€-])(?P<here>10[49][0-9])(?=-?[A-Z]{1,4}(?!\w))")
# Of a year, and a number in it: INV-2024-0117, CVE-2024-3094.
_OF_YEAR = re.compile(
    r"(?:(?<=[A-Z]{2}-)|(?P<sign>#))(?P<year>(?:19|20)[0-9]{2})-(?P<number>[0-9]{3,8})(?![\w-])"
)
_PROTOCOL = re.compile(r"(?<=[A-Z]{2})/(?=[0-9](?:\.[0-9])?(?![\w/.]|-[0-9]))")
_MANY = re.compile(r"(?<![\w./-])[0-9]{1,400}(?:/[0-9]{1,400}){2,9}(?![\w/-])")
_PER = re.compile(r"(?<![\w./-])([0-9]{1,6})/([a-z])(?![\w-])")
_IN_WORD = re.compile(
    r"[0-9](?<![0-9].)(?:(?<=[A-Za-z_].)|(?<=[A-Za-z][-/].)|"
    r"(?<![\w.,].)(?=[0-9]{0,40}(?:\.[0-9]{1,20})?(?:[A-Za-z_]|[-/][A-Za-z])))"
    r"[0-9]*+(?>(?:\.[0-9]++)?)"
)
_SIZES = {"k": "thousand", "K": "thousand", "M": "million", "B": "billion"}
_SIZES |= {"bn": "billion", "mn": "million", "tn": "trillion"}
_PARTS = re.compile("[0-9a-zA-Z]+")
_MOST_AMOUNT, _YEAR, _ROOM = 3, 4, 3  # digits


class Serials:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def _any_version(self, match: re.Match[str]) -> str:
        parts = map(self._numbers.cardinal, match[1].split("."))
        return f"{' point '.join(parts)} point x"

    def kind_rules(self) -> list[Rule]:
        """Return those of what would be a range."""
        return [
            Rule("kind of a type", _KIND, self._kind, needs="-"),
            Rule("number of a year", _OF_YEAR, self._of_year, needs="-"),
            Rule("paragraph of a law", _PARAGRAPH, self._paragraph, needs="(kK"),
            Rule("form of a tax", _TAX_FORM, self._pairs, needs="1"),
        ]

    def rules(self) -> list[Rule]:
        return [
            Rule("type", _TYPE, self._pairs, needs=DIGIT),
            Rule("lines of a picture", _LINES, self._pairs, needs="pi"),
            Rule("version of a protocol", _PROTOCOL, lambda _: " ", needs="/"),
            Rule(
                "standard", _STANDARD, lambda m: f"{m[1]} {self._numbers.digits(m[2])}", needs="."
            ),
            Rule("any version", _ANY_VERSION, self._any_version, needs="x"),
            Rule("short amount", _SHORT, self._short, needs="kKMB"),
            Rule("shorter amount", _SHORTER, self._sized, needs="n"),
            Rule("numbers with slashes", _MANY, self._many, needs="/"),
            Rule("per", _PER, lambda m: f"{self._numbers.cardinal(m[1])} per {m[2]}", needs="/"),
            Rule("serial", _IN_WORD, self._in_word, needs=DIGIT),
        ]

    def _kind(self, match: re.Match[str]) -> str:
        return " ".join(map(self._numbers.pairs, match["here"].split("-")))

    def _of_year(self, match: re.Match[str]) -> str:
        sign = "number " if match["sign"] else ""
        year, number = match["year"], match["number"]
        return f"{sign}{self._numbers.year(year)}, {self._numbers.digits(number)}"

    def _pairs(self, match: re.Match[str]) -> str:
        return self._numbers.pairs(match["here"])

    def _paragraph(self, match: re.Match[str]) -> str:
        """Read 501(c)(3) as five oh one c three; after a letter (i) is a numeral."""
        number = match["number"] or match["pension"]
        said = self._numbers.year(number) if len(number) == _ROOM else self._numbers.pairs(number)
        letter, *rest = _PARTS.findall(match["parts"] or "k")
        letter = "A" if letter == "a" else letter  # which would be the article
        return " ".join((said, letter, *map(self._of_paragraph, rest)))

    def _of_paragraph(self, part: str) -> str:
        numeral = None if part.strip("ivx") else value(part.upper())
        if numeral or part.isdecimal():
            return self._numbers.cardinal(str(numeral or part))
        return part.upper()

    def _short(self, match: re.Match[str]) -> str | None:
        return self._sized(match) if "." in match[0] or is_counted(match) else None

    def _sized(self, match: re.Match[str]) -> str:
        said = " to ".join(self._numbers.number(n) for n in match.group("first", "last") if n)
        return f"{said} {_SIZES[match['size']]}"

    def _many(self, match: re.Match[str]) -> str:
        return ", ".join(map(self._part, match[0].split("/")))

    def _in_word(self, match: re.Match[str]) -> str:
        number = match[0]
        if not number.isdecimal():
            return self._numbers.number(number)
        if len(number) == _YEAR and number.startswith(("19", "20")):
            return self._numbers.year(number)
        if len(number) == _YEAR and not number.endswith("00"):
            return self._numbers.digits(number)
        return self._part(number)

    def _part(self, digits: str) -> str:
        if len(digits) > _YEAR:
            return self._numbers.digits(digits)
        return self._numbers.cardinal(digits, bare=True)
