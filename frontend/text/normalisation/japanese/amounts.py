"""Money, measures and sizes."""

import re

from frontend.text.normalisation.asian.currencies import SHORT_FORMS, SIGNS, currency_names
from frontend.text.normalisation.asian.numbers import DASH, MINUS, NUMBER, SIGNED, Number
from frontend.text.normalisation.asian.units import UNCLEAR, any_of, is_place, unit_names
from frontend.text.normalisation.japanese.words import MINUS_WORD, NUMBERS, TO, spoken
from frontend.text.normalisation.rule import DIGIT, Rule

_CURRENCIES = {
    sign: name.replace(" ", "")
    for sign, name in currency_names(
        "ja", {"USD": "ドル", "GBP": "ポンド", "JPY": "円", "CNY": "人民元", "KRW": "ウォン",
               "INR": "ルピー", "TRY": "リラ", "RUB": "ルーブル", "THB": "バーツ"},
    ).items()
} | {"¥": "円", "JP¥": "円", "CN¥": "人民元"}  # fmt: skip
_CENTS = {"ドル": "セント", "ユーロ": "セント", "ポンド": "ペンス"}
_UNITS = {
    symbol: name.replace(" ", "")
    for symbol, name in unit_names(
        "ja", {"dpi": "{}ドットパーインチ", "mm²": "{}平方ミリメートル", "rpm": "{}回転",
               "mmHg": "{}ミリメートルエイチジー", "Mbps": "{}メガビーピーエス",
               "Gbps": "{}ギガビーピーエス", "cc": "{}シーシー", "mg/L": "{}ミリグラムパーリットル",
               "km": "{}キロメートル", "A": "{}アンペア", "t": "{}トン", "坪": "{}坪"},
        UNCLEAR - {"t", "A", "h"},
        "パー",
    ).items()
}  # fmt: skip
_SHORT = any_of(SHORT_FORMS)
_LARGE = r"(?P<large>[十百千]?[万億兆])"
# What an amount is for, said before it: 3回/日 is 一日三回.
_PERIODS = {"日": "一日", "週": "週", "月": "月", "年": "年", "時間": "一時間", "時": "一時間",
            "分": "一分", "秒": "一秒", "人": "一人", "名": "一名", "個": "一個", "本": "一本",
            "回": "一回", "枚": "一枚", "台": "一台", "組": "一組", "泊": "一泊", "冊": "一冊",
            "食": "一食", "kg": "一キログラム", "㎡": "一平方メートル"}  # fmt: skip
_COUNTED = "円|ドル|ユーロ|元|回|個|枚|名|人|本|杯|錠|粒|件|台|時間|分|組|冊|歩|ページ"
_SCALES = ("摂氏", "華氏")  # in the unit's name
_AMOUNT = rf"(?P<amount>{NUMBER})(?:{DASH}(?P<end>{NUMBER}))?"
_LONG_NAMES = {name: word for name, word in _CURRENCIES.items() if name not in SIGNS or "€" in name}


def _money(match: re.Match[str]) -> str:
    name = _CURRENCIES[match["sign"]]
    minus = MINUS_WORD if match["minus"] else ""
    if cents := _cents(match, name):
        return minus + cents
    numbers = [_amount(number, match) for number in (match["amount"], match["end"]) if number]
    return f"{minus}{TO.join(numbers)}{match['large'] or ''}{match['named'] or name}"


def _cents(match: re.Match[str], name: str) -> str | None:
    number = Number.of(match["amount"])
    if name not in _CENTS or len(number.decimals) != 2 or match["end"] or match["large"]:
        return None
    if match["short"]:
        return None
    cents = f"{spoken(str(int(number.decimals)))}{_CENTS[name]}" if int(number.decimals) else ""
    return f"{NUMBERS.whole(number.digits)}{name}{cents}"


def _amount(written: str, match: re.Match[str]) -> str:
    number = Number.of(written)
    short = match["short"]
    return NUMBERS.of(number.times(SHORT_FORMS[short]) if short else number)


