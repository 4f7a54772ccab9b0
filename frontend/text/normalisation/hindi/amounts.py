"""Money, measures and sizes."""

import re

from frontend.text.normalisation.asian.currencies import SHORT_FORMS, currency_names
from frontend.text.normalisation.asian.numbers import Number
from frontend.text.normalisation.asian.units import any_of, unit_names
from frontend.text.normalisation.hindi.words import (
    DASH,
    MINUS_WORD,
    NUMBER,
    SIGN,
    SIGNED,
    TO,
    cardinal,
    of,
    spoken,
)
from frontend.text.normalisation.rule import DIGIT, Rule

_CURRENCIES = currency_names(
    "hi",
    {"INR": "रुपए", "USD": "डॉलर", "GBP": "पाउंड", "KRW": "वॉन", "JPY": "येन", "TRY": "लीरा",
     "NGN": "नाइरा", "BDT": "टका", "RUB": "रूबल", "THB": "बहत", "CNY": "युआन", "CHF": "फ़्रैंक"},
) | {"¥": "येन", "रु.": "रुपए", "रु": "रुपए", "रू.": "रुपए"}  # fmt: skip
_MINOR = {"रुपए": "पैसे", "डॉलर": "सेंट", "पाउंड": "पेंस", "वॉन": "जिओन", "येन": "सेन", "लीरा": "कुरस",
          "नाइरा": "कोबो", "टका": "पैसे", "यूरो": "सेंट"}  # fmt: skip
_SINGULAR = {"रुपए": "रुपया", "पैसे": "पैसा"}
_POWERS = {3: "हज़ार", 6: "मिलियन", 9: "बिलियन", 12: "ट्रिलियन"}
_LARGE = (
    r"(?P<large>(?:हज़ार|हजार|लाख) (?:करोड़|करोड़)|हज़ार|हजार|लाख|करोड़|करोड़|अरब|खरब|मिलियन|बिलियन|"
    r"ट्रिलियन)"
)
_UNITS = unit_names(
    "hi",
    {"ft": "{} फीट", "yd": "{} यार्ड", "lb": "{} पाउंड", "lbs": "{} पाउंड", "oz": "{} आउन्स",
     "pt": "{} पिंट", "st": "{} स्टोन", "t": "{} टन", "q": "{} क्विंटल", "cg": "{} सेंटीग्राम",
     "dg": "{} डेसीग्राम", "°F": "{} डिग्री फारेनहाइट", "℉": "{} डिग्री फारेनहाइट",
     "°": "{} डिग्री", "ft²": "{} वर्ग फीट", "h": "{} घंटे", "hr": "{} घंटे", "hrs": "{} घंटे",
     "mA": "{} मिलीएम्पीयर", "dpi": "{} डॉट प्रति इंच", "Mbps": "{} मेगाबिट प्रति सेकंड",
     "mAh": "{} मिलीएम्पीयर घंटा",
     "rpm": "{} चक्कर प्रति मिनट", "min": "{} मिनट", "sec": "{} सेकंड", "Kg": "{} किलोग्राम",
     "Km": "{} किलोमीटर", "KM": "{} किलोमीटर", "sq ft": "{} वर्ग फीट", "किमी": "{} किलोमीटर",
     "कि.मी.": "{} किलोमीटर", "किग्रा": "{} किलोग्राम", "कि.ग्रा.": "{} किलोग्राम",
     "सेमी": "{} सेंटीमीटर", "मिमी": "{} मिलीमीटर", "किमी/घंटा": "{} किलोमीटर प्रति घंटा",
     "मि.ली.": "{} मिलीलीटर", "मि.मी.": "{} मिलीमीटर", "से.मी.": "{} सेंटीमीटर", "मी.": "{} मीटर",
     "ली.": "{} लीटर", "ग्रा.": "{} ग्राम", "fps": "{} फ्रेम प्रति सेकंड",
     "bpm": "{} धड़कन प्रति मिनट"},
    frozenset({"A", "B", "K"}),
    " प्रति ",
)  # fmt: skip
_AMOUNT = rf"(?P<amount>{NUMBER})(?:{DASH}(?P<end>{NUMBER}))?"
_LARGE_OR_SHORT = rf"(?:\s?{_LARGE}|\s?(?P<short>{any_of(SHORT_FORMS)})(?![A-Za-z]))?"
_HALVES = {"1": "डेढ़", "2": "ढाई"}


def _money(match: re.Match[str]) -> str:
    name = _CURRENCIES[match["sign"]]
    minus = f"{MINUS_WORD} " if match["minus"] else ""
    number = Number.of(match["amount"])
    size = _size_word(match)
    if size or match["end"] or len(number.decimals) != 2 or name not in _MINOR:
        end = f" {TO} {spoken(match['end'])}" if match["end"] else ""
        return f"{minus}{of(number)}{end}{size} {_one(name, number, size)}"
    cents = int(number.decimals)
    parts = [f"{cardinal(cents)} {_one(_MINOR[name], Number(str(cents)), '')}"] if cents else []
    if number.digits != "0" or not cents:
        parts.insert(0, f"{spoken(number.digits)} {_one(name, Number(number.digits), '')}")
    return f"{minus}{' '.join(parts)}"


