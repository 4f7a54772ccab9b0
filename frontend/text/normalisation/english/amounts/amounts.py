"""Plain numbers: 1,234, -2, 0.5, 5½, 3/4, 2nd, 100 million, 5%."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import (
    MINUS,
    NUMBER,
    NUMBER_START,
    TO,
    before,
    is_counted,
)
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
# A number, perhaps with a fraction after it.
AMOUNT = (
    rf"(?:{NUMBER}(?:\s?[{VULGAR}]|[\s-][0-9]{{1,3}}/[0-9]{{1,3}}(?![0-9]))?|[{VULGAR}]|"
    r"[0-9]{1,3}/[0-9]{1,3}(?=[\s\"″]|-(?:lb|oz|in|ft|mi|gal|yd|hr|qt|kg)(?!\w)))"
)

_PERCENT = re.compile(
    rf"{NUMBER_START}({MINUS})?({AMOUNT})(?:%?{TO}({AMOUNT}))?\s?(%|‰|percent(?=\W|$))"
)
_VULGAR = re.compile(
    rf"{NUMBER_START}({MINUS})?((?:{NUMBER}\s?)?[{VULGAR}])(?:[-–]((?:{NUMBER}\s?)?[{VULGAR}]))?(?!\w)"
)
_SCIENTIFIC = re.compile(
    rf"{NUMBER_START}({MINUS})?([0-9]{{1,15}}(?:\.[0-9]{{1,15}})?)(?:e|(?<=\.[0-9])E|E(?=[+-]))"
    r"([+-]?)([0-9]{1,3})(?!\w|[.,][0-9])"
)
_ORDINAL = re.compile(
    rf"{NUMBER_START}([0-9]{{1,3}}(?>(?:,[0-9]{{3}})+)|[0-9]{{1,15}})(st|nd|rd|th)(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"{NUMBER_START}({MINUS})?({NUMBER})(?![^\Wº]|,[0-9])")
# With points or spaces between its thousands, which are no decimals then.
_GROUPED = re.compile(
    r"(?<![0-9],)(?<![\w./:$£€-])(?<![0-9] )[1-9][0-9]{0,2}"
    r"(?:(?:\.[0-9]{3}){2,6}|(?: [0-9]{3}){2,6}| 0[0-9]{2})(?![\w]|[.,][0-9]| [0-9])"
)
_NUMBER_OF = re.compile(
    r"(?<!\w)(?:#|№|[Nn]o\. ?|[Nn]r\. ?)([0-9]{1,9})(?!\w|[.,][0-9])|"
    r"(?<!\w)(?:#(?=[A-Z]{1,3}-?[0-9])|N[oO]\.(?= ?[0-9]))"
)
_NUMBERS_OF = re.compile(r"(?<!\w)[Nn]o(?P<several>s?)\.(?= ?[0-9])")
_CODE = re.compile(r"(?<![0-9],)(?<![\w./-])[0-9]{3,30}+(?!\w|[.,/-][0-9])")
_HAS_LETTER = re.compile(r"[^\W\d_]")
# What goes before digits that are no amount.
_CODE_WORDS = (
    r"\b(?:code|pin|otp|pnr|zip|passcode|password|end(?:s|ing) (?:in|with)|last four(?: digits)?|"
    r"extension|p\.?o\.? box|card(?: number)?|a/c|acct\.?|"
    r"ext\.?|dial|ssn|account(?: number)?)(?: is|:| #)? ?$"
)
_BEFORE_CODE = re.compile(_CODE_WORDS)
_SUFFIXES = {"1": "st", "2": "nd", "3": "rd"}
_CALLED = re.compile(
    r"\b(?:call|calls|called|calling|dial|dials|dialed|dialled|dialing|text|texts|texted|phone|ring)"
    r" (?:[0-9]{3} or )?$"
)
_SHORT, _LONG = 3, 5  # digits


class Amounts:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def amount(self, written: str) -> str:
        """Return the words of an AMOUNT."""
        plain = unicodedata.normalize("NFKC", written).replace("\N{FRACTION SLASH}", "/")
        if "/" not in plain:
            return self._numbers.number(plain.strip())
        whole, above, below = _parts(written, plain)
        if whole:
            return self._numbers.mixed(whole, above, below)
        return self.part(above, below)

    def part(self, above: str, below: str) -> str:
        """Return the words of a fraction."""
        if len(above) < 4 and 12 < int(below) < int(above):  # such as blood pressure
            return f"{self._numbers.cardinal(above)} over {self._numbers.cardinal(below)}"
        return self._numbers.fraction(above, below)

    def percent_rules(self) -> list[Rule]:
        return [Rule("percent", _PERCENT, self._percent, needs="%‰")]

    def rules(self) -> list[Rule]:
        return [
            Rule("number of", _NUMBER_OF, self._number_of, needs="#№oOrR"),
            Rule("numbers of", _NUMBERS_OF, lambda m: f"number{m['several']}", needs="."),
            Rule("grouped", _GROUPED, self._grouped, needs=". "),
            Rule("code", _CODE, self._code, needs=DIGIT),
            Rule("vulgar fraction", _VULGAR, self._vulgar, needs=VULGAR),
            Rule("scientific", _SCIENTIFIC, self._scientific, needs="eE"),
            Rule("ordinal", _ORDINAL, self._ordinal, needs="hHdDtT"),
        ]

    def last_rules(self) -> list[Rule]:
        return [Rule("number", _NUMBER, self._number, needs=DIGIT)]

    def _percent(self, match: re.Match[str]) -> str:
        minus, amount, last, sign = match.groups()
        said = self.amount(amount) + (f" to {self.amount(last)}" if last else "")
        return f"{'minus ' if minus else ''}{said} {'per mille' if sign == '‰' else 'percent'}"

    def _number_of(self, match: re.Match[str]) -> str:
        return f"number {self._numbers.number(match[1])}" if match[1] else "number"

    def _grouped(self, match: re.Match[str]) -> str:
        return self._numbers.cardinal(match[0].replace(".", "").replace(" ", ""))

    def _code(self, match: re.Match[str]) -> str | None:
        """Read digits one by one where a word says they are a code, or nothing else is there."""
        is_long = len(match[0]) >= _LONG
        if _BEFORE_CODE.search(before(match)) or _is_emergency(match):
            return self._numbers.digits(match[0])
        if is_long and len(match.string) < 60 and not _HAS_LETTER.search(match.string):
            return self._numbers.digits(match[0])
        return None

    def _vulgar(self, match: re.Match[str]) -> str:
        last = f" to {self.amount(match[3])}" if match[3] else ""
        return f"{'minus ' if match[1] else ''}{self.amount(match[2])}{last}"

    def _scientific(self, match: re.Match[str]) -> str:
        minus, amount, sign, power = match.groups()
        below = "minus " if sign == "-" else ""
        said = f"{self._numbers.number(amount)} times ten to the power of {below}"
        return f"{'minus ' if minus else ''}{said}{self._numbers.cardinal(str(int(power)))}"

    def _ordinal(self, match: re.Match[str]) -> str | None:
        digits, suffix = match.groups()
        is_teen = digits[-2:-1] == "1"
        expected = "th" if is_teen else _SUFFIXES.get(digits[-1], "th")
        return self._numbers.ordinal(digits) if suffix.lower() == expected else None

    def _number(self, match: re.Match[str]) -> str:
        return f"{'minus ' if match[1] else ''}{self._numbers.number(match[2])}"


def is_fraction(amount: str) -> bool:
    """Return whether an AMOUNT is less than one, and written as a fraction."""
    above, _, below = amount.partition("/")
    return amount in VULGAR or (above.isdecimal() and below > "" and int(above) < int(below))


def _is_emergency(match: re.Match[str]) -> bool:
    """Return whether it is called: "call 911", "call or text 988", but not "call 200 people"."""
    return len(match[0]) == _SHORT and bool(_CALLED.search(before(match))) and not is_counted(match)


def _parts(written: str, plain: str) -> tuple[str, str, str]:
    """Return the whole number, "" if there is none, and the fraction's two numbers."""
    if written[-1] in VULGAR:
        whole = written[:-1].strip()
        fraction = unicodedata.normalize("NFKC", written[-1])
        above, _, below = fraction.partition("\N{FRACTION SLASH}")
        return whole, above, below
    whole, _, fraction = plain.replace("-", " ").rpartition(" ")
    above, _, below = fraction.partition("/")
    return whole.strip(), above, below
