"""Dates: Jan. 5, the 26th May, 2006-08-05, 11/17/05 in the order of the country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel import Locale

from frontend.text.normalisation.english.calendar.timestamps import Timestamps
from frontend.text.normalisation.english.fragments import DOT, TO, before, word_before
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_NAMES: dict[int, str] = dict(Locale("en").months["format"]["wide"])
_BY_ABBREVIATION = {name[:3].lower(): number for number, name in _NAMES.items()}
MONTHS = frozenset(form.lower() for name in _NAMES.values() for form in (name, name[:3], name[:4]))
_MONTH_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _NAMES.values()) + "|Sept"
_MONTH = rf"(?P<month>{_MONTH_NAMES})(?![A-Za-z])"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![\w:%°]|[.,][0-9])"
_LAST_DAY = rf"(?:{TO}(?P<last>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![\w:/-]))?"
_YEAR = r"(?P<year>[12][0-9]{3})(?![\w%/-]|[.,][0-9])"

_MONTH_FIRST = re.compile(
    rf"(?<!\w){_MONTH}\.?[ -]{_DAY}{_LAST_DAY}(?:(?P<comma>,?)[ -]{_YEAR})?", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"(?<![0-9],)(?<![\w./:-]){_DAY}{_LAST_DAY}(?: of)?[ -]{_MONTH}{DOT}"
    rf"(?:(?P<comma>,?)[ -]{_YEAR})?",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"(?<![\w.])(?P<first>{_MONTH_NAMES})\.?{TO}(?P<last>{_MONTH_NAMES})(?!\w)(?:\.(?=\s[0-9a-z]))?"
)
_MONTH_OF_YEAR = re.compile(rf"(?<!\w){_MONTH}\.?(?P<comma>,?) {_YEAR}", re.IGNORECASE)
_MONTH_ALONE = re.compile(r"\b(?P<month>Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)(?=\.)" + DOT)
_IN_NUMBERS = re.compile(
    r"(?<![\w/.,:-])(?:(?P<year>[12][0-9]{3})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})"
    r"(?:T(?=[0-9]{2}:))?|(?P<a>[0-9]{1,2})(?P<t>[-/.])(?P<b>[0-9]{1,2})(?P=t)"
    r"(?P<last>[0-9]{4}|[0-9]{2}))(?![\w/-]|\.[0-9])"
)
_DAY_AND_MONTH = re.compile(r"(?<![\w/.,:-])(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?![\w/-]|\.[0-9])")
_DAYS_AND_MONTHS = re.compile(
    rf"(?<![\w/.,:-])(?P<a>[0-9]{{1,2}})/(?P<b>[0-9]{{1,2}}){TO}(?P<c>[0-9]{{1,2}})/(?P<d>[0-9]{{1,2}})"
    r"(?![\w/-]|\.[0-9])"
)
# Parts of something, rather than days: 1/4-1/2, 5/8–3/4.
_PARTS = re.compile("[1-9]/(?:2|3|4|5|6|8|16)")
# By so much, not by that day.
_LESS = re.compile(
    r"\b(?:reduc|increas|decreas|cut|drop|fell|fall|ris|rose|grew|grow|shrink|shrank|lower|rais|"
    r"multipl|divid|shorten|slash|trim|boost|expand|miss)\w{0,4}(?: \w{1,12}){0,3} by $"
)
_OF_MAIL = re.compile(r"\b(?:e-?mail|letter|memo|message|note|meeting|mail|call) (?:of|from) $")
_SHORT_YEAR = re.compile(rf"(?<!\w){_MONTH}\.?\s['’](?P<short>[0-9]{{2}})(?!\w)")
_QUARTER = re.compile(
    r"(?<!\w)(?P<quarter>[1-4])(?P<part>[QH]) ?'?(?P<year>[12][0-9]{3}|[0-9]{2})(?!\w)"
)
# Such words are months in lower case only with a year: "may 15 of them go?"
_ALSO_WORDS = frozenset(("may", "march", "mar"))
_BEFORE_DATES_WORDS = (
    "on by since until before after from due dated mon monday tue tues tuesday wed wednesday thu "
    "thur thurs thursday fri friday sat saturday sun sunday"
)
_BEFORE_DATES = frozenset(_BEFORE_DATES_WORDS.split())
_BEFORE_PERIODS = frozenset(("closed", "open", "away", "valid", "available", "week", "dates"))
_MOST_DAYS, _MOST_MONTHS = 31, 12


class Dates:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._day_first = numbers.is_british

    def rules(self) -> list[Rule]:
        return [
            *Timestamps(self._numbers, self._date).rules(),
            Rule("date in numbers", _IN_NUMBERS, self._in_numbers, needs=DIGIT),
            Rule("months", _MONTHS, _months, needs="-–—‑"),
            Rule("month, day", _MONTH_FIRST, self._month_first, needs=DIGIT),
            Rule("day, month", _DAY_FIRST, self._day_of_month, needs=DIGIT),
            Rule("month, year", _MONTH_OF_YEAR, self._month_of_year, needs=DIGIT),
            Rule("month, short year", _SHORT_YEAR, self._short_year, needs="'’"),
            Rule("month", _MONTH_ALONE, lambda match: _month(match), needs="."),
            Rule("days and months", _DAYS_AND_MONTHS, self._days_and_months, needs="/"),
            Rule("day and month", _DAY_AND_MONTH, self._day_and_month, needs="/"),
            Rule("quarter", _QUARTER, self._quarter, needs="QH"),
        ]

    def _month_first(self, match: re.Match[str]) -> str | None:
        if _is_a_word(match):
            return None
        the = " the" if self._day_first else ""
        return f"{_month(match)}{the} {self._days(match)}{self._year(match)}"

    def _day_of_month(self, match: re.Match[str]) -> str | None:
        if _is_a_word(match):
            return None
        the = "" if word_before(match) == "the" else "the "
        return f"{the}{self._days(match)} of {_month(match)}{self._year(match)}"

    def _days(self, match: re.Match[str]) -> str:
        first = self._numbers.ordinal(match["day"])
        return f"{first} to {self._numbers.ordinal(match['last'])}" if match["last"] else first

    def _year(self, match: re.Match[str]) -> str:
        return f"{match['comma']} {self._numbers.year(match['year'])}" if match["year"] else ""

    def _month_of_year(self, match: re.Match[str]) -> str | None:
        return None if _is_a_word(match, has_year=False) else _month(match) + self._year(match)

    def _short_year(self, match: re.Match[str]) -> str:
        return f"{_month(match)} {self._numbers.year(match['short'])}"

    def _in_numbers(self, match: re.Match[str]) -> str | None:
        if match["year"]:
            return self._date(match["d"], match["m"], match["year"])
        has_short_year = len(match["last"]) == 2
        is_clear = match["t"] == "/" or (match["t"] == "." and len(match["a"] + match["b"]) == 4)
        if has_short_year and not is_clear:
            return None
        return self._in_order(match["a"], match["b"], match["last"])

    def _in_order(self, one: str, other: str, year: str) -> str | None:
        """Read a date in the country's order, or in the other if only that one makes a date."""
        day_first = self._day_first
        if int(one) > _MOST_MONTHS:
            day_first = True
        elif int(other) > _MOST_MONTHS:
            day_first = False
        day, month = (one, other) if day_first else (other, one)
        return self._date(day, month, year, day_first=day_first)

    def _date(
        self, day: str, month: str, year: str, *, day_first: bool | None = None
    ) -> str | None:
        if not (1 <= int(day) <= _MOST_DAYS and 1 <= int(month) <= _MOST_MONTHS):
            return None
        after = f", {self._numbers.year(year)}" if year else ""
        ordinal, name = self._numbers.ordinal(int(day)), _NAMES[int(month)]
        if self._day_first if day_first is None else day_first:
            return f"the {ordinal} of {name}{after}"
        return f"{name} {ordinal}{after}"

    def _day_and_month(self, match: re.Match[str]) -> str | None:
        if match[0] in ("9/11", "24/7"):
            return " ".join(map(self._numbers.cardinal, match.groups()))
        if not _may_be_date(match):
            return None
        return self._in_order(match["a"], match["b"], "")

    def _days_and_months(self, match: re.Match[str]) -> str | None:
        """Read "closed 5/6-5/9"; what may be two fractions only after a word that tells."""
        one, other = f"{match['a']}/{match['b']}", f"{match['c']}/{match['d']}"
        are_parts = all(_PARTS.fullmatch(written) for written in (one, other))
        if are_parts and word_before(match) not in _BEFORE_DATES | _BEFORE_PERIODS:
            return None
        first = self._in_order(match["a"], match["b"], "")
        last = self._in_order(match["c"], match["d"], "")
        return f"{first} to {last}" if first and last else None

    def _quarter(self, match: re.Match[str]) -> str:
        ordinal = self._numbers.ordinal(match["quarter"])
        part = "quarter" if match["part"] == "Q" else "half"
        return f"the {ordinal} {part} of {self._numbers.year(match['year'])}"


def _may_be_date(match: re.Match[str]) -> bool:
    """Return whether what goes before tells it: "due 1/3", not "reduced by 1/3"."""
    if _OF_MAIL.search(before(match)):
        return True
    is_part = _PARTS.fullmatch(match[0]) is not None
    is_less = is_part and _LESS.search(before(match)) is not None
    return word_before(match) in _BEFORE_DATES and not is_less


def _month(match: re.Match[str]) -> str:
    return _named(match["month"])


def _months(match: re.Match[str]) -> str:
    return f"{_named(match['first'])} to {_named(match['last'])}"


def _named(month: str) -> str:
    return _NAMES[_BY_ABBREVIATION[month[:3].lower()]]


def _is_a_word(match: re.Match[str], *, has_year: bool = True) -> bool:
    return match["month"] in _ALSO_WORDS and not (has_year and match["year"])
