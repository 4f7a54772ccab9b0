"""Numbers as English words."""

from __future__ import annotations

import re
from functools import lru_cache

from frontend.text.normalisation.spelling import LONGEST_CARDINAL, SpelledNumbers

_QUINTILLION = 10**18  # CLDR's rules end there
_LONGEST_WRITTEN = 24  # digits of a number with commas
_DENOMINATORS = {2: "half", 4: "quarter"}
_TWO_DIGITS = 2


class Numbers:
    """Numbers as they are said in America, or in Britain: "one hundred and one thousand"."""

    def __init__(self, *, british: bool = False) -> None:
        self.is_british = british
        self._spelled = SpelledNumbers("en", joined={",": ""})

    def number(self, written: str) -> str:
        """Return the words of a number with commas, a decimal point or both."""
        whole, point, decimals = written.partition(".")
        if not point:
            return self.cardinal(whole)
        said = f"{self.cardinal(whole)} " if whole else ""
        return f"{said}point {self.digits(decimals)}"

    def cardinal(self, written: str, *, bare: bool = False) -> str:
        """Return a whole number's words; `bare` is without "and"."""
        digits = _NO_DIGIT.sub("", written)
        longest = LONGEST_CARDINAL if digits == written else _LONGEST_WRITTEN
        if len(digits) > longest or (len(digits) > 1 and digits.startswith("0")):
            return self.digits(digits)
        return self._cardinal(int(digits), bare)

    def ordinal(self, written: str | int) -> str:
        digits = str(written).replace(",", "")
        if len(digits) > LONGEST_CARDINAL:
            return f"{self.digits(digits)}th"
        form = "spellout-ordinal-verbose" if self.is_british else "spellout-ordinal"
        return self._spelled.spelled(int(digits), form)

    def digits(self, digits: str) -> str:
        return self._spelled.by_digit(digits)

    def year(self, digits: str) -> str:
        """Return a year's words: nineteen eighty-four, four seventy-six, two thousand five."""
        number = int(digits)
        if len(digits) == _TWO_DIGITS:
            return f"oh {self._cardinal(number)}" if number in range(1, 10) else self.pair(digits)
        if len(digits) not in (3, 4) or digits.startswith("0"):
            return self.cardinal(digits)
        if len(digits) == 3 and number % 100:
            return f"{self.cardinal(digits[0])} {self.pair(digits[1:], zero='oh')}"
        words = self._spelled.spelled(number, "spellout-numbering-year")
        if self.is_british and 2000 < number < 2010:
            return words.replace("thousand", "thousand and")
        return words

    def pair(self, digits: str, zero: str = "zero") -> str:
        """Return the words of two digits, also of 05."""
        if digits.startswith("0") and digits != "0":
            return f"{zero} {self.cardinal(digits[1:])}"
        return self.cardinal(digits)

    def pairs(self, digits: str) -> str:
        """Return the digits of a house or a flight, such as twelve eleven."""
        head, tail = digits[:-_TWO_DIGITS], digits[-_TWO_DIGITS:]
        if not head or len(digits) > 4 or digits.startswith("0"):
            return self.cardinal(digits, bare=True)
        if tail == "00":
            is_thousand = head.endswith("0")
            return self.cardinal(digits) if is_thousand else f"{self.cardinal(head)} hundred"
        return f"{self.cardinal(head)} {self.pair(tail)}"

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction's words: three quarters, one third."""
        if len(below) > LONGEST_CARDINAL or len(above) > LONGEST_CARDINAL or int(below) <= 1:
            return f"{self.cardinal(above, bare=True)} over {self.cardinal(below, bare=True)}"
        number, one = int(below), above == "1"
        part = _DENOMINATORS.get(number) or self._spelled.spelled(number, "spellout-ordinal")
        plural = part if one else "halves" if number == 2 else f"{part}s"
        return f"{self.cardinal(above, bare=True)} {plural}"

    def mixed(self, whole: str, above: str, below: str) -> str:
        """Return a whole number and a fraction: two and a half."""
        part = self.fraction(above, below)
        part = "a half" if part == "one half" else "a quarter" if part == "one quarter" else part
        return f"{self.number(whole)} and {part}"

    @lru_cache(maxsize=10_000)  # noqa: B019 - two of these last as long as the process
    def _cardinal(self, number: int, bare: bool = False) -> str:
        if number >= _QUINTILLION:
            high, low = divmod(number, _QUINTILLION)
            tail = f" {self._cardinal(low, bare)}" if low else ""
            return f"{self._cardinal(high, True)} quintillion{tail}"
        if self.is_british and not bare:
            return self._spelled.spelled(number, "spellout-cardinal-verbose")
        words = self._spelled.spelled(number)
        return words if bare else _with_and(words, number)


def plural(words: str) -> str:
    """Return several of a number: nineties, sixes, seven forty-sevens."""
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith("x") else f"{words}s"


_NO_DIGIT = re.compile(r"[^0-9]")
_LAST_HUNDRED = re.compile(r" hundred (?=[a-z-]{1,20}$)")


def _with_and(words: str, number: int) -> str:
    """Put "and" into the last three digits."""
    last, thousands = number % 1000, number // 1000 % 1000
    if last > 100 and last % 100:
        return _LAST_HUNDRED.sub(" hundred and ", words)
    if 0 < last < 100 and thousands:
        return words.replace("thousand ", "thousand and ")
    return words
