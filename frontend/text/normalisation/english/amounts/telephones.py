"""Telephone numbers and other groups of digits, each digit said: (800) 555-0199, 111-11-1111."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import is_counted
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

# Not the rest of a number from abroad: +44 123-456-7890.
_START = r"(?<![0-9],)(?<![\w./-])(?<!\+[0-9] )(?<!\+[0-9]{2} )(?<!\+[0-9]{3} )"
_AMERICAN = re.compile(
    rf"{_START}(?:\+?1[ .-]{{0,2}})?(?:(?:\([0-9]{{3}}\)|[0-9]{{3}})[ .-]{{0,2}}"
    r"[0-9]{3}[ .-][0-9]{4}(?:-[0-9]{1,4})?|\([0-9]{3}\)[ .-]{0,2}[0-9]{7})(?![\w]|[.,/-][0-9])"
)
_EXTENSION = re.compile(r"(?:(?<=[0-9]{3}[ .-][0-9]{4} )x ?|(?<=\()x)([0-9]{1,6})(?!\w)")
_LOCAL = re.compile(r"(?<![0-9],)(?<![\w./$£€+-])[2-9][0-9]{2}-[0-9]{4}(?![\w]|[.,/-][0-9])")
_LETTERS = re.compile(
    r"(?<![0-9],)(?<![\w./-])1-(8[0-9]{2})-(?=[0-9-]{0,9}[A-Z])"
    r"((?:[A-Z]{1,10}|[0-9]{1,7})(?:-(?:[A-Z]{1,10}|[0-9]{1,7})){0,4})(?!\w)"
)
_SECURITY = re.compile(r"(?<![0-9],)(?<![\w./-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w]|[.,/-][0-9])")
_CARD = re.compile(r"(?<![0-9],)(?<![\w./-])[0-9]{4}(?:[ -][0-9]{4}){2,5}(?![\w]|[.,/-][0-9])")
_CHAIN = re.compile(_START + r"[0-9]{2,9}(?:-[0-9]{2,9}){2,6}(?![\w]|[.,/-][0-9])")
_SPACED = re.compile(
    _START + r"(?<![0-9] )[0-9]{2,4}(?: [0-9]{2,4}){2,5}(?![\w]|[.,/-][0-9]| [0-9])"
)
# What is entered, and what is filed: "Sort code 12-34-56", "Case No. 23-939".
_ENTERED = (
    r"(?<!status )(?<!error )(?<!exit )(?<!country )(?:code|pin|otp|passcode|password|confirmation|"
    r"verification|tracking)(?: (?:number|no\.?|code|id|pin))?"
)
_FILED = (
    r"(?:case|policy|order|ref|reference|ticket|account|acct\.?|claim|permit|booking|serial|file|lot|"
    r"p\.?o\.?) ?(?:number|num\.?|no\.?|id)|(?:docket|invoice)(?: (?:number|no\.?|id))?"
)
_CODE = re.compile(
    rf"(?<![\w-])(?:{_ENTERED}|(?P<filed>{_FILED}))(?: is| was)?[:=]? ?"
    r"(?P<here>[0-9]{2,12}(?:-[0-9]{1,12}){1,5})(?![\w-]|[.,/][0-9])",
    re.IGNORECASE,
)
_LEAST_CHAIN, _LONGEST_PAIR = 9, 2  # digits
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_GROUP = re.compile(r"[0-9]+")


class Telephones:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def code_rules(self) -> list[Rule]:
        """Return what goes before the rules of dates."""
        return [Rule("code", _CODE, self._code, needs="-")]

    def rules(self) -> list[Rule]:
        return [
            Rule("telephone with letters", _LETTERS, self._letters, needs="8"),
            Rule("telephone", _AMERICAN, self._groups, needs="-. "),
            Rule("extension", _EXTENSION, self._extension, needs="x"),
            Rule("social security number", _SECURITY, self._groups, needs="-"),
            Rule("card", _CARD, self._groups, needs=" -"),
            Rule("chain", _CHAIN, self._chain, needs="-"),
            Rule("spaced", _SPACED, self._chain, needs=" "),
            Rule("local telephone", _LOCAL, self._local, needs="-"),
        ]

    def _groups(self, match: re.Match[str]) -> str:
        plus = "plus " if match[0].startswith("+") else ""
        return plus + ", ".join(map(self._numbers.digits, _GROUP.findall(match[0])))

    def _code(self, match: re.Match[str]) -> str | None:
        """Read its digits one by one; the short groups of what is filed are numbers."""
        if is_counted(match):  # "The code was 10-12 lines long."
            return None
        said = self._filed if match["filed"] else self._numbers.digits
        return ", ".join(map(said, match["here"].split("-")))

    def _filed(self, group: str) -> str:
        if _YEAR.fullmatch(group):
            return self._numbers.year(group)
        is_short = len(group) <= _LONGEST_PAIR
        return self._numbers.cardinal(group) if is_short else self._numbers.digits(group)

    def _extension(self, match: re.Match[str]) -> str:
        said = self._numbers.cardinal(match[1]) if len(match[1]) < 3 else ""
        return f"extension {said or self._numbers.digits(match[1])}"

    def _chain(self, match: re.Match[str]) -> str | None:
        return (
            self._groups(match) if len("".join(_GROUP.findall(match[0]))) >= _LEAST_CHAIN else None
        )

    def _local(self, match: re.Match[str]) -> str | None:
        is_range = match[0].endswith("00") or is_counted(match)
        return None if is_range else self._groups(match)

    def _letters(self, match: re.Match[str]) -> str:
        parts = match[2].split("-")
        said = [self._numbers.digits(part) if part.isdecimal() else part for part in parts]
        return f"one, {self._numbers.cardinal(match[1])}, {' '.join(said)}"
