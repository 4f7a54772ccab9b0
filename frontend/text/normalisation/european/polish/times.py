"""Polish times of day, which are ordinals: "o 14:30", "godz. 9.15", "9:00–17:00"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.polish.context import before, last_word
from frontend.text.normalisation.european.polish.inflection import Form, ordinal
from frontend.text.normalisation.european.rules.times import minutes_and_seconds
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_START = r"(?<![\w.,:/-])"
_HOUR = r"([01]?[0-9]|2[0-4])"
_END = r"(?![\w:/%]|[.,][0-9])"
_CLOCK = re.compile(rf"{_START}{_HOUR}:([0-5][0-9])(?::([0-5][0-9]))?{_END}")
_MARKED = re.compile(
    rf"(?:\b(?P<at>[Oo] |[Ww] |[Dd]o |[Oo]d |[Pp]o |[Pp]rzed )|(?<![0-9] )\b)"
    rf"(?P<mark>[Gg]odz\.|[Gg]odzin(?:a|ie|y|ę|ą)) "
    rf"{_HOUR}(?:[.:]([0-5][0-9]))?(?: ?[-–] ?{_HOUR}(?:[.:]([0-5][0-9]))?)?{_END}"
)
_POINT = re.compile(
    rf"{_START}{_HOUR}\.([0-5][0-9])(?![\w:/%]|[.,][0-9])"
    r"(?! ?(?:zł|[€$%]|mln|mld|tys|km|kg|m|g|l)\b)"
)
_BEFORE_TIMES = frozenset({"o", "od", "do", "po"})
_FROM_TO = re.compile(rf"{_START}{_HOUR}[:.]([0-5][0-9]) ?[-–] ?{_HOUR}[:.]([0-5][0-9]){_END}")
_OBLIQUE = words_of("o od do z ze po koło około ok. przy godzinie godziny")
_BEFORE_LENGTHS = words_of("w czas czasie czasem wynik wyniku wynikiem trwał trwała trwało")
_ACCUSATIVE = frozenset(["na", "przed", "między", "a"])
_HOUR_WORDS = {
    "o": "godzinie",
    "po": "godzinie",
    "w": "godzinach",
    "do": "godziny",
    "od": "godziny",
}


class Times:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("time with its noun", _MARKED, self._marked, needs=DIGIT)
        yield Rule("times from to", _FROM_TO, self._from_to, needs=DIGIT)
        yield Rule("time with a point", _POINT, self._pointed, needs=".")
        yield Rule("time", _CLOCK, self._clock, needs=":")

    def _clock(self, match: re.Match[str]) -> str:
        hour, minute, second = match.groups()
        form = _form_after(last_word(before(match)))
        if second:
            rest = minutes_and_seconds(self._words, int(minute), int(second))
            if last_word(before(match)) in _BEFORE_LENGTHS:  # "w czasie 2:01:09"
                hours = self._words.parsed(str(int(hour)))
                return f"{self._words.counted(hours, self._words.grammar.hour)} {rest}"
            return f"{ordinal(self._words, int(hour), form)}, {rest}"
        return self._time(hour, minute, form)

    def _pointed(self, match: re.Match[str]) -> str | None:
        if last_word(before(match)) not in _BEFORE_TIMES:
            return None
        return self._time(match[1], match[2], "f-gen")

    def _from_to(self, match: re.Match[str]) -> str:
        first = self._time(match[1], match[2], "f-gen")
        return f"od {first} do {self._time(match[3], match[4], 'f-gen')}"

    def _marked(self, match: re.Match[str]) -> str:
        at, mark, *numbers = match.groups()
        preposition = (at or "").strip().lower()
        noun = mark
        if mark.endswith("."):
            noun = _HOUR_WORDS.get(preposition, "godzina")
        if numbers[2]:
            noun = "godziny" if mark.endswith(".") else mark
            noun = "godzinach" if preposition == "w" else noun
            begin = self._time(numbers[0], numbers[1], "f-gen")
            return f"{at or ''}{noun} od {begin} do {self._time(numbers[2], numbers[3], 'f-gen')}"
        form: Form = "f-gen" if noun.endswith(("ie", "y")) else "f"
        form = "f-acc" if noun.endswith(("ę", "ą")) else form
        return f"{at or ''}{noun} {self._time(numbers[0], numbers[1], form)}"

    def _time(self, hour: str, minute: str | None, form: Form) -> str:
        said = ordinal(self._words, int(hour), form)
        minutes = int(minute or 0)
        if not minutes:
            return said
        zero = f"{self._words.cardinal(0)} " if minutes < 10 else ""
        return f"{said} {zero}{self._words.cardinal(minutes)}"


def _form_after(word: str) -> Form:
    if word in _OBLIQUE:
        return "f-gen"
    return "f-acc" if word in _ACCUSATIVE else "f"
