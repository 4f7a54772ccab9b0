"""Times of day and lengths of time: 9:00am, 13:30, 9 p.m. EST, 9-5pm, 1:01:01."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import TO, word_before
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

# The full stop of "p.m." that ends a sentence stays; a day's or month's name goes on with it.
_DAY_OR_MONTH = "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Oct|Nov|Dec"
_STOP = rf"(?>(?:\.(?!\s{{1,3}}(?!{_DAY_OR_MONTH}|[A-Z]{{2,4}}T?\b)[A-Z\"“(]|\s{{0,3}}$))?)"
_CLOCK = r"[0-9]{1,2}(?:[:.][0-5][0-9](?::[0-5][0-9])?)?"
_HALF = rf"\s?[aApP](?:\.\s?[mM](?![A-Za-z])|[mM](?!\w)){_STOP}"
_ZONE_NAMES = "[ECMP][SD]?T|GMT|UTC|BST|CES?T|IST|JST|AES?T"
_ZONE = rf"\s?(?:{_ZONE_NAMES}|[ecmp]\.?[sd]\.?t)(?!\w)"
_TIME = re.compile(
    rf"(?<![0-9],)(?<![\w.:/$£€+-]){_CLOCK}(?:{_HALF})?(?:{TO}{_CLOCK}(?:{_HALF})?)?(?:{_ZONE})?(?:\s?(?:h|hrs|hours)(?!\w))?"
    r"(?![\w:%]|[.,/-][0-9])"
)
_PARTS = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:(?P<mark>[:.])(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
    r"(?:\s?(?P<half>[aApP])\.?\s?[mM](?![a-zA-Z]))?"
)
_MILITARY = re.compile(
    r"(?<![0-9],)(?<![\w.:/-])([01][0-9]|2[0-3])([0-5][0-9])(?= ?(?:hours|hrs)\b)"
)
_LAP = re.compile(
    r"(?<![0-9],)(?<![\w.:/-])(?P<minutes>[0-9]{1,2}):(?P<seconds>[0-5][0-9]\.[0-9]{1,3})(?![\w:]|[.,][0-9])"
)
_MOMENT = re.compile(
    r"(?<![0-9],)(?<![\w.:/-])(?:([0-9]{2}):([0-5][0-9]):([0-5][0-9])[.,]([0-9]{3})|"
    r"([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])\.([0-9]{1,2}))(?![\w:]|[.,][0-9])"
)
# Of a train or bus: "the 10.42 from King's Cross".
_SERVICE = re.compile(
    r"(?<=[tT]he )(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-5][0-9])(?= (?:from|to|train|service|bus|"
    r"ferry|flight|express)\b)"
)
_BARE_HALF = re.compile(r"(?<![0-9],)(?<![\w.:/-])[0-9]{1,2}:[0-5][0-9][ap](?!\w|\.\s?[mM])")
_OFFSET = re.compile(r"\b(UTC|GMT)([+−-])([0-9]{1,2})(?::?([0-9]{2}))?(?!\w)")
_BEFORE_TIMES = frozenset(("at", "by", "until", "till", "before", "after", "from", "to", "around"))
_MOST_HOURS = 24


class Times:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("zone", _OFFSET, self._offset, needs="+−-"),
            Rule("time of a train", _SERVICE, self._service, needs=".:"),
            Rule("time of a lap", _LAP, self._lap, needs=":"),
            Rule("moment", _MOMENT, self._moment, needs=":"),
            Rule("time with a or p", _BARE_HALF, self._bare_half, needs="ap"),
            Rule("time", _TIME, self._read, needs=":mM"),
            Rule("hours", _MILITARY, self._military, needs=DIGIT),
        ]

    def _service(self, match: re.Match[str]) -> str | None:
        if int(match["hour"]) >= _MOST_HOURS:
            return None
        return self._minutes(match["hour"], match["minute"], " o'clock")

    def _lap(self, match: re.Match[str]) -> str:
        minutes = str(int(match["minutes"]))
        seconds = self._numbers.number(match["seconds"].removeprefix("0"))
        return f"{self._numbers.cardinal(minutes)} minute{'s' * (minutes != '1')} {seconds} seconds"

    def _moment(self, match: re.Match[str]) -> str:
        """Read a place in a film, as subtitles have it: 00:01:23,456; or a runner's 1:58:07.3."""
        *parts, decimals = match.groups()[:4] if match[1] else match.groups()[4:]
        hours, minutes, seconds = map(int, parts)
        rest = f" point {self._numbers.digits(decimals)}"
        said = self._length(hours, minutes, seconds)
        return f"{said.rpartition(' ')[0]}{rest} seconds"

    def _bare_half(self, match: re.Match[str]) -> str | None:
        time = _PARTS.fullmatch(f"{match[0]}m")
        if time is None or int(time["hour"]) not in range(1, 13):
            return None
        return self._words(time, alone=True)

    def _read(self, match: re.Match[str]) -> str | None:
        times = list(_PARTS.finditer(match[0]))
        if not _is_time(times):
            return None
        words = " to ".join(self._words(time, alone=len(times) == 1) for time in times)
        zone = match[0][times[-1].end() :].replace(".", "").strip()
        zone = "" if zone in ("h", "hrs", "hours") else zone.upper()
        return f"{words} {zone}" if zone else words

    def _words(self, time: re.Match[str], *, alone: bool) -> str:
        hour, minute, second, half = time.group("hour", "minute", "second", "half")
        after = f" {half.upper()}M" if half else ""
        if second:
            return self._length(int(hour), int(minute), int(second)) + after
        if half or minute is None:
            said = self._minutes(hour, minute or "00", "")
        elif minute == "00" and int(hour) == 0:
            said = "midnight"
        else:
            said = self._minutes(hour, minute, " o'clock")
        return said + after

    def _minutes(self, hour: str, minute: str, at_hour: str) -> str:
        said = self._numbers.cardinal(str(int(hour)))
        return (
            f"{said}{at_hour}" if minute == "00" else f"{said} {self._numbers.pair(minute, 'oh')}"
        )

    def _length(self, hours: int, minutes: int, seconds: int) -> str:
        parts = ((hours, "hour"), (minutes, "minute"), (seconds, "second"))
        said = [f"{self._numbers.cardinal(str(n))} {unit}{'s' * (n != 1)}" for n, unit in parts]
        return f"{said[0]} {said[1]} and {said[2]}"

    def _military(self, match: re.Match[str]) -> str | None:
        hour, minute = match.groups()
        if not hour.startswith("0") and word_before(match) not in _BEFORE_TIMES:
            return None
        said = self._numbers.pair(hour, "oh")
        return f"{said} {'hundred' if minute == '00' else self._numbers.pair(minute, 'oh')}"

    def _offset(self, match: re.Match[str]) -> str:
        zone, sign, hours, minutes = match.groups()
        said = (
            f"{zone} {'plus' if sign == '+' else 'minus'} {self._numbers.cardinal(str(int(hours)))}"
        )
        return f"{said} {self._numbers.pair(minutes)}" if minutes and minutes != "00" else said


def _is_time(times: list[re.Match[str]]) -> bool:
    """Return whether hours are hours, and each is with minutes unless a.m. or p.m. is said."""
    if any(int(time["hour"]) > _MOST_HOURS for time in times):
        return False
    if any(time["half"] for time in times):
        return True
    return all(time["mark"] == ":" for time in times)
