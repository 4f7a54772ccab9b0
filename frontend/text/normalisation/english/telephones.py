"""Telephone numbers and other groups of digits, each digit said: (800) 555-0199, 111-11-1111."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_AMERICAN = re.compile(
    r"(?<![\w.,/-])(?:\+?1[ .-]{0,2})?(?:\([0-9]{3}\)|[0-9]{3})[ .-]{0,2}[0-9]{3}[ .-][0-9]{4}"
    r"(?:-[0-9]{1,4})?(?![\w]|[.,/-][0-9])"
    r"|(?<![\w.,/-])\([0-9]{3}\)[ .-]{0,2}[0-9]{7}(?!\w)"
)
_LOCAL = re.compile(r"(?<![\w.,/$£€+-])[2-9][0-9]{2}-[0-9]{4}(?![\w]|[.,/-][0-9])")
_LETTERS = re.compile(
    r"(?<![\w.,/-])1-(8[0-9]{2})-((?:[A-Z]{1,10}|[0-9]{1,7})(?:-(?:[A-Z]{1,10}|[0-9]{1,7})){0,4})(?!\w)"
)
_SECURITY = re.compile(r"(?<![\w.,/-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w]|[.,/-][0-9])")
_CARD = re.compile(r"(?<![\w.,/-])[0-9]{4}(?:[ -][0-9]{4}){2,5}(?![\w]|[.,/-][0-9])")
_GROUP = re.compile(r"[0-9]+")


class Telephones:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("telephone with letters", _LETTERS, self._letters, needs="8"),
            Rule("telephone", _AMERICAN, self._groups, needs="-. "),
            Rule("social security number", _SECURITY, self._groups, needs="-"),
            Rule("card", _CARD, self._groups, needs=" -"),
            Rule("local telephone", _LOCAL, self._groups, needs="-"),
        ]

    def _groups(self, match: re.Match[str]) -> str:
        plus = "plus " if match[0].startswith("+") else ""
        return plus + ", ".join(map(self._numbers.digits, _GROUP.findall(match[0])))

    def _letters(self, match: re.Match[str]) -> str:
        parts = match[2].split("-")
        said = [self._numbers.digits(part) if part.isdecimal() else part for part in parts]
        return f"one, {self._numbers.cardinal(match[1])}, {' '.join(said)}"
