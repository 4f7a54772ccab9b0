"""The dash between what is more than a number: seats 14A–14C, 5km–10km, 3 May – 7 June."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

_DASH = re.compile(
    r"(?:(?<=[0-9])|(?<=[0-9][A-Za-z%°])|(?<=[0-9](?:[A-Za-z]|°)[A-Za-z]))–(?=[A-Zv]?[$£€]?[0-9])"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th|er|\.)?(?: de)?"
_NAME = r"[^\W\d_]{3,12}"
_OF_DATES = re.compile(
    rf"(?<!\w)(?:(?P<first>{_NAME})\.? [0-9]{{1,2}}|{_DAY} (?P<its>{_NAME})\.?)(?P<here> ?[-–] ?)"
    rf"(?=(?P<last>{_NAME})\.? [0-9]|{_DAY} (?P<and_its>{_NAME})(?!\w))"
)
_KNOWN = 3  # letters of a month's name, also where it has an ending or is shortened


def dash_rules(to: str, months: Iterable[str]) -> list[Rule]:
    """Return the rules of dashes that no other rule has read: each is `to`."""
    known = {_beginning(name) for name in months}

    def between_dates(match: re.Match[str]) -> str | None:
        names = match.group("first", "its", "last", "and_its")
        are_months = all(_beginning(name) in known for name in names if name)
        return f" {to} " if are_months else None

    return [
        Rule("dash", _DASH, lambda _: f" {to} ", needs="–"),
        Rule("dash of dates", _OF_DATES, between_dates, needs="-–"),
    ]


def _beginning(name: str) -> str:
    return name[:_KNOWN].lower()
