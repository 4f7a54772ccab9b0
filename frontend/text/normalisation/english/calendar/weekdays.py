"""Days of the week in short: Mon–Fri, Sat. 9-5, by 5 p.m. Mon."""

from __future__ import annotations

import re

from frontend.text.normalisation.english.fragments import DOT
from frontend.text.normalisation.rule import Rule

_MONTH_NAMES = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY_NAMES = "Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun"
_WEEKDAY = re.compile(
    rf"(?<![\w.])({_DAY_NAMES})\.(?=,?\s(?:[0-9a-z]|Jan|Feb|Mar|Apr|Ma|Ju|Aug|Sep|Oct|Nov|Dec)|,)"
)
_WEEKDAYS = re.compile(
    rf"(?<![\w.])({_DAY_NAMES})\.?(\s?[-–—/]\s?|\s(?:&|and|to|or)\s)({_DAY_NAMES})\b{DOT}"
)
_DAY_AND_HOUR = re.compile(
    rf"(?<![\w.])({_DAY_NAMES})(?=:?\s[0-9]{{1,2}}(?::[0-9]{{2}}|\s?[ap]\.?m|\s?[-–][0-9]|"
    rf"/[0-9]{{1,2}}(?![0-9/])|(?:st|nd|rd|th)?\s(?:{_MONTH_NAMES}))|,?\s(?:{_MONTH_NAMES})[a-z]{{0,6}}\.?\s[0-9])"
)
# After a time, or what goes before a day: "by 5 p.m. Mon.", "due on Fri.".
_LAST_DAY = re.compile(
    rf"(?:(?<=[ap]\.m\.\s)|(?<=[apAP][mM]\s)|(?<=\b[oO]n\s)|(?<=\b[bB]y\s)|(?<=\buntil\s))"
    rf"({_DAY_NAMES})\.(?=\s{{0,3}}$|[,;)]|\s[A-Z(])"
)
_DAYS = {"M": "Monday", "Tu": "Tuesday", "W": "Wednesday", "Th": "Thursday", "F": "Friday"}
_DAYS |= {"Sa": "Saturday", "Su": "Sunday"}


def weekday_rules() -> list[Rule]:
    return [
        Rule("weekdays", _WEEKDAYS, _weekdays, needs="MTWFS"),
        Rule("weekday", _DAY_AND_HOUR, _weekday, needs="MTWFS"),
        Rule("weekday", _WEEKDAY, _weekday, needs="."),
        Rule("weekday", _LAST_DAY, _last_day, needs="."),
    ]


def _weekday(match: re.Match[str]) -> str:
    return _day(match[1])


def _last_day(match: re.Match[str]) -> str:
    """Read the day with the full stop that ends its sentence."""
    goes_on = match.string[match.end() :].lstrip()[:1] in (",", ";", ")", "(")
    return f"{_day(match[1])}{'' if goes_on else '.'}"


def _weekdays(match: re.Match[str]) -> str:
    between = match[2].strip()
    word = {"&": "and", "/": "and"}.get(between, between if between.isalpha() else "to")
    return f"{_day(match[1])} {word} {_day(match[3])}"


def _day(name: str) -> str:
    return _DAYS[name[:1] if name[0] in "MWF" else name[:2]]
