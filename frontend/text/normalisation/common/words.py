"""The words that a language says for what all of them write alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """The marks of an address are said by `marks`; one that is not among them is not said."""

    marks: Mapping[str, str]  # such as {"@": "at", ".": "dot", "/": "slash", "-": "dash"}
    point: str  # between the numbers of a version
    plus: str  # before a telephone number
    version: str  # for the v of v2.0
    hashtag: str
    number: Callable[[str], str]  # the words of a whole number, which is given by its digits
    digit: Callable[[str], str]  # the word of one digit

    said: Mapping[str, str] = field(default_factory=dict)  # parts of addresses in its own words

    def digits(self, digits: str) -> str:
        """Return the digits one by one."""
        return " ".join(self.digit(digit) for digit in digits)

    def groups(self, groups: list[str]) -> str:
        """Return the digits of each group, with a short pause between groups."""
        return ", ".join(self.digits(group) for group in groups)