def _one(name: str, number: Number, size: str) -> str:
    is_one = number.digits == "1" and not number.decimals and not size
    return _SINGULAR.get(name, name) if is_one else name


def _size_word(match: re.Match[str]) -> str:
    if match["large"]:
        return f" {match['large']}"
    return f" {_POWERS[SHORT_FORMS[match['short']]]}" if match["short"] else ""


def _measure(match: re.Match[str]) -> str:
    end = f" {TO} {spoken(match['end'])}" if match["end"] else ""
    large = f" {match['large']}" if match["large"] else ""
    return _UNITS[match["unit"]].format(f"{spoken(match['number'])}{end}{large}")


def _years(match: re.Match[str]) -> str:
    """Some years are said as halves, few as साल."""
    number = Number.of(match["number"])
    if number.decimals == "5":
        half = _HALVES.get(number.digits) or f"साढ़े {spoken(number.digits)}"
        return f"{half} साल"
    few = not number.decimals and len(number.digits) < 3
    return f"{of(number)} {'साल' if few else 'वर्ष'}"


def _height(match: re.Match[str]) -> str:
    inches = f" {spoken(match['inches'])} इंच" if match["inches"] else ""
    return f"{spoken(match['feet'])} फीट{inches}"


def _size(match: re.Match[str]) -> str:
    return " बाई ".join(map(spoken, re.findall(r"[0-9.]{1,60}", match[0])))


_MONEY = re.compile(
    rf"(?P<minus>{SIGN}|-(?=[$€£₹]))?(?<![A-Za-z])(?P<sign>{any_of(_CURRENCIES)})\s?{_AMOUNT}"
    rf"{_LARGE_OR_SHORT}(?>(?:/-(?!\w))?)"
)
_MONEY_WITH_A_CODE = re.compile(
    rf"(?P<minus>{SIGN})?{_AMOUNT}{_LARGE_OR_SHORT}\s?"
    rf"(?P<sign>{any_of(_CURRENCIES)})(?![A-Za-z\u0900-\u0963])"
)
_HEIGHT = re.compile(r"(?<![0-9.])(?P<feet>[0-9])['\u2032](?P<inches>1[01]|[0-9])[\"\u2033]")
_YEARS = re.compile(rf"(?P<number>{NUMBER})\s?yrs?(?![A-Za-z])")
_MEASURE = re.compile(
    rf"(?P<number>{SIGNED})(?:{DASH}(?P<end>{NUMBER}))?(?:\s?{_LARGE})?\s?"
    rf"(?P<unit>{any_of(_UNITS)})(?![A-Za-z0-9²³\u0900-\u0963])"
)
# Not the K of "4K" and "50K", which are written together.
_KELVIN = re.compile(rf"(?P<number>{SIGNED})\sK(?![A-Za-z0-9\u0900-\u0963])")
_SIZE = re.compile(rf"{NUMBER}(?:\s?[x×*]\s?{NUMBER}){{1,3}}(?![A-Za-z⁰¹²³⁴-⁹]|\s?=)")
# What is said as one and a half, where CLDR has decimals.
_HALF = re.compile(
    r"(?<![0-9.,])(?P<whole>[12])\.5(?=\s(?:घंट|महीन|दिन|हफ़्त|हफ्त|हफ़्त|किलो|कप|चम्मच|बजे))"
)
_OF_POWER = re.compile(rf"(?<=[⁰¹²³⁴-⁹])\s(?P<unit>{any_of(_UNITS)})(?![A-Za-z0-9²³\u0900-\u0963])")
_BY = re.compile(
    rf"(?<=[0-9])\s?[x×]\s?(?=[0-9.]{{1,9}}(?:\s?[x×]\s?[0-9.]{{1,9}})?\s?(?:{any_of(_UNITS)})(?![A-Za-z]))"
)

RULES = [
    Rule("money", _MONEY, _money, needs=DIGIT),
    Rule("money with a code", _MONEY_WITH_A_CODE, _money, needs=DIGIT),
    Rule("height", _HEIGHT, _height, needs="'\u2032"),
    Rule("one and a half", _HALF, lambda match: _HALVES[match["whole"]], needs="."),
    Rule(
        "unit of a power",
        _OF_POWER,
        lambda match: f" {_UNITS[match['unit']].replace('{}', '').strip()}",
        needs="⁰¹²³⁴⁵⁶⁷⁸⁹",
    ),
    Rule("years", _YEARS, _years, needs="y"),
    Rule("kelvin", _KELVIN, lambda match: f"{spoken(match['number'])} केल्विन", needs="K"),
    Rule("measure", _MEASURE, _measure, needs=DIGIT),
    Rule("size of a unit", _BY, lambda _: "बाई", needs="x×"),
    Rule("size", _SIZE, _size, needs="x×*"),
]
