"""How one kind of writing is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

DIGIT = "0"
Read = Callable[["re.Match[str]"], str | None]


@dataclass(frozen=True)
class Rule:
    """What the pattern finds is read by `read`; None is that it stays as it is written.

    A pattern with a group named `here` finds what it stands for in there; the rest is how it knows.
    The pattern takes linear time. A rule is passed over where the text has none of the characters
    that it `needs`: DIGIT stands for all of them, "" is that there is no such character.
    """

    name: str
    pattern: re.Pattern[str]
    read: Read
    needs: str = ""

    def where(self, match: re.Match[str]) -> tuple[int, int]:
        """Return the beginning and the end of what is read."""
        return match.span("here") if "here" in self.pattern.groupindex else match.span()


@dataclass(frozen=True)
class Language:
    """The rules of a language, the most particular first: what one has read, no other sees."""

    tag: str
    rules: Sequence[Rule]
    spaced: bool = True  # whether there are spaces between words
    # Letters and digits that are read as others, one for one, such as full-width ones, and signs
    # that only its rules see as others.
    folded: Mapping[int, int] = field(default_factory=dict)
    folded_signs: Mapping[int, int] = field(default_factory=dict)
