"""How numbers are written, and their parts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from frontend.text.normalisation.common import roman

# Digits are bounded, so that what may follow a number is looked for in linear time.
PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])|[0-9]{1,24}(?![0-9]))"
NUMBER = rf"(?<![0-9]){PLAIN}(?:\.[0-9]{{1,20}}(?![0-9]))?"
MINUS = r"(?:(?<![0-9A-Za-z)\]年月日号時时分点万亿億元円])[-\u2212])"
SIGNED = rf"(?:{MINUS}?{NUMBER})"
ENCLOSED = re.compile("[①-⑳Ⅰ-Ⅻⅰ-ⅻ]")
ROMAN = re.compile(r"(?<=第)[IVXL]{1,8}(?=[章卷部册节编篇条回集巻編節話幕])")
_REACH = 24  # characters before a number that may say what it is
DASH = r"\s?[-\u2010-\u2015~\u301c\uff5e]\s?"
# Full-width letters and digits as the usual ones, and signs: a comma is none of a number's.
_WIDER = 0xFEE0
FULL_WIDTH = {
    ord(char) + _WIDER: ord(char) for char in map(chr, range(ord("0"), ord("{"))) if char.isalnum()
}
FULL_WIDTH_SIGNS = {ord(char) + _WIDER: ord(char) for char in "#$%&'*+-./:<=>@^_~"} | {
    ord("￥"): ord("¥"),
    ord("￡"): ord("£"),
}


@dataclass(frozen=True)
class Number:
    """A number as written: its digits before and after the point, without separators."""

    digits: str
    decimals: str = ""
    negative: bool = False

    @classmethod
    def of(cls, written: str) -> Number:
        negative = written[:1] in ("-", "\N{MINUS SIGN}")
        whole, _, decimals = written.lstrip("-\N{MINUS SIGN}").replace(",", "").partition(".")
        return cls(whole, decimals, negative)

    def times(self, power_of_ten: int) -> Number:
        """Return it in full, as 1500000 for 1.5 million."""
        value = Decimal(f"{self.digits}.{self.decimals or 0}").scaleb(power_of_ten)
        whole, _, decimals = f"{value:f}".partition(".")
        return Number(whole.lstrip("0") or "0", decimals.rstrip("0"), self.negative)


def has_order(first: str, second: str) -> bool:
    """Return whether two numbers rise, as those of a range do."""
    one, other = Number.of(first), Number.of(second)
    return Decimal(f"{one.digits}.{one.decimals or 0}") < Decimal(
        f"{other.digits}.{other.decimals or 0}"
    )


def enclosed_digits(match: re.Match[str]) -> str:
    """Return the digits of a Roman numeral or a number in a circle that is one character."""
    return str(int(unicodedata.numeric(match[0])))


def roman_digits(match: re.Match[str]) -> str | None:
    """Return the digits of a Roman numeral, None of letters that are none."""
    number = roman.value(match[0])
    return str(number) if number else None


def follows(names: re.Pattern[str], match: re.Match[str]) -> bool:
    """Return whether what was found stands after one of the names; their pattern ends with \\Z."""
    return names.search(match.string[max(0, match.start() - _REACH) : match.start()]) is not None
