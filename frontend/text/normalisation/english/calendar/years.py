"""Years, decades and eras: 1984, the 1980s, '90s, 44 BC, 1914-18."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import (
    DOT,
    TO,
    after,
    before,
    is_counted,
    word_before,
)
from frontend.text.normalisation.english.numbers import plural
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_START = r"(?<![0-9],)(?<![\w./:$£€¥#+-])"
_YEAR_END = r"(?![\w%/°]|[.,:][0-9]|-\w)"
_AGE = rf"(?:BCE?|CE|AD|B\.C(?:\.E)?{DOT}|A\.D{DOT}|C\.E{DOT})(?![A-Za-z])"
_ERA = re.compile(
    rf"{_START}([0-9]{{1,3}}(?:,[0-9]{{3}})|[0-9]{{1,5}})(?:{TO}([0-9]{{1,5}}))?\s?({_AGE})"
)
_CIRCA = re.compile(
    rf"(?<![\w.])ca?\.([12][0-9]{{3}})(?:{TO}([12][0-9]{{3}}|[0-9]{{2}}))?{_YEAR_END}"
)
_AD_FIRST = re.compile(rf"(?<!\w)A\.?D\.? ([0-9]{{1,4}})(?:{TO}([0-9]{{1,4}}))?(?!\w|[.,][0-9])")
_DECADE_TEXT = r"(?:[12][0-9]{2}0 ?['’]?s|['’‘]?[1-9]0['’]?s)(?!\w)"
_DECADES = re.compile(rf"(?<![0-9],)(?<![\w.$£€¥]){_DECADE_TEXT}(?:{TO}{_DECADE_TEXT})?")
_DECADE = re.compile(r"[0-9]+")
_SEASON = re.compile(rf"{_START}([12][0-9]{{3}})/([0-9]{{2}}|[12][0-9]{{3}}){_YEAR_END}")
_SPAN = re.compile(
    rf"{_START}([12][0-9]{{3}}){TO}([12][0-9]{{3}}|[0-9]{{2}})(?![\w%/-]|[.,:][0-9])"
)
_YEAR = re.compile(rf"{_START}(1[0-9]{{3}}|2[0-9]{{3}}){_YEAR_END}")
_OF_QUARTER = re.compile(r"(?<=\bQ[1-4])['’](?=[0-9]{2}(?!\w))")
_SHORT_YEAR = re.compile(r"(?<![0-9],)(?<![\w.'’‘])['’‘]([0-9]{2})(?![\w'’%]|[.,:][0-9]|-\w)")
_DECADE_WORDS = (
    "the early mid late low lower upper high roaring swinging in her his their my your our to and "
    "or"
)
# One of several: "80s and 90s", "20s, 30s and 40s", "upper 80s to low 90s".
_PART = r"(?:(?:the|low|lower|mid|upper|early|late) )?['’]?"
_ANOTHER_AFTER = re.compile(rf"(?:,? (?:and|or|to)|,) {_PART}[1-9]0s(?!\w)")
_ANOTHER_BEFORE = re.compile(rf"\b[1-9]0s(?:,? (?:and|or|to)|,) {_PART}$")
_BEFORE_DECADES = frozenset(_DECADE_WORDS.split())
_YEAR_WORDS = (
    "in since by until till before after from to of year circa around during early mid late spring "
    "summer autumn fall winter and c ca"
)
_OF_A_DECADE = re.compile(
    r" (?:film|movie|music|pop|rock|song|hit|band|sitcom|show|series|fashion|style|disco|classic|"
    r"kids?|icon|look|vibe|party|theme|playlist|throwback|remake)"
)
_NUMBERED = frozenset(("no", "number", "route", "highway", "room", "area", "catch", "top"))
_SURE = frozenset(("year", "between", "since", "until", "during", "circa", "early", "mid", "late"))
_BEFORE_YEARS = frozenset(_YEAR_WORDS.split())


class Years:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("era", _ERA, self._era, needs="BCA"),
            Rule("about a year", _CIRCA, self._circa, needs="c"),
            Rule("era first", _AD_FIRST, self._era_first, needs="A"),
            Rule("decades", _DECADES, self._decades, needs="s"),
            Rule("season", _SEASON, self._season, needs="/"),
            Rule("years", _SPAN, self._span, needs="-–—‑"),
        ]

    def last_rules(self) -> list[Rule]:
        """Return what goes after the rules of amounts."""
        return [
            Rule("year", _YEAR, self._single, needs="12"),
            Rule("year of a quarter", _OF_QUARTER, lambda _: " ", needs="Q"),
            Rule("short year", _SHORT_YEAR, self._short, needs="'’‘"),
        ]

    def _era(self, match: re.Match[str]) -> str:
        first, last, age = match.groups()
        words = [self._year(year) for year in (first, last) if year]
        return f"{' to '.join(words)} {age.replace('.', '')}"

    def _circa(self, match: re.Match[str]) -> str:
        words = " to ".join(self._year(year) for year in match.groups() if year)
        return f"circa {words}"

    def _year(self, written: str) -> str:
        return self._numbers.cardinal(written) if "," in written else self._numbers.year(written)

    def _era_first(self, match: re.Match[str]) -> str:
        years = [self._numbers.year(year) for year in match.groups() if year]
        return f"AD {' to '.join(years)}"

    def _decades(self, match: re.Match[str]) -> str | None:
        decades = _DECADE.findall(match[0])
        if len(decades) == 1 and len(decades[0]) == 2 and not _is_decade(match):
            return None
        if match[0].endswith("00s") and after(match).startswith(" of "):
            return None
        return " to ".join(plural(self._numbers.year(decade)) for decade in decades)

    def _span(self, match: re.Match[str]) -> str | None:
        first, last = match.groups()
        whole = last if len(last) == 4 else first[:2] + last
        if int(whole) <= int(first) or not 1000 <= int(first) < 2100:
            return None
        if is_counted(match) and not _is_surely_a_year(word_before(match), int(first)):
            return None
        return f"{self._numbers.year(first)} to {self._numbers.year(last)}"

    def _short(self, match: re.Match[str]) -> str | None:
        return None if is_counted(match) else self._numbers.year(match[1])

    def _season(self, match: re.Match[str]) -> str | None:
        first, last = match.groups()
        following = int(first) + 1
        if int(last) not in (following, following % 100):
            return None
        last = str(following) if last == "00" else last
        return f"{self._numbers.year(first)} to {self._numbers.year(last)}"

    def _single(self, match: re.Match[str]) -> str | None:
        said_before = word_before(match)
        is_usual = 1100 <= int(match[1]) < 2100
        if not is_usual and said_before not in (_BEFORE_YEARS if match[1] < "2" else ("year",)):
            return None
        if is_counted(match) and not _is_surely_a_year(said_before, int(match[1])):
            return None
        return self._numbers.year(match[1])


def _is_surely_a_year(before: str, year: int) -> bool:
    """Return whether it is one though it may be of what follows: in 1990 prices rose."""
    return before in _SURE or (before == "in" and 1700 <= year <= 2050)


def _is_decade(match: re.Match[str]) -> bool:
    if word_before(match) in _NUMBERED:  # "No. 10's spokesman"
        return False
    if match[0][0] in "'’‘" or match[0][-2] in "'’":
        return True
    if _OF_A_DECADE.match(after(match)) or _ANOTHER_AFTER.match(after(match)):
        return True
    if _ANOTHER_BEFORE.search(before(match)):
        return True
    return word_before(match) in _BEFORE_DECADES or before(match).endswith(("-", "–"))
