"""What money is called: by its sign, and by its code where CLDR names it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel.numbers import get_currency_name


@dataclass(frozen=True)
class Currency:
    """A hundredth of it has a name of its own, or `cents` is "" as nobody says it."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""

    def of(self, amount: str) -> str:
        """Return the name for an amount: 1 dollar, 1.00 dollar, 0.5 dollars."""
        whole, _, decimals = amount.replace(",", "").partition(".")
        return self.one if whole.lstrip("0") == "1" and not decimals.strip("0") else self.many


SIGNS = {
    "$": Currency("dollar", "dollars", "cent", "cents"),
    "€": Currency("euro", "euros", "cent", "cents"),
    "£": Currency("pound", "pounds", "penny", "pence"),
    "¥": Currency("yen", "yen"),
    "￥": Currency("yen", "yen"),
    "₩": Currency("won", "won"),
    "₹": Currency("rupee", "rupees", "paisa", "paise"),
    "₽": Currency("ruble", "rubles", "kopeck", "kopecks"),
    "₺": Currency("lira", "lira", "kuruş", "kuruş"),
    "₪": Currency("shekel", "shekels", "agora", "agorot"),
    "₫": Currency("dong", "dong"),
    "฿": Currency("baht", "baht", "satang", "satang"),
    "₦": Currency("naira", "naira", "kobo", "kobo"),
    "₱": Currency("peso", "pesos", "centavo", "centavos"),
    "₴": Currency("hryvnia", "hryvnias", "kopeck", "kopecks"),
    "₿": Currency("bitcoin", "bitcoins"),
}
_COUNTRIES = {"US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "NZ": "NZD"}
_COUNTRIES |= {"HK": "HKD", "S": "SGD", "R": "BRL", "NT": "TWD", "MX": "MXN"}
COUNTRY = "|".join(sorted(_COUNTRIES, key=len, reverse=True))
CODES = (
    "USD|EUR|GBP|JPY|CNY|RMB|CHF|AUD|CAD|NZD|INR|KRW|SEK|NOK|DKK|PLN|CZK|HUF|RUB|TRY|BRL|MXN|ZAR|"
    r"Rs\.?|SGD|HKD|TWD|THB|ILS|AED|SAR|EGP|NGN|KES|ARS|CLP|COP|PEN|UAH|RON|VND|IDR|MYR|PHP|PKR"
)
# They go before or after an amount, as codes do.
_LOCAL = {
    "kr": Currency("krone", "kroner"),
    "zł": Currency("zloty", "zlotys"),
    "Kč": Currency("koruna", "korunas"),
}
CODES += "".join(f"|{written}" for written in _LOCAL)
CODES_NEED = "DRYFKPSBGkz"  # one of these letters is in each
_CENTS = {"USD", "AUD", "CAD", "NZD", "HKD", "SGD", "EUR"}


@cache
def currency(country: str, sign: str) -> Currency:
    """Return the currency of a sign, perhaps with its country's letters before: US$."""
    return by_code(_COUNTRIES[country]) if country else SIGNS[sign]


@cache
def by_code(code: str) -> Currency:
    if code in _LOCAL:
        return _LOCAL[code]
    code = {"RMB": "CNY", "Rs": "INR"}.get(code.rstrip("."), code)
    one, many = (get_currency_name(code, count, "en") for count in (1, 2))
    many = "euros" if code == "EUR" else many
    if code == "GBP":
        return Currency(one, many, "penny", "pence")
    return Currency(one, many, "cent", "cents") if code in _CENTS else Currency(one, many)
