"""Dates, years and times."""

import re

from babel.dates import get_month_names

from frontend.text.normalisation.asian.numbers import follows
from frontend.text.normalisation.hindi.words import DASH, TO, cardinal, of_year
from frontend.text.normalisation.rule import DIGIT, Rule

_MONTHS = get_month_names("wide", locale="hi")
_TWO = r"[0-9]{1,2}"
_YEAR = r"[12][0-9]{3}"
_CLOCK = (
    r"(?<![0-9:.])(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])"
    r"(?::(?P<second>[0-5][0-9]))?(?![0-9:])"
)
_AFTER_MONTH = re.compile(rf"(?:{'|'.join(_MONTHS.values())})(?: [0-9]{{1,2}})?[ ,]{{1,2}}\Z")
_HALVES = {"a": "सुबह", "p": "शाम"}
_PART_OF_DAY = re.compile(r"(?:सुबह|शाम|दोपहर|रात)(?: के)? \Z")
_MORE = r"(?!\s(?:अधिक|ज़्यादा|ज्यादा|कम|ऊपर|भी|लेकर))"
_WITH_YEAR = rf"(?=\s(?:में|का|की|के|तक|को|वाले|वाली|से{_MORE})(?:\s|[,।.]|$))"
_NAMED_YEAR = r"(?<=सन )|(?<=सन् )|(?<=साल )|(?<=वर्ष )|(?<=ईस्वी )|(?<=ईसवी )|(?<=ई\. )"


def _day_and_month(first: str, second: str) -> tuple[str, str] | None:
    """Return both in the order in which they are said: day first, unless it can only be a month."""
    one, other = int(first), int(second)
    if 1 <= other <= 12 and 1 <= one <= 31:
        return cardinal(one), str(_MONTHS[other])
    if 1 <= one <= 12 and 1 <= other <= 31:
        return str(_MONTHS[one]), cardinal(other)
    return None


def _full(match: re.Match[str]) -> str | None:
    both = _day_and_month(match["first"], match["second"])
    return f"{' '.join(both)} {of_year(match['year'])}" if both else None


def _iso(match: re.Match[str]) -> str | None:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{cardinal(day)} {_MONTHS[month]} {of_year(match['year'])}"


def _short(match: re.Match[str]) -> str | None:
    first, second = match["first"], match["second"]
    is_date = "0" in (first[0], second[0])
    both = _day_and_month(first, second) if is_date else None
    return " ".join(both) if both else None


def _of_mail(match: re.Match[str]) -> str | None:
    first, second = match["first"], match["second"]
    is_date = match["mail"] or int(first) > int(second)
    both = _day_and_month(first, second) if is_date else None
    return " ".join(both) if both else None


def _short_month(match: re.Match[str]) -> str:
    begin = match["name"].replace("अक्तू", "अक्टू").replace("फर", "फ़र")
    return next(str(name) for name in _MONTHS.values() if name.startswith(begin))


def _month(match: re.Match[str]) -> str | None:
    month = int(match["month"])
    return f"{_MONTHS[month]} {of_year(match['year'])}" if 1 <= month <= 12 else None


def _named_year(match: re.Match[str]) -> str:
    return of_year(match[0])


def _year_after_month(match: re.Match[str]) -> str | None:
    return of_year(match[0]) if follows(_AFTER_MONTH, match) else None


def _years(match: re.Match[str]) -> str | None:
    first, second = match["first"], match["second"]
    follows_on = int(second) == (int(first) + 1) % 100 and len(second) == 2
    is_apart = match.string.endswith("(", 0, match.start()) or "\u2013" in match[0]
    if not follows_on and not is_apart and not _IN_TIME.match(match.string, match.end()):
        return None
    second = str(int(first) + 1) if second == "00" and follows_on else second
    end = of_year(second) if len(second) == 4 else cardinal(int(second))
    return f"{of_year(first)} {TO} {end}"


def _before_christ(match: re.Match[str]) -> str:
    years = [cardinal(int(year)) for year in (match["first"], match["second"]) if year]
    return f"{f' {TO} '.join(years)} {'ईसा पूर्व'}"


def _time(match: re.Match[str]) -> str:
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    has_half = match["half"] and not follows(_PART_OF_DAY, match)
    half = f"{_HALVES[match['half'][0].lower()]} " if has_half else ""
    if not minute and not second:
        return f"{half}{cardinal(hour)} बजे"
    parts = [f"{cardinal(minute)} मिनट"] if minute or second else []
    parts += [f"{cardinal(second)} सेकंड"] if second else []
    return f"{half}{cardinal(hour)} बजकर {' '.join(parts)}"


