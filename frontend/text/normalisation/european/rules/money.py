"""Sums of money: €1.500,50, 20 M€, 5 mil millones de dólares, 3 €/kg, USD 5."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.units import CODES_THAT_ARE_WORDS, LOW_CODES
from frontend.text.normalisation.european.written import (
    DASH,
    END,
    NUMBER,
    POINT,
    SIGNED,
    SPACE,
    START,
    WORD,
    Number,
)
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.grammar import Noun
    from frontend.text.normalisation.european.words import Words

_MARKS = "$€£¥￥₹₽₩₺₴₪₫₱₡₦₧฿"
_SIGN = rf"(?P<sign>[A-Za-z]{{0,3}}[{_MARKS}](?:US)?(?!\w)|[{_MARKS}]|{WORD}{{2,4}}\.?)"
_BEFORE = rf"(?P<sign>[A-Za-z]{{0,3}}[{_MARKS}]|{WORD}{{2,3}}\.?)"
_MINUS = r"(?<![\w/])(?P<minus>[-\u2212](?!\s))?"
_RANGE = rf"(?:(?P<low>{NUMBER}){DASH})?"
_MAGNITUDE = rf"{SPACE}?(?P<magnitude>{WORD}{{1,12}}(?:{SPACE}{WORD}{{6,12}})?)"
_SHORT = rf"{SPACE}?(?P<magnitude>{WORD}{{1,5}}\.?){SPACE}?"
_PER = rf"(?:/(?P<per>{WORD}{{1,12}}[²³]?)(?!\w){POINT})?"
_CODES = "|".join(sorted(map(str.upper, LOW_CODES)))
BEFORE_LONG = re.compile(
    rf"{_MINUS}{_BEFORE}{SPACE}?{_RANGE}(?P<number>{NUMBER}){_MAGNITUDE}(?!\w)"
)
BEFORE_SHORT = re.compile(
    rf"{_MINUS}{_BEFORE}{SPACE}?{_RANGE}(?P<number>{NUMBER}){SPACE}?(?P<magnitude>{WORD}{{1,4}})(?!\w)"
)
BEFORE = re.compile(
    rf"{_MINUS}{_BEFORE}{SPACE}?{_RANGE}(?P<number>{NUMBER}){END}(?:{SPACE}(?P<code>{_CODES})(?!\w))?"
    rf"{_PER}"
)
AFTER_SHORT = re.compile(
    rf"{START}{_RANGE}(?P<number>{NUMBER}){_SHORT}(?P<sign>[A-Za-z]{{0,3}}[{_MARKS}](?:US)?|[A-Z]{{3}})"
    rf"(?!\w){_PER}"
)
AFTER_LONG = re.compile(
    rf"{START}{_RANGE}(?P<number>{NUMBER}){_MAGNITUDE}{SPACE}(?P<sign>[A-Za-z]{{0,3}}[{_MARKS}]|[A-Z]{{3}})"
    rf"(?!\w){_PER}"
)
PER = re.compile(
    rf"(?P<number>{SIGNED}){SPACE}?(?P<sign>[{_MARKS}])/(?P<per>{WORD}{{1,12}}[²³]?)(?!\w)"
    rf"{POINT}"
)
AFTER = re.compile(
    rf"(?:(?P<low>{SIGNED}){DASH}(?P<high>{NUMBER})|(?P<number>{SIGNED})){SPACE}?{_SIGN}(?!\w)"
)
PARTED = re.compile(
    rf"{START}(?P<whole>[0-9]{{1,6}})(?P<sign>[{_MARKS}])(?P<cents>[0-9]{{2}})(?!\w|[.,/][0-9])"
)
ALONE = re.compile(r"(?<![\w$€£])[€£](?![\w$€£])")
CENTS = 2


def rules(words: Words) -> Iterable[Rule]:
    read = partial(_money, words)
    return (
        Rule("money", BEFORE_LONG, read, DIGIT),
        Rule("money", BEFORE_SHORT, read, DIGIT),
        Rule("money", BEFORE, read, DIGIT),
        Rule("money", AFTER_LONG, read, DIGIT),
        Rule("money", AFTER_SHORT, read, DIGIT),
        Rule("money", PARTED, partial(_parted, words), _MARKS),
        Rule("money", PER, read, _MARKS),
        Rule("money", AFTER, read, DIGIT),
        Rule("sign of a currency", ALONE, partial(_alone, words), "€£"),
    )


def _parted(words: Words, match: re.Match[str]) -> str | None:
    """Read "3€50"."""
    found = currency(words, match["sign"])
    number = Number(match["whole"], match["cents"])
    return _amount(words, number, *found, None) if found else None


def _alone(words: Words, match: re.Match[str]) -> str | None:
    found = currency(words, match[0])
    return found[1].form("other") if found else None


def _money(words: Words, match: re.Match[str]) -> str | None:
    written = match.groupdict()
    found = currency(words, match["sign"])
    if found and written.get("code"):  # "$50 MXN"
        found = currency(words, match["code"])
    if found is None:
        return None
    code, noun = found
    number = words.parsed(written.get("number") or match["high"])
    if written.get("minus"):
        number = Number(number.whole, number.fraction, "-")
    said = _amount(words, number, code, noun, written.get("magnitude"))
    if said and written.get("low"):
        said = f"{words.number(words.parsed(match['low']), noun.gender)} {words.grammar.to} {said}"
    if said and written.get("per"):
        per = f"{words.grammar.per} {_unit(words, match['per'])}"
        said = f"{said} {words.grammar.elided(per)}"
    return f"{said}." if said and match["sign"].endswith(".") and _ends(match) else said


def _ends(match: re.Match[str]) -> bool:
    return match.end("sign") == len(match.string.rstrip())


def _unit(words: Words, symbol: str) -> str:
    unit = words.units.get(symbol)
    return unit.form("one") if unit else words.period(symbol) or symbol


def currency(words: Words, sign: str) -> tuple[str, Noun] | None:
    """Return a currency's code and noun by its sign, or by its code, if it is one."""
    sign = sign.removesuffix(".")
    if len(sign) == len("CAD$") and sign[-1] in _MARKS and sign not in words.signs:
        sign = sign[:-1]
    known = words.signs.get(sign)
    code, is_everyday = known or (sign.upper(), False)
    if known is None and (len(code) != 3 or (sign != code and sign not in LOW_CODES)):
        return None
    if sign in CODES_THAT_ARE_WORDS:
        return None
    noun = words.currency(code, everyday=is_everyday)
    return (code, noun) if noun else None


