"""German times of day: "14:30 Uhr", "9.15 Uhr", "10–12 Uhr", "um 14h"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.german.ordinals import (
    after,
    before,
    ends_sentence,
    last_word,
)
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_START = r"(?<![\w.,:/])"
_TIME = r"([01]?[0-9]|2[0-4])(?:[:.]([0-5][0-9]))?(?::([0-5][0-9]))?"
_UHR = r"[ \u00a0]?Uhr(?!\w)"
_FROM_TO = re.compile(rf"{_START}{_TIME}(?:{_UHR})?[ \u00a0]?[-–][ \u00a0]?{_TIME}{_UHR}")
_MARKED = re.compile(rf"{_START}{_TIME}{_UHR}")
_UNTIL = re.compile(rf"{_START}([01]?[0-9]|2[0-4])\.([0-5][0-9])(?= (?:bis|und) {_TIME}{_UHR})")
_HOURS = re.compile(rf"{_START}(?:([0-9]{{1,2}})[-–])?([0-9]{{1,2}})( ?)h(?!\w|\.\w|[²³])")
_STOPWATCH = re.compile(rf"{_START}([0-9]{{1,2}}):([0-5][0-9]),([0-9]{{1,3}})(?![\w:])")
_LENGTH = re.compile(
    rf"{_START}(?P<hours>[0-9]{{1,3}}):(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9]))?"
    r"(?P<mark>[ \u00a0]?(?:h(?!\w)|[Ss]td(?P<point>\.?)(?!\w)|[Ss]tunden(?!\w)))?"
    r"(?![\w:]|[.,][0-9]|[ \u00a0]Uhr)"
)
# Where hours are those at which something is open, or what goes on at a day.
_OPEN = re.compile(
    r"(?<!\w)(?:Mo|Di|Mi|Do|Fr|Sa|So)\b|tags?\b|woch|[Gg]eöffnet|ffnungsz|Sprechz|Uhr"
)
_BEFORE_HOURS = words_of("um ab bis gegen von vor nach seit")
# After these it is a time though it is parted: "um 20 h"; but "um 2 h länger".
_SURELY_AT = words_of("um ab gegen")
_BY_SO_MUCH = re.compile(
    r" (?:länger|kürzer|früher|später|mehr|weniger|schneller|langsamer|verl|verk|versch|versp|"
    r"verz|vor(?!mitt)|zurück|über)"
)
_AT_A_TIME = words_of("um ab bis gegen seit")
LAST_HOUR = 24


class Times:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("length of time", _LENGTH, self._length, needs=":")
        yield Rule("times from to", _FROM_TO, self._from_to, needs=DIGIT)
        yield Rule("time with Uhr", _MARKED, self._marked, needs=DIGIT)
        yield Rule("time until", _UNTIL, self._marked, needs=DIGIT)
        yield Rule("time of a race", _STOPWATCH, self._stopwatch, needs=":")
        yield Rule("time with h", _HOURS, self._hours, needs="h")

    def _marked(self, match: re.Match[str]) -> str:
        return clock(self._words, *_numbers(match.groups()))

    def _from_to(self, match: re.Match[str]) -> str:
        first, last = match.groups()[:3], match.groups()[3:6]
        begin = _spoken_begin(self._words, first)
        return f"{begin} bis {clock(self._words, *_numbers(last))}"

    def _hours(self, match: re.Match[str]) -> str:
        first, last, gap = match.groups()
        begin = f"{self._words.cardinal(first)} bis " if first else ""
        word = last_word(before(match))
        is_time = word in (_SURELY_AT if gap else _BEFORE_HOURS)
        is_time = is_time and not (word == "um" and _BY_SO_MUCH.match(after(match)))
        is_time = is_time or (bool(first) and _OPEN.search(before(match)) is not None)
        if is_time and int(last) <= LAST_HOUR:
            return f"{begin}{clock(self._words, int(last), 0, None)}"
        hours = self._words.grammar.in_case(self._words.units["h"], match)
        return f"{begin}{self._words.counted(self._words.parsed(last), hours)}"

    def _length(self, match: re.Match[str]) -> str | None:
        """Read "3:12 Std." and 2:01:09, unless it is a time of day."""
        is_of_day = last_word(before(match)) in _AT_A_TIME
        if not match["mark"] and (is_of_day or not match["seconds"]):
            return None
        units = self._words.units
        nouns = {"hours": units["h"], "minutes": units["min"], "seconds": units["s"]}
        said = " ".join(
            self._words.counted(self._words.parsed(str(int(match[part]))), noun)
            for part, noun in nouns.items()
            if match[part]
        )
        return f"{said}{ends_sentence(after(match)) if match['point'] else ''}"

    def _stopwatch(self, match: re.Match[str]) -> str:
        minutes, seconds, parts = match.groups()
        said = f"{self._words.cardinal(minutes)} {self._words.cardinal(str(int(seconds)))}"
        return f"{said} {self._words.grammar.point} {self._words.by_digit(parts)}"


def _numbers(parts: tuple[str | None, ...]) -> tuple[int, int, int | None]:
    hour, minute, second = (*parts, None, None)[:3]
    return int(hour or 0), int(minute or 0), int(second) if second else None


def _spoken_begin(words: Words, parts: tuple[str | None, ...]) -> str:
    hour, minute, second = _numbers(parts)
    if parts[1] is None:
        return words.cardinal(hour)
    return clock(words, hour, minute, second)


def clock(words: Words, hour: int, minute: int, second: int | None) -> str:
    """Return the words of a time, such as "vierzehn Uhr dreißig"."""
    said = f"{words.cardinal(hour, 'm')} Uhr"
    if second is None:
        return f"{said} {words.cardinal(minute)}" if minute else said
    minutes, seconds = (words.cardinal(number, "f") for number in (minute, second))
    return (
        f"{said} {minutes} {'Minute' if minute == 1 else 'Minuten'} "
        f"{seconds} {'Sekunde' if second == 1 else 'Sekunden'}"
    )