_DATE = re.compile(
    rf"(?<![0-9./\-])(?P<first>{_TWO})(?P<mark>[-/.])(?P<second>{_TWO})(?P=mark)"
    rf"(?P<year>{_YEAR})(?![0-9]|[-/.][0-9])"
)
_DATE_YEAR_FIRST = re.compile(
    rf"(?<![0-9./\-])(?P<year>{_YEAR})(?P<mark>[-/.])(?P<month>{_TWO})(?P=mark)"
    rf"(?P<day>{_TWO})(?![0-9]|[-/.][0-9])"
)
_MONTH_AND_YEAR = re.compile(
    rf"(?<![0-9./\-])(?P<month>{_TWO})[-/](?P<year>(?:1[5-9]|20)[0-9]{{2}})(?![0-9]|[-/.][0-9])"
)
_DAY_AND_MONTH = re.compile(
    r"(?<![0-9./,\-])(?P<first>[0-9]{2})[-/](?P<second>[0-9]{2})(?![0-9]|[-/.:,][0-9])"
    r"(?=$|[।.,]|\s(?:को|तक|से|के|की|का)(?:\s|$))"
)
# More than a whole, or a letter's: "14/10 को", "2/4 के ईमेल".
_DAY_OF_MAIL = re.compile(
    r"(?<![0-9./,\-])(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})(?![0-9]|[-/.:,][0-9])"
    r"(?:(?=\s(?:को|तक)(?:\s|[।,]|$))|(?=\sके\s(?P<mail>ईमेल|ई-मेल|मेल|पत्र|संदेश)))"
)
_SHORT_MONTH = re.compile(r"(?<=[0-9]\s)(?P<name>जन|फ़र|फर|अप्रै|अग|सितं|सित|अक्टू|अक्तू|नवं|दिसं)[.॰]")
_BEFORE_CHRIST = re.compile(
    rf"(?<![0-9./\-])(?P<first>[0-9]{{1,4}})(?:{DASH}(?P<second>[0-9]{{1,4}}))?\s?"
    r"(?:ई\.\s?पू\.|ईसा पूर्व|ई\s?पू(?!\w))"
)
_YEARS = re.compile(
    rf"(?<![0-9./\-])(?P<first>{_YEAR}){DASH}(?P<second>{_YEAR}|[0-9]{{2}})(?![0-9]|[-/.,][0-9])"
)
_IN_TIME = re.compile(r"\s(?:में|का|की|के|तक|को)(?:\s|[,।.]|$)")
_YEAR_PATTERN = re.compile(
    rf"(?:{_NAMED_YEAR})(?<![0-9.,])[0-9]{{4}}(?![0-9]|[.,][0-9])"
    rf"|(?<![0-9./,\-])(?:1[1-9]|20)[0-9]{{2}}(?![0-9]){_WITH_YEAR}"
)
_YEAR_AFTER_MONTH = re.compile(rf"(?<![0-9.,:/\-]){_YEAR}(?![0-9]|[.,:/\-][0-9])")
_TIME = re.compile(rf"{_CLOCK}(?:\s?(?P<half>[AaPp]\.?[Mm]\b\.?))?(?:\sबजे)?")
# Hours that fall as well: "10-2 बजे".
_RANGE_OF_HOURS = re.compile(rf"(?<![0-9.,:/\-])[0-9]{{1,2}}(?P<here>{DASH})[0-9]{{1,2}}(?=\s?बजे)")
_RANGE_OF_TIMES = re.compile(rf"(?<=:[0-9]{{2}}){DASH}(?=[0-9]{{1,2}}:[0-9]{{2}})")

RULES = [
    Rule("date", _DATE, _full, needs=DIGIT),
    Rule("date, year first", _DATE_YEAR_FIRST, _iso, needs=DIGIT),
    Rule("month and year", _MONTH_AND_YEAR, _month, needs=DIGIT),
    Rule("day and month", _DAY_AND_MONTH, _short, needs="-/"),
    Rule("day and month", _DAY_OF_MAIL, _of_mail, needs="/"),
    Rule("short month", _SHORT_MONTH, _short_month, needs=".॰"),
    Rule("before Christ", _BEFORE_CHRIST, _before_christ, needs="ई"),
    Rule("years", _YEARS, _years, needs=DIGIT),
    Rule("year", _YEAR_PATTERN, _named_year, needs=DIGIT),
    Rule("year after a month", _YEAR_AFTER_MONTH, _year_after_month, needs=DIGIT),
    Rule("time", _TIME, _time, needs=":"),
    Rule("range of hours", _RANGE_OF_HOURS, lambda _: TO, needs="-‐‑‒–—"),
    Rule("range of times", _RANGE_OF_TIMES, lambda _: TO, needs=":"),
]