def _amount(
    words: Words, number: Number, code: str, noun: Noun, magnitude: str | None
) -> str | None:
    if magnitude:
        return _short(words, number, noun, magnitude)
    number = number.without_idle_zeros(CENTS)
    minor = words.grammar.minors.get(code) or words.grammar.minors.get("")
    if minor is None or not 1 <= len(number.fraction) <= CENTS or code in ("JPY", "KRW"):
        return words.counted(number, noun)
    cents = Number(str(int(number.fraction.ljust(CENTS, "0"))))
    major = Number(number.whole, sign=number.sign)
    if not cents.value:
        return words.counted(major, noun)
    if not major.value:
        return words.counted(Number(cents.whole, sign=number.sign), minor)
    return f"{words.counted(major, noun)}{words.grammar.minor_and}{words.counted(cents, minor)}"


def _short(words: Words, number: Number, noun: Noun, magnitude: str) -> str | None:
    """Read "1,5 M€": as millions of euros, and thousands as the number that they make."""
    magnitude = magnitude.removesuffix(".")
    if magnitude in words.grammar.thousands:
        return words.counted(number.thousandfold(), noun)
    first, _, second = magnitude.partition(" ")
    if first in words.grammar.thousand_words and second:  # "5 mil millones"
        number, magnitude = number.thousandfold(), second
    millions = words.magnitude(magnitude)
    if millions is None:
        return None
    of = words.grammar.of or (lambda word: word)
    return f"{words.counted(number, millions)} {of(words.form(noun, Number('1000000')))}"
