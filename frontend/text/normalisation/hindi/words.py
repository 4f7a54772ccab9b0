"""Numbers in Hindi words."""

from frontend.text.normalisation.asian.numbers import Number
from frontend.text.normalisation.spelling import SpelledNumbers

TO = "से"
POINT = "दशमलव"
MINUS_WORD = "ऋण"
LONGEST = 18  # digits: the names of amounts end there
_CLDR = SpelledNumbers("hi", joined={"पन्द्रह": "पंद्रह"})
# CLDR's names end with खरब.
_LARGE = ((10**17, "शंख"), (10**15, "पद्म"), (10**13, "नील"))

# A number with thousands or lakhs apart, as 1,50,000 or 150,000.
PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{2,3}){1,8}(?![0-9])|[0-9]{1,40}(?![0-9]))"
NUMBER = rf"(?<![0-9])(?<![0-9][.,]){PLAIN}(?:\.[0-9]{{1,20}}(?![0-9]))?"
SIGN = r"(?:(?<![0-9A-Za-z\u0900-\u097f)\]])[-\u2212](?=[0-9]))"
SIGNED = rf"{SIGN}?{NUMBER}"
DASH = r"\s?[-\u2010-\u2015~]\s?"
END = r"(?![0-9A-Za-z\u0900-\u0963\u0971-\u097f])"  # of a word


def cardinal(number: int) -> str:
    for value, name in _LARGE:
        if number >= value:
            many, rest = divmod(number, value)
            return f"{_CLDR.spelled(many)} {name}{f' {cardinal(rest)}' if rest else ''}"
    return _CLDR.spelled(number)


def by_digit(digits: str) -> str:
    """Return the digits one by one; what is no digit is left out."""
    return " ".join(_CLDR.spelled(int(digit)) for digit in digits if digit.isdecimal())


def whole(digits: str) -> str:
    digits = digits.replace(",", "")
    if len(digits) > LONGEST or (len(digits) > 1 and digits.startswith("0")):
        return by_digit(digits)
    return cardinal(int(digits))


def of(number: Number) -> str:
    sign = f"{MINUS_WORD} " if number.negative else ""
    decimals = f" {POINT} {by_digit(number.decimals)}" if number.decimals else ""
    return f"{sign}{whole(number.digits)}{decimals}"


def spoken(written: str) -> str:
    """Return a number's words as it is written, such as -1,50,000.5."""
    return of(Number.of(written))


def of_year(digits: str) -> str:
    """Return a year: hundreds up to 1999, and from 2100 on."""
    hundreds, rest = divmod(int(digits), 100)
    if 11 <= hundreds <= 99 and hundreds % 10:
        return f"{cardinal(hundreds)} सौ{f' {cardinal(rest)}' if rest else ''}"
    return cardinal(int(digits))
