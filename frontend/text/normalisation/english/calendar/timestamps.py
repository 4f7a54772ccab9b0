"""Moments as machines write them: 2024-02-29T13:45:00Z."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontend.text.normalisation.english.numbers import Numbers

_TIMESTAMP = re.compile(
    r"(?<![\w/.,:-])(?P<year>[12][0-9]{3})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
    r"[T ](?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])"
    r"(?::(?P<second>[0-5][0-9])(?:[.,][0-9]{1,9})?)?"
    r"(?:Z|(?P<sign>[+-])(?P<ahead>[01][0-9]):?(?P<more>[0-5][0-9]))?(?!\w|[:/-]|[.,][0-9])"
)


class Timestamps:
    """Args: `date` reads a day, a month and a year in the order of the country."""

    def __init__(self, numbers: Numbers, date: Callable[[str, str, str], str | None]) -> None:
        self._numbers, self._date = numbers, date

    def rules(self) -> list[Rule]:
        return [Rule("timestamp", _TIMESTAMP, self._read, needs=":")]

    def _read(self, match: re.Match[str]) -> str:
        day = self._date(match["day"], match["month"], match["year"])
        return f"{day}, {self._time(match)}{self._zone(match)}"

    def _time(self, match: re.Match[str]) -> str:
        hour = self._numbers.cardinal(str(int(match["hour"])))
        at_hour = match["minute"] == "00"
        said = f"{hour} {'hundred' if at_hour else self._numbers.pair(match['minute'], 'oh')}"
        second = int(match["second"] or 0)
        if not second:
            return said
        plural = "s" * (second != 1)
        return f"{said} and {self._numbers.cardinal(str(second))} second{plural}"

    def _zone(self, match: re.Match[str]) -> str:
        if match["sign"] is None:
            return " UTC" if match[0].endswith("Z") else ""
        sign = "plus" if match["sign"] == "+" else "minus"
        said = f" UTC {sign} {self._numbers.cardinal(str(int(match['ahead'])))}"
        more = match["more"]
        return said if more == "00" else f"{said} {self._numbers.pair(more, 'oh')}"
