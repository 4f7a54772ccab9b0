"""Polish dates, years and decades, all of which are ordinals that are inflected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.roman import value
from frontend.text.normalisation.european.polish.context import (
    GENITIVE,
    INSTRUMENTAL,
    LOCATIVE,
    after,
    before,
    last_word,
    point,
)
from frontend.text.normalisation.european.polish.inflection import Form, ordinal
from frontend.text.normalisation.european.rules.dates import full_year
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_MOST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_START = r"(?<![\w.,:/-])"
_END = r"(?![\w/-]|[.,:][0-9])"
_OF_YEAR = r"(?P<mark> ?r\.(?!\w)| roku\b)?"
_BY_NUMBERS = re.compile(
    _START + r"(?P<day>[0-3]?[0-9])(?P<by>[./-])(?P<month>[0-3]?[0-9])(?P=by)"
    rf"(?P<year>[12][0-9]{{3}}|(?<!-)[0-9]{{2}}){_END}{_OF_YEAR}"
)
_ISO = re.compile(
    rf"{_START}(?P<year>[12][0-9]{{3}})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9]){_END}{_OF_YEAR}"
)
_MONTH = r"(?P<month>[^\W\d_]{3,12})"
_YEAR_OF_MONTH = rf"(?P<year>[12][0-9]{{3}}){_END}{_OF_YEAR}"
_DAY_AND_MONTH = rf"{_START}(?P<day>[0-3]?[0-9])\.?[ \u00a0]{_MONTH}(?!\w)"
_OF_A_YEAR = re.compile(rf"{_DAY_AND_MONTH}\.?[ \u00a0]{_YEAR_OF_MONTH}")
_OF_ANY_YEAR = re.compile(_DAY_AND_MONTH)
_DAYS = re.compile(
    rf"{_START}(?P<first>[0-3]?[0-9])(?P<to> ?[-–] ?| do | i )(?P<day>[0-3]?[0-9])\.?[ \u00a0]"
    rf"{_MONTH}(?!\w)"
)
_ROMAN_MONTH = re.compile(
    rf"{_START}(?P<day>[0-3]?[0-9])[. ](?P<month>[IVX]{{1,4}})(?:[. ](?P<year>[12][0-9]{{3}})"
    rf"(?!\w)){_OF_YEAR}"
)
_SHORT_DATE = re.compile(
    rf"{_START}(?P<day>[0-3]?[0-9])\.(?P<month>[01][0-9])(?P<mark>\.?+)(?![\w])"
)
_SHORT_ROMAN = re.compile(
    rf"{_START}(?P<day>[0-3]?[0-9])[. ](?P<month>[IVX]{{1,4}})(?P<mark>)(?!\w|[. -][0-9])"
)
_SEASON = re.compile(r"(?<![\w.,:/-])(1[0-9]{3}|20[0-9]{2})/([0-9]{2})(?![\w/-]|[.,][0-9])")
_BEFORE_DATES = frozenset({"dnia", "dniu", "do", "od", "na", "dn.", "z"})
_WEEKDAY = re.compile(
    r"(?:poniedziałek|wtorek|środ[aęy]|czwartek|piątek|sobot[aęy]|niedziel[aęi]|"
    r"(?<!\w)(?:pon|pn|wt|śr|czw|cz|pt|sob|sb|ndz?|niedz)\.),? $"
)
# Of a sentence, which goes on: "W 1939 r. Niemcy".
_BEGINNING = re.compile(r"(?:Już )?(?:W|We|Od|Do|Po|Przed|Około|Ok\.|Już w) ")
_MONTH_AND_YEAR = re.compile(rf"(?<![^\W_]){_MONTH}[ \u00a0]{_YEAR_OF_MONTH}")
_YEAR = re.compile(rf"{_START}(?P<year>[1-9][0-9]{{2,3}}){_END}(?P<mark> ?r\.(?!\w))?")
_DECADE = re.compile(
    r"\b(?P<years>[Ll]at(?:a|ach|ami|om)?) ['’]?(?P<tens>[1-9]0)(?:-?(?:tych|tymi|te)\b|\.)"
    r"(?: i ['’]?(?P<more>[1-9]0)\.)?"
)
_DECADE_FORMS: dict[str, Form] = {"lata": "p", "latami": "p-ins"}
_NAMED_YEAR = re.compile(r" (rok|roku|rokiem)\b")
_YEAR_WORDS: dict[str, Form] = {"rok": "m", "roku": "m-gen", "rokiem": "m-loc"}
_ALONE = re.compile(r"[\s.,;:!?)\"”»]*$|[,;:)]| (?:i|oraz|roku)\b")
_PREPOSITIONS = LOCATIVE | GENITIVE | INSTRUMENTAL
_EARLIER_WORD = re.compile(r"([^\W\d_]{1,10}) \w{1,10} $")
LIKELY_YEARS = range(1100, 2100)


class Dates:
    def __init__(self, words: Words) -> None:
        self._words = words
        self._short = {
            str(name).lower().removesuffix(".")
            for name in words.locale.months["format"]["abbreviated"].values()
        } - {str(name).lower() for name in words.locale.months["format"]["wide"].values()}

    def rules(self) -> Iterable[Rule]:
        yield Rule("date by numbers", _BY_NUMBERS, self._by_numbers, needs=DIGIT)
        yield Rule("date of ISO", _ISO, self._iso, needs=DIGIT)
        yield Rule("date with a Roman month", _ROMAN_MONTH, self._roman, needs="IVX")
        yield Rule("days of a month", _DAYS, self._days, needs=DIGIT)
        yield Rule("short date", _SHORT_DATE, self._without_year, needs=".")
        yield Rule("short date", _SHORT_ROMAN, self._without_year, needs="IVX")
        yield Rule("season", _SEASON, self._season, needs="/")
        yield Rule("date", _OF_A_YEAR, self._by_name, needs=DIGIT)
        yield Rule("month and year", _MONTH_AND_YEAR, self._of_month, needs=DIGIT)
        yield Rule("day of a month", _OF_ANY_YEAR, self._day_of_month, needs=DIGIT)
        yield Rule("decade", _DECADE, self._decade, needs=DIGIT)
        yield Rule("year", _YEAR, self._year, needs=DIGIT)

    def _by_numbers(self, match: re.Match[str]) -> str | None:
        day, month = int(match["day"]), int(match["month"])
        if month > len(_MOST_DAYS):  # as Americans write it: 5/13/2024
            day, month = month, day
        return self._date(match, day, month)

    def _iso(self, match: re.Match[str]) -> str | None:
        return self._date(match, int(match["day"]), int(match["month"]))

    def _roman(self, match: re.Match[str]) -> str | None:
        return self._date(match, int(match["day"]), value(match["month"]) or 0)

    def _date(self, match: re.Match[str], day: int, month: int) -> str | None:
        if not _is_day(day, month):
            return None
        return f"{self._day(day)} {self._words.month(month)} {self._of_year(match, always=True)}"

    def _days(self, match: re.Match[str]) -> str | None:
        said = self._day_and_month(match)
        if said is None or not 1 <= int(match["first"]) <= max(_MOST_DAYS):
            return None
        between = match["to"].strip().replace("-", "do").replace("–", "do")
        return f"{self._day(int(match['first']))} {between} {said}"

    def _without_year(self, match: re.Match[str]) -> str | None:
        written = match["month"]
        day, month = int(match["day"]), int(written) if written.isdecimal() else value(written) or 0
        word = last_word(before(match))
        is_named = word in _BEFORE_DATES or self._words.weekday(word.removesuffix("."))
        if not (is_named or _WEEKDAY.search(before(match))) or not _is_day(day, month):
            return None
        ends = point(after(match)) if match["mark"] else ""
        return f"{self._day(day)} {self._words.month(month)}{ends}"

    def _season(self, match: re.Match[str]) -> str:
        return self._words.season(match[1], match[2])

    def _by_name(self, match: re.Match[str]) -> str | None:
        said = self._day_and_month(match)
        return f"{said} {self._of_year(match)}" if said else None

    def _day_of_month(self, match: re.Match[str]) -> str | None:
        return None if match["month"].lower() in self._short else self._day_and_month(match)

    def _day_and_month(self, match: re.Match[str]) -> str | None:
        day, month = int(match["day"]), self._words.months.get(match["month"].lower())
        if month is None or not _is_day(day, month):
            return None
        return f"{self._day(day)} {self._words.month(month)}"

    def _of_month(self, match: re.Match[str]) -> str | None:
        name = match["month"]
        month = self._words.months.get(name.lower())
        if month is None:
            return None
        if name.lower() in self._short:
            name = str(self._words.locale.months["stand-alone"]["wide"][month])
        return f"{name} {self._of_year(match)}"

    def _day(self, day: int) -> str:
        return ordinal(self._words, day, "m-gen")

    def _of_year(self, match: re.Match[str], *, always: bool = False) -> str:
        said = ordinal(self._words, int(full_year(match["year"])), "m-gen")
        mark = match["mark"] or ""
        ends = point(after(match)) if mark.endswith(".") else ""
        return f"{said} roku{ends}" if mark or always else said

    def _decade(self, match: re.Match[str]) -> str:
        form = _DECADE_FORMS.get(match["years"].lower(), "p-gen")
        ends = point(after(match)) if match[0].endswith(".") else ""
        said = f"{match['years']} {ordinal(self._words, int(match['tens']), form)}"
        if match["more"]:
            said = f"{said} i {ordinal(self._words, int(match['more']), form)}"
        return f"{said}{ends}"

    def _year(self, match: re.Match[str]) -> str | None:
        form = _form_of_year(match)
        if form is None:
            return None
        said = ordinal(self._words, int(match["year"]), form)
        if not match["mark"]:
            return said
        noun = "rokiem" if last_word(before(match)) in INSTRUMENTAL else "roku"
        begins = _BEGINNING.fullmatch(match.string[: match.start()].lstrip()) is not None
        return f"{said} {noun}{'' if begins and after(match).strip() else point(after(match))}"


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _MOST_DAYS[month - 1]


def _form_of_year(match: re.Match[str]) -> Form | None:
    """Return the form of a year's number; None if it is not known to be one."""
    preposition = last_word(before(match))
    if match["mark"]:
        return "m-loc" if preposition in LOCATIVE | INSTRUMENTAL else "m-gen"
    if preposition in _YEAR_WORDS:
        earlier = _EARLIER_WORD.search(before(match))
        is_in = bool(earlier) and earlier[1].lower() in LOCATIVE if earlier else False
        return "m-loc" if preposition == "roku" and is_in else _YEAR_WORDS[preposition]
    if named := _NAMED_YEAR.match(after(match)):
        form = _YEAR_WORDS[named[1]]
        return "m-loc" if form == "m-gen" and preposition in LOCATIVE else form
    is_alone = _ALONE.match(after(match)) and int(match["year"]) in LIKELY_YEARS
    if not is_alone or preposition not in _PREPOSITIONS:
        return None
    if preposition in INSTRUMENTAL or preposition in LOCATIVE:
        return "m-loc"
    return "m-gen"
