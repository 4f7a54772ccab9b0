"""Times of day and durations: 14:30, 14h30, 3:05 p.m., 12:00:05."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.rules.context import words_before
from frontend.text.normalisation.european.written import SPACE, WORD, Number
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_NEW = r"(?<![\w.,:/$€£])(?<![$€£] )(?<![0-9][-–])"
_CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?"
_POINT = r"(?P<hour>[0-9]{1,2})\.(?P<minute>[0-5][0-9])"
_END = r"(?![0-9]|[.,:][0-9]|[ \u00a0][0-9]{3}(?![0-9]))"
_HALF = rf"{SPACE}?(?P<half>[ap])(?:m|\.{SPACE}?m(?P<dot>\.?))(?!\w)"
_MARK = rf"{SPACE}?(?P<mark>{WORD}{{1,5}})(?!\w|\.\w)"
CLOCK_HALF = re.compile(rf"{_NEW}{_CLOCK}{_HALF}", re.IGNORECASE)
POINT_HALF = re.compile(rf"{_NEW}{_POINT}{_HALF}", re.IGNORECASE)
HOUR_HALF = re.compile(rf"{_NEW}(?P<hour>[0-9]{{1,2}}){_HALF}", re.IGNORECASE)
CLOCK_MARK = re.compile(rf"{_NEW}{_CLOCK}{_MARK}")
CLOCK = re.compile(rf"(?<![\w.,:/]){_CLOCK}{_END}")
# After a range: "16:00-19:00 h".
AFTER_CLOCK = re.compile(rf"(?<=[0-9]:[0-5][0-9]){SPACE}?h(?:s|rs)?(?!\w)")
POINT_MARK = re.compile(rf"{_NEW}{_POINT}{_MARK}")
POINT = re.compile(rf"{_NEW}{_POINT}{_END}")
POINT_RANGE = re.compile(
    rf"{_NEW}([0-9]{{1,2}})\.([0-5][05]){SPACE}?[-–]{SPACE}?([0-9]{{1,2}})\.([0-5][05]){_END}"
)
COMMA = re.compile(rf"{_NEW}(?P<hour>[0-9]{{1,2}}),(?P<minute>[0-5][0-9]){_END}")
LETTERS = re.compile(
    rf"(?<![\w.,:/])(?P<hour>[0-9]{{1,2}}){SPACE}?[hH]{SPACE}?(?P<minute>[0-5][0-9])(?![0-9])"
    rf"(?P<unit>{SPACE}?(?:min|m|mn)(?!\w)(?:\.(?!\s{{0,3}}(?:[A-ZÀ-Þ]|$)))?(?:{SPACE}?(?P<second>[0-5][0-9]){SPACE}?s(?:eg)?(?!\w)\.?)?)?"
    r"(?!\w)"
)
SECONDS = re.compile(
    rf"{_NEW}(?P<hour>[0-9]{{1,2}})[hH](?P<minute>[0-5][0-9])m(?P<second>[0-5][0-9])s(?!\w)"
)
HOUR = re.compile(rf"{_NEW}(?P<hour>[0-9]{{1,2}}){SPACE}?[hH](?!\w)")
OFFSET = re.compile(
    r"(?<=GMT|UTC|gmt|utc) ?(?P<sign>[-+\u2212])(?P<hour>[0-9]{1,2})"
    r"(?::?(?P<minute>[0-5][0-9]))?(?!\w)"
)
LAST_HOUR = 24


def rules(words: Words) -> Iterable[Rule]:
    read = partial(_time, words)
    return (
        Rule("offset of a time zone", OFFSET, partial(_offset, words), "+-\u2212"),
        Rule("time", CLOCK_HALF, read, ":"),
        Rule("time", POINT_HALF, read, "."),
        Rule("time", HOUR_HALF, read, DIGIT),
        Rule("time", CLOCK_MARK, partial(_marked, words), ":"),
        Rule("time", CLOCK, read, ":"),
        Rule("mark of hours", AFTER_CLOCK, lambda _: "", "h"),
        Rule("time", SECONDS, read, "hH"),
        Rule("time", LETTERS, read, "hH"),
        Rule("time", HOUR, partial(_hour, words), "hH"),
        Rule("time", POINT_MARK, partial(_marked, words), "."),
        Rule("times from to", POINT_RANGE, partial(_point_range, words), "."),
        Rule("time", POINT, partial(_point, words), "."),
        Rule("time", COMMA, partial(_comma, words), ","),
    )


def _offset(words: Words, match: re.Match[str]) -> str:
    sign = words.grammar.plus if match["sign"] == "+" else words.grammar.minus
    hours = words.cardinal(int(match["hour"]), words.grammar.hour.gender)
    minutes = f" {words.cardinal(match['minute'])}" if match["minute"] else ""
    return f"{sign} {hours}{minutes}"


def _time(words: Words, match: re.Match[str]) -> str | None:
    written = match.groupdict()
    hour, minute, second = (int(written.get(key) or 0) for key in ("hour", "minute", "second"))
    if hour > LAST_HOUR:
        return None
    half = written.get("half")
    if written.get("unit"):
        return _length(words, match)
    said = clock(words, hour, minute, second if written.get("second") else None)
    if half is None:
        return said
    spoken_half = _half(words, hour, half.lower())
    return f"{said} {spoken_half}{_sentence_end(match)}" if spoken_half else None


def _length(words: Words, match: re.Match[str]) -> str:
    """Return what "2 h 25 min" is, which lasts so long."""
    grammar = words.grammar
    nouns = {"hour": grammar.hour, "minute": grammar.minute, "second": grammar.second}
    *parts, last = [
        words.counted(Number(str(int(match[part]))), noun)
        for part, noun in nouns.items()
        if match[part]
    ]
    return f"{', '.join(parts)} {grammar.and_} {last}"


def _half(words: Words, hour: int, half: str) -> str | None:
    halves = words.grammar.day_halves
    return halves.get(f"{hour}{half}m") or halves.get(f"{half}m")


def _sentence_end(match: re.Match[str]) -> str:
    """Return the point of "p.m." where it ends the sentence as well."""
    after = match.string[match.end() :].strip()
    return match["dot"] or "" if not after or after[0].isupper() else ""


def _marked(words: Words, match: re.Match[str]) -> str | None:
    return _time(words, match) if match["mark"] in words.grammar.hour_marks else None


def _point(words: Words, match: re.Match[str]) -> str | None:
    """Read "14.30" as a time after "alle", or where it cannot be the version of something."""
    if words.grammar.before_times.intersection(words_before(match)):
        return _time(words, match)
    before = [word for word in match.string[: match.start()].split()[-2:] if word not in "<>≤≥≈"]
    before = before[-1:]
    is_likely = match["minute"][1] in "05" and not (before and before[0][0].isupper())
    is_likely = is_likely and not _is_of_a_text(words, match)
    return _time(words, match) if words.grammar.point_times and is_likely else None


def _is_of_a_text(words: Words, match: re.Match[str]) -> bool:
    """Return whether it numbers a part of a text: "cap. 3.10", "sección 2.15"; or a version."""
    grammar, word = words.grammar, "".join(words_before(match))
    name = grammar.before_numbers.get(f"{word}.", word)
    return name in grammar.cardinal_before | grammar.ordinal_before | {grammar.version}


def _point_range(words: Words, match: re.Match[str]) -> str | None:
    """Read "8.30-12.00", where decimals have commas."""
    hour, minute, to_hour, to_minute = map(int, match.groups())
    if not words.grammar.point_times or max(hour, to_hour) > LAST_HOUR:
        return None
    if _is_of_a_text(words, match):
        return None
    begin, end = clock(words, hour, minute, None), clock(words, to_hour, to_minute, None)
    return f"{begin} {words.grammar.to} {end}"


def _comma(words: Words, match: re.Match[str]) -> str | None:
    """Read "alle 8,30"."""
    is_named = words.grammar.before_times.intersection(words_before(match))
    return _time(words, match) if is_named and words.grammar.comma_times else None


def _hour(words: Words, match: re.Match[str]) -> str | None:
    if int(match["hour"]) > LAST_HOUR:
        return None
    if words.grammar.before_times.intersection(words_before(match)):  # "um 6 h"
        return clock(words, int(match["hour"]), 0, None)
    return words.counted(Number(str(int(match["hour"]))), words.grammar.hour)


def clock(words: Words, hour: int, minute: int, second: int | None) -> str:
    """Return the words of a time, by default as "quatorze heures trente"."""
    grammar = words.grammar
    if grammar.clock:
        return grammar.clock(words, hour, minute, second)
    said = words.counted(Number(str(hour)), grammar.hour)
    if second is not None:
        return f"{said} {minutes_and_seconds(words, minute, second)}"
    return f"{said} {words.cardinal(minute, grammar.minute.gender)}" if minute else said


def minutes_and_seconds(words: Words, minute: int, second: int) -> str:
    minutes = words.counted(Number(str(minute)), words.grammar.minute)
    seconds = words.counted(Number(str(second)), words.grammar.second)
    return f"{minutes} {words.grammar.and_} {seconds}"
