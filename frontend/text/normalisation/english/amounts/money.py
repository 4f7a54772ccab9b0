"""Amounts of money: $1.5M, £3.50, $5-10, €20k, 10 USD, $20/mo, 50¢."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.amounts.currencies import (
    CODES,
    CODES_NEED,
    COUNTRY,
    SIGNS,
    Currency,
    by_code,
    currency,
)
from frontend.text.normalisation.english.fragments import (
    DOT,
    MAGNITUDE,
    MINUS,
    NUMBER,
    NUMBER_END,
    NUMBER_START,
    TO,
    after,
    is_adjective,
)
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_SHORT = {"k": "thousand", "m": "million", "b": "billion", "t": "trillion"}
_SIZE = rf"(?:\s?(?:[kKmMbBtT]|mn|mm|bn|tn|mil|bil)(?!\w|/[0-9])|[ -](?:{MAGNITUDE})s?\b)"
_SIGN = f"[{''.join(SIGNS)}]"
_THING = (
    rf"(?:sq\.? ?(?:ft|in|m)|mo|yr|wk|d|hr|h|min|gal|lb|kg|oz|bbl|mi|km){DOT}(?!\w)|[a-z]{{3,15}}"
)
_PER = rf"/(?P<per>{_THING})(?!\w)(?:/(?P<also_per>{_THING})(?!\w))?(?!/)"
_BY_SIGN = re.compile(
    rf"(?P<minus>{MINUS})?(?:(?<!\w)(?P<country>{COUNTRY}))?(?<![£€$]/)(?P<sign>{_SIGN})\s?"
    rf"(?P<minus_after>[-−](?=[0-9.]))?(?P<amount>{NUMBER})"
    rf"(?P<size>{_SIZE})?(?:{TO}(?P<again>{_SIGN})?(?P<last>{NUMBER})(?P<last_size>{_SIZE})?)?"
    rf"(?!(?!p(?:cm|[apw])(?!\w))\w|[.,][0-9])(?:{_PER})?"
)
_WITH_COMMA = r"[0-9]{1,3}(?:\.[0-9]{3}){0,4},[0-9]{2}(?!\w|,[0-9])"
_COMMA = re.compile(
    rf"(?P<sign>[€£])\s?(?P<amount>{_WITH_COMMA})|(?<![0-9],)(?<![\w.])(?P<before>{_WITH_COMMA})\s?€"
)
_SIGN_AFTER = re.compile(
    rf"{NUMBER_START}(?P<amount>{NUMBER})(?P<size>{_SIZE})?\s?(?P<sign>[€£¥₩₹₽]|(?<=[0-9])\$)(?![\w])"
    rf"(?:{_PER})?"
)
_CODE_AFTER = re.compile(
    rf"{NUMBER_START}(?P<amount>{NUMBER})(?P<size>{_SIZE})?\s?(?P<code>{CODES})(?!\w)"
    rf"(?:{_PER})?"
)
_CODE_BEFORE = re.compile(
    # COP28 is a conference; so few pesos are none.
    rf"(?<![\w/])(?!COP\s?[0-9]{{1,2}}(?![,.]?[0-9]|\s?[mMbBkK]))"
    rf"(?P<code>{CODES})\s?(?P<amount>{NUMBER})(?P<size>{_SIZE})?{NUMBER_END}"
    rf"(?:{_PER})?"
)
_SHILLINGS = re.compile(r"(?<![\w.,])([0-9]{1,3})s\.?\s?([0-9]{1,2})d\b\.?")
_CENTS = re.compile(rf"{NUMBER_START}(?P<amount>{NUMBER})\s?¢")
_PENCE = re.compile(
    rf"(?<![0-9],)(?<![\w.])(?P<amount>[1-9][0-9]{{0,3}}(?:\.[0-9]{{1,2}})?)p(?:{_PER}|(?![\w/]))"
)
_PERIODS = {"mo": "month", "yr": "year", "wk": "week", "d": "day", "hr": "hour", "h": "hour"}
_PERIODS |= {"min": "minute", "sec": "second", "mi": "mile", "km": "kilometer"}
_PERIODS |= {"sqft": "square foot", "sqin": "square inch", "sqm": "square meter"}
_PERIODS |= {"gal": "gallon", "lb": "pound", "kg": "kilogram", "oz": "ounce", "bbl": "barrel"}
# What is so large: "signed a 3-yr., $42.5M deal".
_OF_A_SUM = re.compile(
    r" (?:deal|contract|loan|lawsuit|fund|budget|bill|round|valuation|investment|project|grant|"
    r"fine|settlement|prize|mansion|house|home|offer|bid|takeover|acquisition|merger|bailout|plan|"
    r"package|boost|hit|loss|profit|deficit|surplus|gap|hole|stake|bond|credit|debt|jackpot)(?!\w)"
)
_HUNDREDTHS, _MOST_PENCE = 2, 2  # digits


class Money:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        signs = "".join(SIGNS)
        pence = [Rule("pence", _PENCE, self._pence, needs="p")] if self._numbers.is_british else []
        return [
            Rule("money, decimal comma", _COMMA, self._comma, needs="€£"),
            Rule("money", _BY_SIGN, self._by_sign, needs=signs),
            Rule("money, sign after", _SIGN_AFTER, self._sign_after, needs=signs),
            Rule("money, code after", _CODE_AFTER, self._by_code, needs=CODES_NEED),
            Rule("money, code before", _CODE_BEFORE, self._by_code, needs=CODES_NEED),
            Rule("shillings", _SHILLINGS, self._shillings, needs="d"),
            Rule("cents", _CENTS, self._cents, needs="¢"),
            *pence,
        ]

    def _by_sign(self, match: re.Match[str]) -> str:
        unit = currency(match["country"] or "", match["sign"])
        amount, size = match["amount"], _size(match["size"])
        last, last_size = match["last"], _size(match["last_size"])
        if last and (not match["again"] or (last_size and not size)):
            many = (
                f"{self._numbers.number(amount)}{size} to {self._numbers.number(last)}{last_size}"
            )
            said = f"{many} {unit.many}"
        elif last:
            is_sum = after(match).lstrip().startswith("=")  # "$100 - $20 = $80"
            between = "minus" if is_sum else "to"
            first = self._said(unit, amount, size)
            said = f"{first} {between} {self._said(unit, last, last_size)}"
        else:
            said = self._said(unit, amount, size, is_adjective=_is_adjective(match))
        is_less = match["minus"] or match["minus_after"]
        return f"{'minus ' if is_less else ''}{said}{_per(match)}"

    def _comma(self, match: re.Match[str]) -> str:
        written = match["amount"] or match["before"]
        amount = written.replace(".", "").replace(",", ".")
        return self._said(SIGNS[match["sign"] or "€"], amount, "")

    def _sign_after(self, match: re.Match[str]) -> str:
        said = self._said(SIGNS[match["sign"]], match["amount"], _size(match["size"]))
        return f"{said}{_per(match)}"

    def _by_code(self, match: re.Match[str]) -> str:
        said = self._said(by_code(match["code"]), match["amount"], _size(match["size"]))
        return f"{said}{_per(match)}"

    def _shillings(self, match: re.Match[str]) -> str:
        shillings, pence = (self._numbers.cardinal(digits) for digits in match.groups())
        return f"{shillings} shilling{'s' * (match[1] != '1')} and {pence} pence"

    def _cents(self, match: re.Match[str]) -> str:
        name = "cent" if match["amount"] == "1" else "cents"
        return f"{self._numbers.number(match['amount'])} {name}"

    def _pence(self, match: re.Match[str]) -> str | None:
        """Read "35p" and "142.9p/litre", but not the lines of a picture: "1080p"."""
        amount, unit = match["amount"], SIGNS["£"]
        if amount.isdecimal() and len(amount) > _MOST_PENCE and not match["per"]:
            return None
        name = unit.cent if amount == "1" else unit.cents
        return f"{self._numbers.number(amount)} {name}{_per(match)}"

    def _said(self, unit: Currency, amount: str, size: str, *, is_adjective: bool = False) -> str:
        if is_adjective:
            return f"{self._numbers.number(amount)}{size} {unit.one}"
        if size:
            return f"{self._numbers.number(amount)}{size} {unit.many}"
        whole, point, decimals = amount.partition(".")
        if not point or not unit.cents:
            return f"{self._numbers.number(amount)} {unit.of(amount)}"
        hundredths = decimals.rstrip("0").ljust(_HUNDREDTHS, "0")
        if len(hundredths) > _HUNDREDTHS:
            return f"{self._numbers.number(amount)} {unit.of(amount)}"
        return self._with_cents(unit, whole or "0", hundredths)

    def _with_cents(self, unit: Currency, whole: str, hundredths: str) -> str:
        cents = str(int(hundredths))
        name = unit.cent if cents == "1" else unit.cents
        parts = [f"{self._numbers.cardinal(whole)} {unit.of(whole)}"] if whole.strip("0,") else []
        if cents != "0":
            parts.append(f"{self._numbers.cardinal(cents)} {name}")
        return " ".join(parts) or f"{self._numbers.cardinal('0')} {unit.many}"


def _per(match: re.Match[str]) -> str:
    """Return what it is for, also of two: $15/mo/user."""
    things = (match[name] for name in ("per", "also_per") if match[name])
    return "".join(f" per {_PERIODS.get(_short(thing), thing)}" for thing in things)


def _short(thing: str) -> str:
    return thing.replace(".", "").replace(" ", "")


def _size(written: str | None) -> str:
    """Return the word of a short form, after a space: of k, bn and million."""
    if not written:
        return ""
    word = written.strip(" -")
    return f" {word if len(word) > 3 else _SHORT[word[0].lower()]}"


def _is_adjective(match: re.Match[str]) -> bool:
    is_round = "." not in match["amount"] or bool(match["size"])
    if match["size"] and match["size"][0] == "-":  # "a 5-year, $2-million grant"
        return after(match)[:1] == " " and after(match)[1:2].islower()
    is_of_sum = bool(match["size"]) and _OF_A_SUM.match(after(match)) is not None
    return is_round and (is_adjective(match) or is_of_sum or after(match).startswith("-a-"))
