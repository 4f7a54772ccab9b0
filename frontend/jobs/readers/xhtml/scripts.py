"""Raised and lowered text as it is written on the line: 10², v₁, 1st; a note's number is not."""

import re

from frontend.jobs.readers.xhtml.marks import is_mark, is_number

_MOST_FACTORS = 3  # of a product that may be taken for a word
MAX_CHARS = 12  # of what is set raised or lowered, and is not merely small

_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_SIGNED = re.compile(r"[+−–-]?[0-9]{0,6}[+−–-]?|n")  # a power, or an ion's charge
_POWER = re.compile(r"[0-9n+−–=()-]{1,12}")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
_UNIT_NAMES = "mm cm dm km nm µm μm ft in yd mi sec kg cu sq px"
_UNITS = frozenset(_UNIT_NAMES.split())
_LAST_WORD = re.compile(r"[^\W\d_]{1,40}$")
_LAST_NUMBER = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d$")  # that of a year
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_PROSE = re.compile(r"[a-z]{3}")


def raised(before: str, text: str, after: str) -> str:
    """Return raised text as it is said where it stands; "" for the mark of a note.

    "10" + "2" is a power, "m" + "2" a measure, "1" + "st" an ordinal, "left" + "2" has a note.
    """
    if is_number(text) or _SIGNED.fullmatch(text):
        return text.translate(_SUPERSCRIPTS) if _takes_power(before, text, after) else ""
    if not is_mark(text):
        return text.translate(_SUPERSCRIPTS) if _POWER.fullmatch(text) else text
    if not text.strip("[](){}").isalpha():
        return ""
    if before[-1:].isdigit():
        return text  # an ordinal
    word = _word_before(before)
    return text if word and (len(word) < 3 or word[0].isupper()) else ""


def lowered(before: str, text: str) -> str:
    """Return lowered text as it is said where it stands: "v" + "max" is two words."""
    if not before[-1:].isalnum() and before[-1:] not in (")", "]"):
        return text
    small = text.translate(_SUBSCRIPTS)
    return f" {text}" if any(map(str.isalpha, text)) else small


def _takes_power(before: str, text: str, after: str) -> bool:
    last = before[-1:]
    if not last or last.isspace():  # the mass of an isotope stands before its sign
        return _ELEMENT.match(after) is not None
    if not is_number(text) or last in "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉":
        return last.isalnum() or last in ")]⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
    if last.isdigit():
        return _LAST_NUMBER.search(before) is None
    if last in ")]":
        return _PROSE.search(before, before.rfind("(" if last == ")" else "[") + 1) is None
    word = _word_before(before)
    if len(word) == 1 or word in _UNITS or any("α" <= char <= "ω" for char in word):
        return True
    return 0 < len(word) <= _MOST_FACTORS and not _VOWEL.search(word)  # such as mc


def _word_before(before: str) -> str:
    found = _LAST_WORD.search(before)
    return found[0] if found else ""
