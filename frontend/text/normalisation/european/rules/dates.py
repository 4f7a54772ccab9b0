"""Dates in the order of the language, and as computers write them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.rules.context import (
    ends_sentence,
    ends_text,
    words_before,
)
from frontend.text.normalisation.european.written import SPACE, WORD
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_NEW = r"(?<![\w/])(?<![0-9][.,:-])"
_END = r"(?![\w/]|[.,:-][0-9])"
_MONTH = rf"(?P<month>{WORD}{{3,12}})(?P<point>\.?)"
_YEAR = rf"{SPACE}(?:(?P<of>{WORD}{{2,3}}){SPACE})?(?P<year>[0-9]{{4}})(?![\w/]|[.,:-][0-9])"
_DAY = rf"(?P<day>[0-9]{{1,2}})(?:er|\.?º|°|\.)?{SPACE}(?:{WORD}{{1,3}}{SPACE})??"
ISO = re.compile(
    rf"{_NEW}(?P<year>[0-9]{{4}})([-/.])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}}){_END}"
)
QUARTER = re.compile(
    r"(?<![\w.,/-])(?P<quarter>[1-4])T ?(?P<year>20[0-9]{2}|(?<!\s)[0-9]{2})(?!\w|[.,][0-9])"
)
ISO_TIME = re.compile(
    rf"{_NEW}(?P<year>[0-9]{{4}})(-)(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})T(?=[0-9]{{2}}:)"
)
NUMERIC = re.compile(
    rf"{_NEW}(?P<day>[0-9]{{1,2}})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)"
    rf"['’]?(?P<year>[0-9]{{4}}|[0-9]{{2}}){_END}"
)
SHORT = re.compile(
    rf"{_NEW}(?P<day>[0-9]{{1,2}})(?P<mark>[/.])(?P<month>[0-9]{{1,2}}){_END}(?!{SPACE}?[%‰€$£°])"
)
MONTH_YEAR = re.compile(rf"{_NEW}(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)[0-9]{{2}}){_END}")
DAY_MONTH_YEAR = re.compile(rf"{_NEW}{_DAY}{_MONTH}{_YEAR}")
DAY_MONTH = re.compile(rf"{_NEW}{_DAY}{_MONTH}(?!\w)")
DAY_SHORT_YEAR = re.compile(
    rf"{_NEW}(?P<day>[0-9]{{1,2}})(?P<mark>[-/])(?P<month>{WORD}{{3,12}})(?P<point>)(?P=mark)"
    r"(?P<year>[0-9]{4})(?!\w)"
)
DAYS_MONTH = re.compile(
    rf"{_NEW}(?P<days>[0-9]{{1,2}}(?:er)?(?:[-–/][0-9]{{1,2}}){{1,4}}){SPACE}(?:{WORD}{{1,3}}{SPACE})??"
    rf"{_MONTH}(?!\w)"
)
MONTH_DAY_YEAR = re.compile(rf"(?<!\w){_MONTH}{SPACE}(?P<day>[0-9]{{1,2}}),?{_YEAR}")
MONTH_DAY = re.compile(rf"(?<!\w){_MONTH}{SPACE}(?P<day>[0-9]{{1,2}})(?=[.,;:!?)](?:\s|$)|$)")
DECADE = re.compile(r"(?<![\w'’])['’](?P<digits>[0-9]{2,3})(?!\w|['’]|[.,][0-9])")
# What a part is of, in the languages that put an article before it.
_OF = re.compile(
    r" (?:d(?:u|es|el|e l[ao]s?|e l['’]|ei|egli|ell[aeo]|[ao]s?)(?!\w)|dell['’]|de l['’])"
)
LAST_DAY, LAST_MONTH = 31, 12
_MAIL = words_of("e-mail email mail mensagem carta correo mensaje reunião reunión")
PIVOT = 50  # 24 is 2024, 68 is 1968


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("ISO time", ISO_TIME, partial(_iso, words), DIGIT),
        Rule("ISO date", ISO, partial(_iso, words), DIGIT),
        Rule("date", NUMERIC, partial(_numeric, words), DIGIT),
        Rule("days of a month", DAYS_MONTH, partial(_days, words), DIGIT),
        Rule("date", DAY_SHORT_YEAR, partial(_named, words), DIGIT),
        Rule("date", DAY_MONTH_YEAR, partial(_named, words), DIGIT),
        Rule("date", MONTH_DAY_YEAR, partial(_named, words), DIGIT),
        Rule("date", DAY_MONTH, partial(_named, words), DIGIT),
        Rule("date", MONTH_DAY, partial(_named, words), DIGIT),
        Rule("month of a year", MONTH_YEAR, partial(_month_year, words), "/"),
        Rule("date", SHORT, partial(_short, words), DIGIT),
        Rule("decade", DECADE, lambda match: words.cardinal(match["digits"]), "'’"),
    )


def quarter(words: Words, ordinal: str, of: str) -> Rule:
    """Return the rule of quarters that are written before their year: "3T24"."""

    def read(match: re.Match[str]) -> str:
        number, year = words.ordinal(match["quarter"], ordinal), full_year(match["year"])
        return f"{number} trimestre{of}{words.year(year)}"

    return Rule("quarter", QUARTER, read, "T")


def _iso(words: Words, match: re.Match[str]) -> str | None:
    return date(words, match, match["day"], int(match["month"]), match["year"])


def _numeric(words: Words, match: re.Match[str]) -> str | None:
    day, month, year = match["day"], match["month"], match["year"]
    if len(year) == 2 and match["mark"] == "-":
        return None  # it may be any code
    if int(month) > LAST_MONTH:
        day, month = month, day
    return date(words, match, day, int(month), full_year(year))


def full_year(written: str) -> str:
    """Return the year that one of two digits stands for."""
    if len(written) != 2:
        return written
    return f"{19 if int(written) >= PIVOT else 20}{written}"


def _short(words: Words, match: re.Match[str]) -> str | None:
    before = words_before(match)
    is_named = not {*words.grammar.before_dates, *words.weekdays}.isdisjoint(before)
    also_words = match.string[: match.start()].rstrip().endswith(".,")  # "sex., 8/11"
    days = (words.weekday(word, also_words=also_words) for word in before)
    is_named = is_named or any(days) or _is_of_mail(words, match)
    if int(match["day"]) < int(match["month"]) and _OF.match(match.string, match.end()):
        return None  # "le 2/3 de la population"
    is_point = match["mark"] == "."
    is_full = len(match["day"]) == 2 and match["month"][0] == "0"
    if is_point and not (words.grammar.point_dates and (is_named or is_full)):
        return None
    if not is_point and not is_named and match["month"][0] != "0":
        return None
    return date(words, match, match["day"], int(match["month"]), "")


def _is_of_mail(words: Words, match: re.Match[str]) -> bool:
    """Return whether it is a letter's day, where "de" alone may go before an amount."""
    of = words.grammar.date_of.strip()
    before = words_before(match, 2)
    return len(before) > 1 and before[0] == of and before[1] in _MAIL


