"""Roman numerals of kings, centuries and chapters. A lone I, V or X needs such a word beside it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.common import roman
from frontend.text.normalisation.european.rules.context import word_after
from frontend.text.normalisation.european.written import SPACE, WORD
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_NUMERAL = r"(?P<numeral>[IVXLCDM]{1,12})(?![\w'’]|\.\w|-\w)"
AFTER_WORD = re.compile(rf"(?<!\w)(?P<word>{WORD}{{1,14}})(?P<gap>\.?{SPACE}){_NUMERAL}")
LOW_AFTER_WORD = re.compile(
    rf"(?<!\w)(?P<word>{WORD}{{3,14}})(?P<gap>{SPACE})(?P<numeral>[ivxlcdm]{{1,12}})(?!\w)"
)
BEFORE_WORD = re.compile(rf"(?<![\w.'’-])(?P<numeral>[IVXLC]{{1,7}})(?=\.?{SPACE}{WORD})")
ALONE = re.compile(r"(?<![\w.'’&/-])(?P<numeral>[IVX][IVXL]{1,7})(?![\w&/'’-]|\.\w)")
BETWEEN = re.compile(r"(?<![\w-])(?P<low>[IVXL]{1,7})[-–](?P<high>[IVXL]{1,7})(?![\w-])")
NOT_NUMERALS = frozenset({"XXX", "XL", "LI", "VI", "DI", "MI", "XI"})


def rules(words: Words) -> Iterable[Rule]:
    after = partial(_after_word, words)
    return (
        Rule("Roman numeral", AFTER_WORD, after, "IVXLCDM"),
        Rule("Roman numeral", LOW_AFTER_WORD, partial(_low, words), "ivxlcdm"),
        Rule("Roman numeral", BEFORE_WORD, partial(_before_word, words), "IVXLC"),
        Rule("Roman numerals", BETWEEN, partial(_between, words), "-–"),
        Rule("Roman numeral", ALONE, partial(_alone, words), "IVX"),
    )


def _after_word(words: Words, match: re.Match[str]) -> str | None:
    value = roman.value(match["numeral"])
    word = match["word"]
    if not value or match["numeral"] in "LCDM":
        return None  # "article L. 123", "partie C"
    name = words.grammar.before_numbers.get(f"{word.lower()}.") if match["gap"][0] == "." else None
    said = _said(words, name or word, value)
    return f"{name or word} {said}" if said else None


def _low(words: Words, match: re.Match[str]) -> str | None:
    """Read "siglo xix": in small letters only after a word that wants a numeral."""
    value = roman.value(match["numeral"].upper())
    word = match["word"]
    if not value or word.lower() not in words.grammar.low_numerals:
        return None
    said = _said(words, word, value)
    return f"{word}{match['gap']}{said}" if said else None


def _said(words: Words, word: str, value: int) -> str | None:
    grammar = words.grammar
    if word in grammar.regnal or word.lower() in grammar.ordinal_before:
        return king(words, word, value)
    if word.lower() in grammar.cardinal_before:
        return words.cardinal(value)
    return None


def king(words: Words, name: str, value: int) -> str | None:
    """Return what is said after a king's name: an ordinal, or a cardinal if that is too high."""
    masculine, feminine = words.grammar.roman_ordinals
    if value > words.grammar.last_regnal_ordinal:
        return words.cardinal(value)
    is_feminine = name in words.grammar.regnal and words.grammar.feminine_names(name)
    return words.ordinal(value, feminine if is_feminine else masculine)


def _before_word(words: Words, match: re.Match[str]) -> str | None:
    value = roman.value(match["numeral"])
    after = word_after(match).lower()
    if not value or after not in words.grammar.ordinal_after:
        return None
    masculine, feminine = words.grammar.roman_ordinals
    masculine = words.grammar.ordinals.get("er", masculine)  # "tercer milenio"
    return words.ordinal(value, feminine if words.grammar.gender_of(after) == "f" else masculine)


def _between(words: Words, match: re.Match[str]) -> str | None:
    low, high = roman.value(match["low"]), roman.value(match["high"])
    if not low or not high or low >= high:
        return None
    return f"{words.cardinal(low)} {words.grammar.to} {words.cardinal(high)}"


def _alone(words: Words, match: re.Match[str]) -> str | None:
    """Read a numeral of several letters that is no word and no acronym as a cardinal."""
    value = roman.value(match["numeral"])
    if not value or match["numeral"] in NOT_NUMERALS or _is_shouted(match):
        return None
    return words.cardinal(value)


def _is_shouted(match: re.Match[str]) -> bool:
    return match.string.isupper()
