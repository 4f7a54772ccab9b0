"""Money and measures."""

import re

from frontend.text.normalisation.asian.currencies import SHORT_FORMS, currency_names
from frontend.text.normalisation.asian.ideographs import by_digit
from frontend.text.normalisation.asian.numbers import DASH, MINUS, NUMBER, SIGNED, Number
from frontend.text.normalisation.asian.units import UNCLEAR, any_of, is_place, unit_names
from frontend.text.normalisation.chinese.words import NUMBERS, TO, spoken
from frontend.text.normalisation.rule import DIGIT, Rule

_CURRENCIES = currency_names(
    "zh", {"AUD": "澳元", "CAD": "加元", "SGD": "新元", "RUB": "卢布", "INR": "卢比"}
) | {"¥": "元", "CN¥": "元", "JP¥": "日元", "RMB": "元", "CNY": "元"}
_UNITS = unit_names(
    "zh", {"t": "{}吨", "s": "{}秒", "W": "{}瓦", "V": "{}伏", "A": "{}安", "°": "{}度",
           "dpi": "{}点每英寸", "kg/m³": "{}千克每立方米", "mg/L": "{}毫克每升",
           "mmHg": "{}毫米汞柱", "rpm": "{}转每分钟", "Mbps": "{}兆比特每秒", "GB": "{}吉字节", 
     "mAh": "{}毫安时",
           "mm²": "{}平方毫米", "m/s²": "{}米每二次方秒", "μg/m³": "{}微克每立方米"},
    UNCLEAR - {"t", "s", "A", "h"},
    "每",
)  # fmt: skip
_PER_HOUR = "每小时"  # in the unit's name, or before the number
_SHORT = any_of(SHORT_FORMS)
_LARGE = r"(?P<large>[十百千]?[万亿])"
_AMOUNT = rf"(?P<amount>{NUMBER})(?:{DASH}(?P<end>{NUMBER}))?"


def _money(match: re.Match[str]) -> str:
    name = match["named"] or _CURRENCIES[match["sign"]]
    minus = "负" if match["minus"] else ""
    numbers = [_amount(number, match) for number in (match["amount"], match["end"]) if number]
    number = "两" if numbers == ["二"] and not match["large"] else TO.join(numbers)
    return f"{minus}{number}{match['large'] or ''}{name}"


def _amount(written: str, match: re.Match[str]) -> str:
    number = Number.of(written)
    short = match["short"]
    return NUMBERS.of(number.times(SHORT_FORMS[short]) if short else number)


def _measure(match: re.Match[str]) -> str | None:
    if is_place(match):
        return None
    end = match["end"]
    number = _counted(match["number"]) if not end else f"{spoken(match['number'])}{TO}{spoken(end)}"
    said = _UNITS[match["unit"]].format(f"{number}{match['large'] or ''}")
    return f"{match['before']}{said.removeprefix(_PER_HOUR)}" if match["before"] else said


def _counted(written: str) -> str:
    return "两" if written == "2" else spoken(written)


def _height(match: re.Match[str]) -> str:
    inches = f"{spoken(match['inches'])}英寸" if match["inches"] else ""
    return f"{spoken(match['feet'])}英尺{inches}"


def _storey(match: re.Match[str]) -> str | None:
    is_one = int(match["storey"]) <= int(match["all"])
    return f"{spoken(match['storey'])}层，共{_counted(match['all'])}层" if is_one else None


def _size(match: re.Match[str]) -> str:
    return "乘".join(map(spoken, re.findall(r"[0-9.]{1,40}", match[0])))


_MONEY = re.compile(
    rf"(?P<minus>{MINUS})?(?<![A-Za-z])(?P<sign>{any_of(_CURRENCIES)})\s?{_AMOUNT}"
    rf"(?:{_LARGE}|\s?(?P<short>{_SHORT})(?![A-Za-z]))?(?P<named>人民币|[日美欧韩港]?元|块)?"
)
_MONEY_WITH_A_CODE = re.compile(
    rf"(?P<minus>{MINUS})?{_AMOUNT}(?:{_LARGE}|\s?(?P<short>{_SHORT})(?![A-Za-z]))?\s?"
    rf"(?P<sign>{any_of({k: v for k, v in _CURRENCIES.items() if len(k) > 2 or not k.isascii()})})"
    r"(?![A-Za-z])(?P<named>)"
)
_HEIGHT = re.compile(r"(?<![0-9.])(?P<feet>[0-9])['\u2032](?P<inches>1[01]|[0-9])[\"\u2033]")
_MEASURE = re.compile(
    rf"(?P<before>[时時]速|每小[时時])?(?P<number>{SIGNED})(?:{DASH}(?P<end>{NUMBER}))?{_LARGE}?\s?"
    rf"(?P<unit>{any_of(_UNITS)})(?![A-Za-z0-9²³]|(?<=A)(?:游戏|大作|级|級|景|制|股|区|类|型|班|组|面))"
)
# Of people: 5w is five times ten thousand, while W is a watt.
_TENS_OF_THOUSANDS = re.compile(rf"(?P<number>{NUMBER})w(?![A-Za-z0-9])")
# A height: 1米82.
_METRES = re.compile(r"(?<![0-9.])(?P<metres>[0-9])米(?P<more>[0-9]{2})(?![0-9.米厘])")
# A length of time: 9秒81.
_SECONDS = re.compile(r"(?<![0-9.])(?P<seconds>[1-5]?[0-9])秒(?P<more>[0-9]{2})(?![0-9.秒分])")
_STOREY = re.compile(r"(?<![0-9./])(?P<storey>[1-9][0-9]?)/(?P<all>[1-9][0-9]?)层")
_SIZE = re.compile(rf"{NUMBER}(?:\s?[x×*]\s?{NUMBER.replace('(?<![0-9])', '')}){{1,3}}(?![A-Za-z])")

RULES = [
    Rule("money", _MONEY, _money, needs=DIGIT),
    Rule("money with a code", _MONEY_WITH_A_CODE, _money, needs=DIGIT),
    Rule("height", _HEIGHT, _height, needs="'\u2032"),
    Rule(
        "metres",
        _METRES,
        lambda match: f"{_counted(match['metres'])}米{by_digit(match['more'])}",
        needs="米",
    ),
    Rule(
        "seconds",
        _SECONDS,
        lambda match: f"{_counted(match['seconds'])}秒{by_digit(match['more'])}",
        needs="秒",
    ),
    Rule("storey", _STOREY, _storey, needs="/"),
    Rule(
        "tens of thousands",
        _TENS_OF_THOUSANDS,
        lambda match: f"{_counted(match['number'])}万",
        needs="w",
    ),
    Rule("measure", _MEASURE, _measure, needs=DIGIT),
    Rule("size", _SIZE, _size, needs="x×*"),
]
