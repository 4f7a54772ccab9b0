"""Currencies by their signs and codes, and the short forms of large amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.numbers import get_currency_name

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNS = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "R$": "BRL",
    "$": "USD", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₽": "RUB", "฿": "THB",
    "₺": "TRY", "₦": "NGN", "৳": "BDT", "₫": "VND", "₴": "UAH", "₪": "ILS", "₱": "PHP",
    "Rs.": "INR", "Rs": "INR",
}  # fmt: skip
CODES = ("USD", "EUR", "GBP", "JPY", "CNY", "HKD", "TWD", "KRW", "INR", "AUD", "CAD", "CHF", "SGD")
# Powers of ten.
SHORT_FORMS = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
    "k": 3, "K": 3, "m": 6, "M": 6, "mn": 6, "b": 9, "B": 9, "bn": 9, "T": 12,
}  # fmt: skip


def currency_names(language: str, changed: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the currencies by sign and by code; `changed` are by code."""
    codes = SIGNS | {code: code for code in CODES}
    return {
        sign: changed.get(code) or get_currency_name(code, locale=language)
        for sign, code in codes.items()
    }
