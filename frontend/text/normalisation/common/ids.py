"""Numbers that are no amounts, and read digit by digit: telephones, ISBN, ids; and versions."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.common.words import Words

_ISBN = re.compile(
    r"\bISBN(?:-1[03])?:? ?((?:97[89][ -]?)?[0-9](?:[ -]?[0-9]){8}[ -]?[0-9Xx])(?!\w)"
)
# +CC and groups of digits
_ABROAD = re.compile(r"(?<![\w+])\+[0-9]{1,3}(?:[ ./()-]{0,3}[0-9]{1,12}){1,7}(?![\w]|[.,/-][0-9])")
# A zero, and groups of digits
_NATIONAL = re.compile(
    r"(?<![\w.,+/:-])(?:\(0[0-9]{1,5}\)|0[0-9]{1,5})(?:[ /.-]{1,3}[0-9]{2,8}){1,6}"
    r"(?![\w]|[.,/:-][0-9])"
)
_LONG = re.compile(r"(?<![\w.,])[0-9]{10,1000}+(?![\w]|[.,][0-9])")
_VERSION = re.compile(
    r"(?<![\w.])(?:([vV])(?=[0-9])\.?)?([0-9]{1,4}(?:\.[0-9]{1,5}){1,5})"
    r"(-?(?:alpha|beta|rc|dev|a|b)[.-]?[0-9]{0,3})?(?![\w]|\.[0-9])"
)
# Addresses of networks and devices, UUIDs, digests, colours and 0xFF.
_HEXADECIMAL = re.compile(
    r"(?<![\w:-])(?:(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9a-f]{1,4}:){2,7}:?[0-9a-f]{1,4}|"
    r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|0x[0-9a-fA-F]{1,16}|"
    r"(?=[a-f0-9]{0,16}[a-f])[0-9a-f]{16,128}|#(?=[A-F]{0,6}[0-9])(?=[0-9]{0,6}[A-F])[0-9A-F]{6})"
    r"(?![\w:-])"
)
# Of letters and digits by turns, as parcels and machines have.
_SERIAL = re.compile(
    r"(?<![\w.-])(?=[0-9]{0,40}[A-Z]{1,40}[0-9]{1,40}[A-Z]{1,40}[0-9])[0-9A-Z]{10,40}+(?![\w-])"
)
_GROUP = re.compile(r"[0-9]+")
FEWEST_DIGITS, MOST_DIGITS = 7, 15  # of a telephone number


def id_rules(words: Words) -> list[Rule]:
    """Return the rules, to go before all that read numbers."""
    return [
        Rule("ISBN", _ISBN, partial(_isbn, words), needs="I"),
        Rule("telephone abroad", _ABROAD, partial(_telephone, words), needs="+"),
        Rule("telephone", _NATIONAL, partial(_telephone, words), needs="0"),
        Rule("version", _VERSION, partial(_version, words), needs="."),
        Rule("hexadecimal", _HEXADECIMAL, partial(_hexadecimal, words), needs=DIGIT),
        Rule("serial number", _SERIAL, partial(_serial, words), needs=DIGIT),
        Rule("long id", _LONG, partial(_long, words), needs=DIGIT),
    ]


def _isbn(words: Words, match: re.Match[str]) -> str:
    groups = re.findall("[0-9Xx]+", match[1])
    said = (" ".join(words.digit(d) if d.isdecimal() else "X" for d in group) for group in groups)
    return f"ISBN {', '.join(said)}"


def _telephone(words: Words, match: re.Match[str]) -> str | None:
    groups = _GROUP.findall(match[0])
    if not FEWEST_DIGITS <= sum(map(len, groups)) <= MOST_DIGITS:
        return None
    plus = f"{words.plus} " if match[0].startswith("+") else ""
    return plus + words.groups(groups)


def _version(words: Words, match: re.Match[str]) -> str | None:
    letter, numbers, stage = match.groups()
    parts = numbers.split(".")
    if not letter and (len(parts) == 2 or not _is_version(parts)):
        return None
    said = f" {words.point} ".join(words.number(part) for part in parts)
    after = [words.number(part) if part.isdecimal() else part for part in _stage(stage)]
    return " ".join([words.version, said, *after] if letter else [said, *after])


def _is_version(parts: list[str]) -> bool:
    """Return whether it may be one: not 15.01.2020, nor 1.500.000."""
    is_date = len(parts) == 3 and len(parts[2]) in (2, 4) and len(parts[0]) < 3
    is_amount = all(len(part) == 3 for part in parts[1:])
    return not is_amount and not (is_date and (len(parts[2]) == 4 or len(parts[1]) == 2))


def _stage(stage: str | None) -> list[str]:
    return re.findall("[a-z]+|[0-9]+", stage or "")


def _hexadecimal(words: Words, match: re.Match[str]) -> str | None:
    """Read each letter and digit; not 10:20:30, which is a time."""
    if not any(char.isalpha() for char in match[0]):
        return None
    groups = re.findall("[0-9a-zA-Z]+", match[0])
    said = (" ".join(words.digit(c) if c.isdecimal() else c.upper() for c in g) for g in groups)
    return ", ".join(said)


def _serial(words: Words, match: re.Match[str]) -> str:
    return " ".join(words.digit(char) if char.isdecimal() else char for char in match[0])


def _long(words: Words, match: re.Match[str]) -> str | None:
    """Read it digit by digit, but a million with more zeros than that."""
    if match[0].endswith("000000") and not match[0].startswith("0") and len(match[0]) <= 15:
        return words.number(match[0])
    return words.digits(match[0])
