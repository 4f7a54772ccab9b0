"""Verses of the Bible, by the short names of its books: Gen. 1:1-3, 1 Cor. 13:4."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

# What short names stand for; "Ps. 23:1" is of one psalm.
_SHORT = {
    "Gen": "Genesis", "Exod": "Exodus", "Exo": "Exodus", "Ex": "Exodus", "Lev": "Leviticus",
    "Num": "Numbers", "Deut": "Deuteronomy", "Josh": "Joshua", "Judg": "Judges", "Sam": "Samuel",
    "Kgs": "Kings", "Chron": "Chronicles", "Chr": "Chronicles", "Ps": "Psalm", "Prov": "Proverbs",
    "Eccl": "Ecclesiastes", "Isa": "Isaiah", "Jer": "Jeremiah", "Ezek": "Ezekiel",
    "Dan": "Daniel", "Matt": "Matthew", "Mat": "Matthew", "Mk": "Mark", "Lk": "Luke", "Jn": "John",
    "Rom": "Romans", "Cor": "Corinthians", "Gal": "Galatians", "Eph": "Ephesians",
    "Phil": "Philippians", "Col": "Colossians", "Thess": "Thessalonians", "Tim": "Timothy",
    "Heb": "Hebrews", "Jas": "James", "Pet": "Peter", "Rev": "Revelation",
}  # fmt: skip
_LONG = sorted({*_SHORT.values(), "Psalms", "Mark", "Luke", "Acts", "Titus", "Peter"})
_BOOKS = "|".join([*_LONG, *sorted(_SHORT, key=len, reverse=True)])
_VERSE = re.compile(
    rf"\b(?:(?P<which>[1-3])\s)?(?P<book>{_BOOKS})\.?\s(?P<a>[0-9]{{1,3}}):(?P<b>[0-9]{{1,3}})"
    r"(?:[-–](?P<c>[0-9]{1,3}))?(?!\w|:|[-–][0-9])"
)


class Verses:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        """Return what goes before the rules of times."""
        return [Rule("verse", _VERSE, self._verse, needs=":")]

    def _verse(self, match: re.Match[str]) -> str:
        which = f"{self._numbers.ordinal(match['which'])} " if match["which"] else ""
        book = _SHORT.get(match["book"], match["book"])
        verse = " ".join(self._numbers.cardinal(match[name]) for name in "ab")
        to = f" to {self._numbers.cardinal(match['c'])}" if match["c"] else ""
        return f"{which}{book} {verse}{to}"
