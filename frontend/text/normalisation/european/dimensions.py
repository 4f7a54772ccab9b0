"""Numbers with a mark between or after: "3 x 4 m", "1920x1080", "24/7", "65+"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.written import START
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_JOINED = re.compile(rf"{START}([1-9][0-9]{{0,5}})x([0-9]{{1,6}})(?:x([0-9]{{1,6}}))?(?![\w.,:/-])")
_PARTED = re.compile(r"(?<=[0-9m]) ?× ?(?=[0-9])|(?<=[0-9m]) x (?=[0-9])")
_EQUALS = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})? ?=")
_PAIR = re.compile(r"(?<![\w./,-])(?:24/7|([1-9]0)/\1)(?![\w/]|[.,][0-9])")
_OR_MORE = re.compile(r"(?<=[0-9])\+(?![\w+=(-]|[.,]\w|[ \u00a0][0-9])|(?<=[0-9]\.)\+(?=[0-9])")


def dimension_rules(words: Words, by: str) -> Iterable[Rule]:
    """Return the rules of a language that says "three `by` four"."""
    yield Rule("dimensions", _JOINED, partial(_joined, words, by), needs="x")
    yield Rule("dimensions", _PARTED, partial(_parted, words, by), needs="x×")
    yield Rule("pair", _PAIR, partial(_pair, words), needs="/")
    yield Rule("or more", _OR_MORE, lambda _: words.grammar.plus, needs="+")


def _parted(words: Words, by: str, match: re.Match[str]) -> str:
    is_product = _EQUALS.match(match.string, match.end()) is not None
    return words.grammar.operators.get("×", by) if is_product else by


def _joined(words: Words, by: str, match: re.Match[str]) -> str:
    return f" {by} ".join(words.cardinal(one) for one in match.groups() if one)


def _pair(words: Words, match: re.Match[str]) -> str:
    return " ".join(map(words.cardinal, match[0].split("/")))
