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
_LEAST_CHAIN = 9  # digits
_GROUP = re.compile(r"[0-9]+")


class Telephones:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

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
