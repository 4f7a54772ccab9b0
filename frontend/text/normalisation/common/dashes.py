"""The dash from one to the other: seats 14A–14C, 5km–10km, A1–A5, 3 May – 7 June.

Between bare numbers it is read by the languages' own rules, or is that of a telephone or a code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Collection

_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,2})?"
_BEFORE, _AFTER = r"(?<![\w.,:/–-])", r"(?![\w–-])"
_OF_A_UNIT = re.compile(
    rf"{_BEFORE}(?P<low>{_NUMBER})(?P<unit>°[CF]|[a-z%°]{{1,2}})(?P<here>–)"
    rf"(?=(?P<high>{_NUMBER})(?P=unit){_AFTER})"
)
_OF_SEATS = re.compile(
    rf"{_BEFORE}(?P<low>[0-9]{{1,3}})[A-K](?P<here>–)(?=(?P<high>[0-9]{{1,3}})[A-K]{_AFTER})"
)
_OF_LETTERS = re.compile(
    rf"{_BEFORE}(?P<letter>[A-Zv])(?P<low>{_NUMBER})(?P<here>–)"
    rf"(?=(?P=letter)(?P<high>{_NUMBER}){_AFTER})"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th|er|\.)?(?: de)?"
_NAME = r"[^\W\d_]{3,12}"
_OF_DATES = re.compile(
    rf"(?<!\w)(?:(?P<first>{_NAME})\.? [0-9]{{1,2}}|{_DAY} (?P<its>{_NAME})\.?)(?P<here> ?[-–] ?)"
    rf"(?=(?P<last>{_NAME})\.? [0-9]|{_DAY} (?P<and_its>{_NAME})(?!\w))"
)


def dash_rules(to: str, months: Collection[str]) -> list[Rule]:
    """Return the rules of dashes, each of which is `to`; `months` are names in lower case."""

    def between_numbers(match: re.Match[str]) -> str | None:
        low, high = (float(match[name].replace(",", ".")) for name in ("low", "high"))
        return f" {to} " if low <= high else None

    def between_dates(match: re.Match[str]) -> str | None:
        names = match.group("first", "its", "last", "and_its")
        are_months = all(name.lower() in months for name in names if name)
        return f" {to} " if are_months else None

    return [
        Rule("dash of a unit", _OF_A_UNIT, between_numbers, needs="–"),
        Rule("dash of seats", _OF_SEATS, between_numbers, needs="–"),
        Rule("dash of letters", _OF_LETTERS, between_numbers, needs="–"),
        Rule("dash of dates", _OF_DATES, between_dates, needs="-–"),
    ]
