"""Short names of days and months that stand without a day's number: "lun.-ven.", "en sept."."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.rules.context import ends_text, words_before
from frontend.text.normalisation.european.written import SPACE, WORD
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_NAME = rf"{WORD}{{2,5}}"
BEFORE_DAY = re.compile(rf"(?<!\w)(?P<name>{_NAME})\.(?=,?{SPACE}[0-9]{{1,2}}(?![0-9]))")
BEFORE_DATE = re.compile(
    rf"(?<!\w)(?P<name>{_NAME})(?={SPACE}[0-9]{{1,2}}[-/.][0-9]{{1,2}}[-/.][0-9]{{2,4}}(?!\w))"
)
# Without a point: before hours, "sáb 9h-13h", or after another: "lun-ven 9h, sam 9h".
BEFORE_HOUR = re.compile(
    rf"(?<!\w)(?P<name>{_NAME})\.?(?=:?{SPACE}[0-9]{{1,2}}(?:h(?!\w)|h[0-9]{{2}}|:[0-9]{{2}}|{SPACE}?[-–]{SPACE}?[0-9]))"
)
# What stands between a day of opening hours and the one before it.
_LISTED = re.compile(r"(?:^|[-–,;/|+(\n•])\s{0,3}$")
_COUNTED = re.compile(
    rf":?{SPACE}[0-9]{{1,2}}{SPACE}?[-–]{SPACE}?[0-9]{{1,3}}{SPACE}(?!h(?!\w)|Uhr|uur){WORD}"
)
_DATE_AFTER = re.compile(
    rf",?{SPACE}[0-9]{{1,2}}(?:[-/.][0-9]{{1,2}}(?!\w)|\.?{SPACE}(?:de{SPACE})?(?P<month>{WORD}{{3,12}}))"
)
TWO_DAYS = re.compile(
    rf"(?<!\w)(?P<first>{_NAME})(?:\.|(?=[\s\u00a0–-]))"
    rf"(?P<between>{SPACE}?[-–]{SPACE}?|{SPACE}(?:t/m|{WORD}{{1,3}}){SPACE})(?P<last>{_NAME})\.?(?!\w)"
)
TWO_MONTHS = re.compile(
    rf"(?<![\w.])(?<![0-9] )(?P<first>{WORD}{{3,12}})\.?{SPACE}?[-–]{SPACE}?"
    rf"(?P<last>{WORD}{{3,12}})(?!\w)"
    r"(?:\.(?=\s[a-z0-9]|[,;:)]|\s{0,9}$))?"
)
SHORT_MONTH = re.compile(
    rf"(?<!\w)(?P<name>{WORD}{{3,5}})\.(?={SPACE}(?:[(a-zà-ÿ]|[12][0-9]{{3}}(?!\w))|[,;:)]|\s{{0,9}}$)"
)


def range_rules(words: Words) -> Iterable[Rule]:
    """Return that of two days, of which one may be an abbreviation of something else as well."""
    return (
        Rule("weekdays", TWO_DAYS, partial(_weekdays, words)),
        Rule("months", TWO_MONTHS, partial(_months, words), "-–"),
    )


def weekday_rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("weekday", BEFORE_DAY, partial(_before_day, words), DIGIT),
        Rule("weekday", BEFORE_DATE, partial(_before_date, words), DIGIT),
        Rule("weekday", BEFORE_HOUR, partial(_before_hour, words), DIGIT),
    )


def month_rules(words: Words) -> Iterable[Rule]:
    """Return that of a month which is part of no date."""
    return (Rule("month", SHORT_MONTH, partial(_month, words), "."),)


def _before_day(words: Words, match: re.Match[str]) -> str | None:
    """Read "lun. 5"; what may be a sentence's last word is a day before a date: "mar. 3 mai"."""
    date = _DATE_AFTER.match(match.string, match.end())
    in_date = date is not None and (not date["month"] or date["month"].lower() in words.months)
    return words.weekday(match["name"], also_words=in_date)


def _before_date(words: Words, match: re.Match[str]) -> str | None:
    return words.weekday(match["name"], also_words=True)


def _before_hour(words: Words, match: re.Match[str]) -> str | None:
    """Read "sáb 9h-13h"; a word where hours are listed: "seg 9h, ter 10h", not "ter 2-3 dias"."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    is_listed = _LISTED.search(before) is not None
    is_counted = _COUNTED.match(match.string, match.end()) is not None
    return words.weekday(match["name"], also_words=is_listed and not is_counted)


def _weekdays(words: Words, match: re.Match[str]) -> str | None:
    """Read "lun. a vie."; two that are one are no days: "zo en zo", nor are two that are words."""
    names = (match["first"], match["last"])
    first, last = (words.weekday(name, also_words=True) for name in names)
    if not first or not last or first == last or not any(map(words.weekday, names)):
        return None
    between = match["between"].strip()
    is_mark = not between[0].isalpha()
    if is_mark and words.grammar.from_day_to_day:
        said = words.grammar.from_day_to_day(first, last)
    else:
        to = words.grammar.to if is_mark else words.grammar.day_ranges.get(between, between)
        said = f"{first} {to} {last}"
    return f"{said}." if match[0].endswith(".") and ends_text(match) else said


def _months(words: Words, match: re.Match[str]) -> str | None:
    """Read "jan.–mars"; two short names without a point may be anything."""
    first, last = (words.months.get(match[key].lower()) for key in ("first", "last"))
    if not first or not last or first == last:
        return None
    names = [words.month(month) for month in (first, last)]
    is_short = all(
        len(match[key]) < len(name) for key, name in zip(("first", "last"), names, strict=True)
    )
    if is_short and "." not in match[0]:
        return None
    said = f" {words.grammar.to} ".join(names)
    return f"{said}." if match[0].endswith(".") and ends_text(match) else said


def _month(words: Words, match: re.Match[str]) -> str | None:
    """Read "en sept. 2023"; what it stands after tells that it is a month."""
    month = words.months.get(match["name"].lower())
    if month is None or words.grammar.before_months.isdisjoint(words_before(match)):
        return None
    name = words.month(month)
    return f"{name}." if ends_text(match) else name
