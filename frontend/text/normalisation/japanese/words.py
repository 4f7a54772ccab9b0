"""Numbers in Japanese words."""

import re

from frontend.text.normalisation.asian.ideographs import Ideographs
from frontend.text.normalisation.spelling import SpelledNumbers

TO = "から"
MINUS_WORD = "マイナス"
_CLDR = SpelledNumbers("ja")
# CLDR writes 千万, which is said as 一千万.
_THOUSAND = re.compile("(?<![二三四五六七八九])千(?=[一二三四五六七八九十百]{0,6}[万億])")
# Apart from amounts, digits are said one by one with these, which are not taken for an amount.
_NAMES = ("ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ")
_SAID = dict(zip("0123456789", _NAMES, strict=True))


def _cardinal(number: int) -> str:
    return _THOUSAND.sub("一千", _CLDR.spelled(number)) if number else "零"


NUMBERS = Ideographs(_cardinal, MINUS_WORD)
spoken = NUMBERS.spoken


def said(digits: str) -> str:
    """Return the digits of a telephone or identifier one by one; what is no digit is a pause."""
    return "".join(_SAID.get(char, "、") for char in digits)
