"""How one kind of writing is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

DIGIT = "0"
Read = Callable[["re.Match[str]"], str | None]


@dataclass(frozen=True)
class Rule:
    """What the pattern finds is read by `read`; None is that it stays as it is written.

    The pattern takes linear time. A rule is passed over where the text has none of the characters
    that it `needs`: DIGIT stands for all of them, "" is that there is no such character.
    """

    name: str
    pattern: re.Pattern[str]
    read: Read
    needs: str = ""


@dataclass(frozen=True)
class Language:
    """The rules of a language, the most particular first: what one has read, no other sees."""

    tag: str
    rules: Sequence[Rule]
    spaced: bool = True  # whether there are spaces between words