def _month_year(words: Words, match: re.Match[str]) -> str:
    year = words.year(match["year"])
    return f"{words.month(int(match['month']))}{words.grammar.year_of}{year}"


def _named(words: Words, match: re.Match[str]) -> str | None:
    written = match.groupdict()
    month = _month(words, match)
    year = written.get("year") or ""
    if month is None:
        return None
    is_short = match["month"].lower() != words.month(month).lower()
    if is_short and not match["point"] and not year:
        return None  # a short name may be a word
    name = words.month(month) if is_short else match["month"]
    said = date(words, match, match["day"], month, year, name, written.get("of"))
    keeps_point = match[0].endswith(".") and (not is_short or _ends(words, match))
    return f"{said}." if said and keeps_point else said


def _ends(words: Words, match: re.Match[str]) -> bool:
    return ends_text(match) if words.grammar.nouns_in_capitals else ends_sentence(match)


def _month(words: Words, match: re.Match[str]) -> int | None:
    return words.months.get(match["month"].lower())


def _days(words: Words, match: re.Match[str]) -> str | None:
    month = _month(words, match)
    days = re.split(r"[-–/]", match["days"].replace("er", ""))
    if month is None or not all(1 <= int(day) <= LAST_DAY for day in days):
        return None
    between = f" {words.grammar.to} " if len(days) == 2 and "/" not in match["days"] else " "
    said = between.join(words.day(int(day), match) for day in days)
    name = words.month(month)
    is_short = match["month"].lower() != name.lower()
    keeps_point = match["point"] and (not is_short or _ends(words, match))
    return f"{said}{words.grammar.date_of}{name}{'.' if keeps_point else ''}"


def date(
    words: Words,
    match: re.Match[str],
    day: str,
    month: int,
    year: str,
    name: str = "",
    of: str | None = None,
) -> str | None:
    """Return the words of a date; None if there is no such day. `of` is written before the year."""
    if not (1 <= int(day) <= LAST_DAY and 1 <= month <= LAST_MONTH):
        return None
    grammar = words.grammar
    said = f"{words.day(int(day), match)}{grammar.date_of}{name or words.month(month)}"
    if not year:
        return said
    return f"{said}{f' {of} ' if of else grammar.year_of}{words.year(year)}"
