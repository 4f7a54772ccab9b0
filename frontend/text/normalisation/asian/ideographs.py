"""Numbers as Chinese and Japanese write them in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.normalisation.asian.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS = "零一二三四五六七八九"
LONGEST = 12  # what has more digits is an identifier: it is read digit by digit
_BY_DIGIT = str.maketrans("0123456789", DIGITS)


def by_digit(digits: str) -> str:
    return digits.translate(_BY_DIGIT)


class Ideographs:
    """Numbers of a language; `cardinal` gives the words of a whole one."""

    def __init__(self, cardinal: Callable[[int], str], minus: str) -> None:
        self._cardinal = cardinal
        self._minus = minus

    def whole(self, digits: str) -> str:
        if len(digits) > LONGEST or (len(digits) > 1 and digits.startswith("0")):
            return by_digit(digits)
        return self._cardinal(int(digits))

    def of(self, number: Number) -> str:
        sign = self._minus if number.negative else ""
        decimals = f"点{by_digit(number.decimals)}" if number.decimals else ""
        return f"{sign}{self.whole(number.digits)}{decimals}"

    def spoken(self, written: str) -> str:
        """Return a number's words as it is written, such as -1,234.50."""
        return self.of(Number.of(written))
