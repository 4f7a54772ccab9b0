"""Numbers as they are written: the parts of patterns, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

# The spaces that part thousands: also those that do not break, and thin ones.
SPACE = "[ \u00a0\u2009\u202f]"
MINUS = "-\u2212\u2013"
# At the most so many groups of thousands: nobody writes more, and each try ends soon.
_GROUPS = (
    r"[0-9]{1,3}(?:(?>(?:\.[0-9]{3}(?![0-9])){1,8})|(?>(?:,[0-9]{3}(?![0-9])){1,8})"
    rf"|(?>(?:{SPACE}[0-9]{{3}}(?![0-9])){{1,8}})|(?>(?:['’][0-9]{{3}}(?![0-9])){{1,8}}))"
)
NUMBER = rf"(?:{_GROUPS}(?:[.,][0-9]++)?|[0-9]++(?:[.,][0-9]++)?)"
# No number begins within a word or another number, nor ends where more digits follow.
START = r"(?:(?<!\w)|(?<=[0-9]x))(?<![0-9][.,:'’/])"
END = r"(?![0-9])(?![.,:][0-9])"
_SIGN = rf"(?<![^\s(\[«\"=≈<>:])[{MINUS}+±]"
SIGNED = rf"(?:{_SIGN}|{START}){NUMBER}{END}"
DASH = rf"{SPACE}?[-\u2010-\u2015]{SPACE}?"
WORD = r"[^\W\d_]"
# Of a short word within a sentence; that of its last word is the sentence's.
POINT = r"(?>(?:\.(?=\s[a-zà-ÿ]|[,;:)]))?)"


@dataclass(frozen=True)
class Number:
    whole: str
    fraction: str = ""
    sign: str = ""  # "-", "+", "±"

    @property
    def value(self) -> Decimal:
        return Decimal(f"{self.whole}.{self.fraction}" if self.fraction else self.whole)

    @property
    def is_round(self) -> bool:
        """Whether millions are its last word, so that what it counts is "of" them."""
        return not self.fraction and self.whole.endswith("000000") and self.whole.strip("0") != ""

    def without_idle_zeros(self, decimals: int) -> Number:
        """Return it without the zeros at its end that are beyond so many decimals."""
        rest = self.fraction[decimals:].rstrip("0")
        fraction = self.fraction[:decimals] + rest
        return replace(self, fraction=fraction if fraction.strip("0") else "")

    def thousandfold(self) -> Number:
        shifted = self.fraction.ljust(3, "0")
        whole = (self.whole + shifted[:3]).lstrip("0") or "0"
        return Number(whole, shifted[3:], self.sign)


def number(text: str, decimal: str = ",") -> Number:
    """Return what NUMBER or SIGNED has found.

    Where both marks are there, or one of them several times, it is clear which parts the decimals;
    a single one is that of the language's decimals, or it parts thousands if three digits follow.
    """
    sign, body = _sign(text.strip())
    marks = [char for char in body if not char.isdecimal()]
    if not marks:
        return Number(body, sign=sign)
    last = marks[-1]
    if not _parts_decimals(last, marks, body, decimal):
        return Number(_digits(body), sign=sign)
    whole, _, fraction = body.rpartition(last)
    return Number(_digits(whole), fraction, sign)


def _sign(text: str) -> tuple[str, str]:
    if text[0].isdecimal():
        return "", text
    return ("-" if text[0] in MINUS else text[0]), text[1:].lstrip()


def _parts_decimals(last: str, marks: list[str], body: str, decimal: str) -> bool:
    if last not in ".," or marks.count(last) > 1:
        return False
    if len(marks) > 1 or last == decimal:
        return True
    whole, _, rest = body.rpartition(last)
    return len(rest) != 3 or len(whole) > 3 or whole.startswith("0")


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())
