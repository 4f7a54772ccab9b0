"""Lengths of time in letters: 2h 30m, 24m 30s, wait 30s, a 90s timeout, Prep: 15m."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import (
    NUMBER,
    NUMBER_START,
    after,
    before,
    word_before,
)
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontend.text.normalisation.english.numbers import Numbers

_START = r"(?<![0-9],)(?<![\w.:])"
_HOURS = re.compile(_START + r"([0-9]{1,3})\s?h(?:rs?)?\s?([0-5]?[0-9])\s?m(?:ins?)?(?!\w)")
_MINUTES = re.compile(
    _START
    + r"([0-9]{1,3})\s?m(?:ins?)?\.?,?\s?([0-5]?[0-9](?:\.[0-9]{1,3})?)\s?s(?:ecs?)?(?![\w/])"
)
_SECONDS = re.compile(rf"{NUMBER_START}([0-9]{{1,4}}|[0-9]{{1,2}},[0-9]{{3}})\s?s(?![\w/'’²-])")
_FROM_TO = re.compile(rf"{NUMBER_START}([0-9]{{1,3}})[-–]([0-9]{{1,3}})\s?s(?![\w/'’²-])")
_AFTER_MINUTES = re.compile(
    r"(?:[0-9]\s?(?:m|mins?|minutes?),?|\b(?:wait|sleep|take|last)s? [0-9]{1,4}s,?)(?:\sand)?\s?$"
)
_BEFORE_WAITS_WORDS = (
    "wait waits waited sleep sleeps every within after for is it's it’s takes took lasts lasted "
    "another timeout than"
)
_BEFORE_WAITS = frozenset(_BEFORE_WAITS_WORDS.split())
# "in 3s", but not "in 20s", which may be an age, nor "the 3s".
_BEFORE_SECONDS_WORDS = (
    "in under over about around almost nearly only least most from to between up further"
)
_BEFORE_SECONDS = frozenset(_BEFORE_SECONDS_WORDS.split())
_DECADE = re.compile("(?:[1-9]|1[5-9][0-9]|20[0-9])0")
_AFTER_SECONDS = re.compile(r" (?:later|ago|left|remaining|apart|of (?:audio|video|silence))\b")
# "wait 30s", but not "for 80s music".
_AFTER_WAIT = re.compile(
    r"\s{0,3}(?:$|[.,;:!?)\]])|\s(?:long|before|after|to|then|and|or|at|between|per|until|ago|in)\b"
)
# What lasts so long. A "90s film" is one of a decade.
_LASTING = (
    "timeout|time-out|delay|interval|window|pause|wait|countdown|timer|cooldown|limit|break|cache|"
    "TTL|lag|latency|rest|clip|ad|spot|sprint|burst|exposure|warm-?up|walk|run|read|nap|meeting|call"
)
_ATTRIBUTE = re.compile(
    rf"{NUMBER_START}(?P<number>{NUMBER})(?P<unit>[sm])(?=\s(?:{_LASTING})s?(?!\w))"
)
_LABEL = (
    "prep|preparation|cook|cooking|bake|baking|total|active|rest|chill|wait|time|duration|length|"
    "elapsed|uptime|runtime|eta|interval|timeout|delay"
)
_LABELLED = re.compile(
    rf"\b(?:{_LABEL})(?: time)?:?\s(?P<here>(?P<number>{NUMBER})(?P<unit>[sm]))(?![\w/²³]|\s[x×])",
    re.IGNORECASE,
)
_NAMES = {"s": "second", "m": "minute"}


class Lengths:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("hours and minutes", _HOURS, self._pair("hour", "minute"), needs="h"),
            Rule("minutes and seconds", _MINUTES, self._pair("minute", "second"), needs="m"),
            Rule("seconds from to", _FROM_TO, self._from_to, needs="s"),
            Rule("seconds", _SECONDS, self._seconds, needs="s"),
            Rule("of what lasts so long", _ATTRIBUTE, self._attribute, needs="sm"),
            Rule("length by its label", _LABELLED, self._labelled, needs="smSM"),
        ]

    def _pair(self, more: str, less: str) -> Callable[[re.Match[str]], str]:
        return lambda match: f"{self._count(match[1], more)} {self._count(match[2], less)}"

    def _from_to(self, match: re.Match[str]) -> str | None:
        low, high = match.groups()
        is_meant = word_before(match) in _BEFORE_WAITS | _BEFORE_SECONDS
        are_decades = _DECADE.fullmatch(low) and _DECADE.fullmatch(high)  # "the 80–90s"
        if int(low) >= int(high) or (are_decades and not is_meant):
            return None
        return f"{self._numbers.cardinal(low)} to {self._count(high, 'second')}"

    def _seconds(self, match: re.Match[str]) -> str | None:
        said_before = word_before(match)
        is_wait = said_before in _BEFORE_WAITS and _AFTER_WAIT.match(after(match))
        is_time = said_before in _BEFORE_SECONDS and not _DECADE.fullmatch(match[1])
        is_meant = is_wait or is_time or _AFTER_SECONDS.match(after(match))
        if not (is_meant or _AFTER_MINUTES.search(before(match))):
            return None
        return self._count(match[1], "second")

    def _attribute(self, match: re.Match[str]) -> str:
        return f"{self._numbers.number(match['number'])} {_NAMES[match['unit']]}"

    def _labelled(self, match: re.Match[str]) -> str:
        return self._count(match["number"], _NAMES[match["unit"].lower()])

    def _count(self, digits: str, name: str) -> str:
        number = digits.removeprefix("0") if len(digits) == 2 else digits  # of 05
        return f"{self._numbers.number(number)} {name}{'s' * (number != '1')}"