def _measure(match: re.Match[str]) -> str | None:
    if is_place(match):
        return None
    sign = {"+": "プラス", None: ""}.get(match["sign"], MINUS_WORD)
    end = f"{TO}{sign}{spoken(match['end'])}" if match["end"] else ""
    number = f"{spoken(match['number'])}{end}{match['large'] or ''}"
    said = _UNITS[match["unit"]].format(number)
    before = match["before"] or ""
    return said if said.startswith(before) or before in _SCALES else before + said


def _per(match: re.Match[str]) -> str:
    periods = "".join(_PERIODS[period] for period in match["periods"].split("/")[1:])
    end = f"{TO}{spoken(match['end'])}" if match["end"] else ""
    number = f"{spoken(match['number'])}{end}{match['large'] or ''}"
    said = _UNITS[match["unit"]].format(number) if match["unit"] else number + match["counted"]
    return periods + said


def _height(match: re.Match[str]) -> str:
    inches = f"{spoken(match['inches'])}インチ" if match["inches"] else ""
    return f"{spoken(match['feet'])}フィート{inches}"


def _size(match: re.Match[str]) -> str:
    return "かける".join(map(spoken, re.findall(r"[0-9.]{1,40}", match[0])))


_MONEY = re.compile(
    rf"(?P<minus>{MINUS})?(?<![A-Za-z])(?P<sign>{any_of(_CURRENCIES)})\s?{_AMOUNT}"
    rf"(?:{_LARGE}|\s?(?P<short>{_SHORT})(?![A-Za-z]))?(?P<named>円|ドル|ユーロ)?"
    r"(?>(?:-(?![0-9A-Za-z]))?)"  # as prices end by hand: ¥1,100-
)
_MONEY_WITH_A_CODE = re.compile(
    rf"(?P<minus>{MINUS})?{_AMOUNT}(?:{_LARGE}|\s?(?P<short>{_SHORT})(?![A-Za-z]))?\s?"
    rf"(?P<sign>{any_of(_LONG_NAMES)})(?![A-Za-z])(?P<named>)"
)
_HEIGHT = re.compile(r"(?<![0-9.])(?P<feet>[0-9])['\u2032](?P<inches>1[01]|[0-9])[\"\u2033]")
_MEASURE = re.compile(
    rf"(?P<before>[時秒]速|毎時|摂氏|華氏)?(?P<number>{SIGNED})(?:{DASH}(?P<sign>[+\-\u2212])?(?P<end>{NUMBER}))?{_LARGE}?\s?"
    rf"(?P<unit>{any_of(_UNITS)})(?![A-Za-z0-9²³])"
)
_PER = re.compile(
    rf"(?P<number>{NUMBER})(?:{DASH}(?P<end>{NUMBER}))?{_LARGE}?\s?"
    rf"(?:(?P<unit>{any_of(_UNITS)})(?!/(?:kg|㎡))|(?P<counted>{_COUNTED}))"
    rf"(?P<periods>(?:/(?:{any_of(_PERIODS)})){{1,2}})(?![一-龥ァ-ヶー0-9A-Za-z/])"
)
# A height: 1m60.
_METRES = re.compile(r"(?<![0-9.])(?P<metres>[0-9])m(?P<more>[0-9]{2})(?![0-9A-Za-z.])")
_SIZE = re.compile(rf"{NUMBER}(?:\s?[x×*]\s?{NUMBER.replace('(?<![0-9])', '')}){{1,3}}(?![A-Za-z])")

RULES = [
    Rule("per", _PER, _per, needs="/"),
    Rule("money", _MONEY, _money, needs=DIGIT),
    Rule("money with a code", _MONEY_WITH_A_CODE, _money, needs=DIGIT),
    Rule("height", _HEIGHT, _height, needs="'\u2032"),
    Rule(
        "metres",
        _METRES,
        lambda match: f"{spoken(match['metres'])}メートル{spoken(match['more'])}",
        needs="m",
    ),
    Rule("measure", _MEASURE, _measure, needs=DIGIT),
    Rule("size", _SIZE, _size, needs="x×*"),
]
