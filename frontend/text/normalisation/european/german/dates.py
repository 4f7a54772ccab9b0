"""German dates by numbers with points: "3.10.", "3. 10. 2024", "1.5.–3.5."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.german.ordinals import (
    after,
    before,
    ending_of,
    ends_sentence,
    last_word,
    spelled,
)
from frontend.text.normalisation.european.rules.dates import full_year
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_MOST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])\."
_MONTH = r"(?P<month>0?[1-9]|1[0-2])\."
_NUMERIC = re.compile(
    rf"(?:(?<![\w.,:/])|(?<=[0-9]\./))(?<![0-9]\. ){_DAY} ?{_MONTH}"
    r"(?: ?(?P<year>[12][0-9]{3}|[0-9]{2})(?![\w:%]|[.,][0-9]))?"
    r"(?![0-9])"
)
_YEAR_AND_MONTH = re.compile(
    r"(?<![\w.,:/-])(?P<year>1[89][0-9]{2}|20[0-9]{2})-(?P<month>0[1-9]|1[0-2])(?![\w-]|[.,:][0-9])"
)
_SHORT_MONTH = re.compile(
    r"(?<!\w)(?<![0-9]\. )(?<![0-9] )"
    r"(Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.(?= (?:1[0-9]|20)[0-9]{2}(?!\w|[.,][0-9]))"
)
_SHORT_DAY = re.compile(
    r"(?<![\w/])(Mo|Di|Mi|Do|Fr|Sa|So)(?:\.(?=, (?:den|dem|der|bis|ab)\b)|"
    r"\.?(?=,? (?:[0-9]{1,2}\. ?(?:[0-9]{1,2}\.|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)|"
    r"[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?[-–] ?[0-9]| ?(?:Uhr|h)\b|:[0-9]{2})|n\. ?V\.|"
    r"(?:nach|geschl|Ruhetag))))"
)
_DAYS = "(?P<day>Mo|Di|Mi|Do|Fr|Sa|So)"
# After these it is a day, where "Fr." is Frau elsewhere: "am Fr.", "bis Fr. geöffnet".
_ON_DAY = re.compile(
    rf"(?:(?<=\b[Aa]m )|(?<=\b[Vv]om )|(?<=\b[Zz]um )){_DAYS}(?P<point>\.?)(?![\w-])"
)
_UNTIL_DAY = re.compile(
    rf"(?:(?<=\b[Bb]is )|(?<=\b[Ss]eit )){_DAYS}(?P<point>\.)(?= [a-zäöü(]|[,;)]|\s{{0,3}}$)"
)
_DAY_AND_HOUR = re.compile(rf"(?<!\w){_DAYS}(?P<point>\.)(?= (?:um|ab|von|gegen) [0-9])")
# Of what may be no hours.
_RANGE = re.compile(r",? [0-9]{1,2} ?[-–] ?[0-9]{1,2}(?![0-9.:]| ?(?:Uhr|h)\b|\s{0,3}(?:[,;|)]|$))")
_WEEKDAY = re.compile(r"(?<!\w)(?:Mo|Di|Mi|Do|Fr|Sa|So)[.,]{1,2} $|tag,? $|woch,? $")
_TO = re.compile(
    rf"(?:(?<=[0-9]\.[0-9]\.)|(?<=[0-9]\.[0-9]{{2}}\.)|(?<=[0-9]{{4}})) ?[-–] ?"
    rf"(?={_DAY} ?(?:{_MONTH}|[A-ZÄ][a-zä]{{2,8}}(?!\w)))"
)
_FIRST_DAY = re.compile(
    r"(?<![\w.,:/-])(?P<first>0?[1-9]|[12][0-9]|3[01])\.(?: ?[-–] ?|(?P<or>/))"
    r"(?=(?:0?[1-9]|[12][0-9]|3[01])\. ?(?:0?[1-9]|1[0-2])\.)"
)
_EARLIER = re.compile(
    r"[0-9]{1,2}\. ?[0-9]{1,2}\.(?:[0-9]{2,4})? (?:und|oder|bis|sowie) $|"
    r"[0-9]{1,2}\.(?:[0-9]{1,2}\.)?(?:/| ?[-–] ?)$"
)
_LATEST = re.compile(r"[Ss]pät\. $")
_BEFORE_DATES = words_of("am vom zum bis ab seit dem den der und oder stand spätestens fällig")


class Dates:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("from a day", _FIRST_DAY, self._first_day, needs="-–/")
        yield Rule("date with points", _NUMERIC, self._numeric, needs=DIGIT)
        yield Rule("from date to date", _TO, self._to, needs="-–")
        yield Rule("short month", _SHORT_MONTH, self._short_month, needs=".")
        yield Rule("short day", _SHORT_DAY, self._short_day)
        for pattern in (_ON_DAY, _UNTIL_DAY, _DAY_AND_HOUR):
            yield Rule("short day", pattern, self._day)
        yield Rule("month of a year", _YEAR_AND_MONTH, self._month, needs=DIGIT)

    def _short_day(self, match: re.Match[str]) -> str | None:
        """Read "So 8-12 Uhr"; in "So 3-4 Leute" it is a word."""
        is_range = _RANGE.match(match.string, match.end()) is not None
        return self._words.weekday(match[1], also_words=not is_range)

    def _day(self, match: re.Match[str]) -> str | None:
        name = self._words.weekday(match["day"], also_words=True)
        return name and f"{name}{ends_sentence(after(match)) if match['point'] else ''}"

    def _numeric(self, match: re.Match[str]) -> str | None:
        day, month, year = int(match["day"]), int(match["month"]), match["year"]
        if day > _MOST_DAYS[month - 1] or not (year or _may_be_date(match)):
            return None
        name = self._words.month(month)
        left = _EARLIER.sub("", before(match))
        said = f"{spelled(self._words, day, ending_of(left, f' {name}'))} {name}"
        return f"{said} {self._year(year)}" if year else f"{said}{ends_sentence(after(match))}"

    def _first_day(self, match: re.Match[str]) -> str:
        """Read the first day of "3.–5.6." and "3./4.5."."""
        ending = ending_of(before(match), " Mai")  # all months are masculine
        return (
            f"{spelled(self._words, int(match['first']), ending)} {'' if match['or'] else 'bis '}"
        )

    def _to(self, match: re.Match[str]) -> str | None:
        """Read the dash between two dates, not that of a list's numbers."""
        following = after(match).split()[0]
        month = after(match).split()[1:2]
        is_named = bool(month) and month[0].strip(".,;:!?)").lower() in self._words.months
        return " bis " if is_named or following.count(".") > 1 else None

    def _year(self, year: str) -> str:
        return self._words.year(full_year(year))

    def _short_month(self, match: re.Match[str]) -> str:
        return self._words.month(self._words.months[match[1].lower()])

    def _month(self, match: re.Match[str]) -> str:
        return f"{self._words.month(int(match['month']))} {self._words.year(match['year'])}"


def _may_be_date(match: re.Match[str]) -> bool:
    """Return whether it is one for all that is known, and not the number of a section."""
    word = last_word(_LATEST.sub("bis ", before(match)))
    if word in _BEFORE_DATES or not match.string[: match.start()].strip():
        return not re.match(r" [A-ZÄÖÜ]", after(match)) or bool(before(match).strip())
    is_after_weekday = _WEEKDAY.search(before(match)) is not None
    is_later = _EARLIER.search(before(match)) is not None
    is_beside = after(match)[:1] == "," or before(match)[-1:] in "(–-/"
    return is_after_weekday or is_later or is_beside
