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
    word_before,
)
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
# A number, perhaps with a fraction after it.
AMOUNT = (
    rf"(?:{NUMBER}(?:\s?[{VULGAR}]|[\s-][0-9]{{1,3}}/[0-9]{{1,3}}(?![0-9]))?|[{VULGAR}]|"
    r"[0-9]{1,3}/[0-9]{1,3}(?=[\s\"″]))"
)

_PERCENT = re.compile(
    rf"{NUMBER_START}({MINUS})?({AMOUNT})(?:%?{TO}({AMOUNT}))?\s?(%|‰|percent(?=\W|$))"
)
_VULGAR = re.compile(
    rf"{NUMBER_START}({MINUS})?((?:{NUMBER}\s?)?[{VULGAR}])(?:[-–]((?:{NUMBER}\s?)?[{VULGAR}]))?(?!\w)"
)
_FRACTION = re.compile(
    r"(?<![0-9],)(?<![\w./:$£€-])(?:([0-9]{1,4})[\s-])?([0-9]{1,15})\s?/\s?([0-9]{1,15})(?:st|nd|rd|th)?s?"
    r"(?![\w/-]|[.,][0-9])",
    re.IGNORECASE,
)
_FRACTIONS = re.compile(
    rf"(?<![\w./:$£€,-])([0-9]{{1,2}})/([1-9][0-9]?){TO}([0-9]{{1,2}})/([1-9][0-9]?)(?![\w/-]|[.,][0-9])"
)
# A mark that has decimals or a fraction: 4.5/5.
_MARK = re.compile(
    rf"{NUMBER_START}([0-9]{{1,3}}(?:\.[0-9]{{1,2}}|[{VULGAR}]))\s?/\s?([0-9]{{1,3}})(?![\w/-]|[.,][0-9])"
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
_RATED = re.compile(r"\b(?:rated|rating|scor\w{1,4}|got|gave|grade\w?|marks?|stars?)\b")
_ODDS = re.compile(r"\bodds (?:of |at |are |were |is |was )?$")
_LONG = 5  # digits
# What has versions: Windows 10/11.
_VERSIONED = re.compile(r"\b(?:Windows|macOS|iOS|Android|Python|Java|Ubuntu|Office|Server)\s$")


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
        return self._part(above, below)

    def percent_rules(self) -> list[Rule]:
        return [Rule("percent", _PERCENT, self._percent, needs="%‰")]

    def rules(self) -> list[Rule]:
        return [
            Rule("number of", _NUMBER_OF, self._number_of, needs="#№oOrR"),
            Rule("numbers of", _NUMBERS_OF, lambda m: f"number{m['several']}", needs="."),
            Rule("grouped", _GROUPED, self._grouped, needs=". "),
            Rule("code", _CODE, self._code, needs=DIGIT),
            Rule("mark", _MARK, self._mark, needs="/"),
            Rule("vulgar fraction", _VULGAR, self._vulgar, needs=VULGAR),
            Rule("scientific", _SCIENTIFIC, self._scientific, needs="eE"),
            Rule("fractions from to", _FRACTIONS, self._fractions, needs="/"),
            Rule("fraction", _FRACTION, self._fraction, needs="/"),
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

    def _fractions(self, match: re.Match[str]) -> str:
        above, below, last_above, last_below = match.groups()
        return f"{self._part(above, below)} to {self._part(last_above, last_below)}"

    def _fraction(self, match: re.Match[str]) -> str | None:
        whole, above, below = match.groups()
        if whole and "-" in match[0] and int(above) >= int(below):
            return None
        if whole:
            return self._numbers.mixed(whole, above, below)
        if above != below and _ODDS.search(before(match)):
            return f"{self._numbers.cardinal(above)} to {self._numbers.cardinal(below)}"
        is_mark = above == below in ("10", "100") or bool(_RATED.search(before(match)))
        if int(above) <= int(below) and is_mark:
            return f"{self._numbers.cardinal(above)} out of {self._numbers.cardinal(below)}"
        if _is_no_part(above, below) or _VERSIONED.search(match.string, 0, match.start()):
            return f"{self._numbers.pair(above, 'oh')} {self._numbers.pair(below, 'oh')}"
        return self._part(above, below)

    def _mark(self, match: re.Match[str]) -> str:
        return f"{self.amount(match[1])} out of {self._numbers.cardinal(match[2])}"

    def _scientific(self, match: re.Match[str]) -> str:
        minus, amount, sign, power = match.groups()
        below = "minus " if sign == "-" else ""
        said = f"{self._numbers.number(amount)} times ten to the power of {below}"
        return f"{'minus ' if minus else ''}{said}{self._numbers.cardinal(str(int(power)))}"

    def _part(self, above: str, below: str) -> str:
        if len(above) < 4 and 12 < int(below) < int(above):  # such as blood pressure
            return f"{self._numbers.cardinal(above)} over {self._numbers.cardinal(below)}"
        return self._numbers.fraction(above, below)

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


def _is_no_part(above: str, below: str) -> bool:
    """Return whether they are two numbers: a card's 09/26, 4/4 time."""
    return above == below or (above[0] == "0" and len(above) == len(below) == 2)


def _is_emergency(match: re.Match[str]) -> bool:
    return match[0] in ("911", "999", "112") and word_before(match) in ("call", "called", "text")


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
