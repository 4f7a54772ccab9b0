"""Fractions, percentages, ranges, ordinals and cardinals."""

import re

from frontend.text.normalisation.asian.ideographs import by_digit
from frontend.text.normalisation.asian.numbers import (
    DASH,
    ENCLOSED,
    MINUS,
    NUMBER,
    ROMAN,
    SIGNED,
    enclosed_digits,
    has_order,
    roman_digits,
)
from frontend.text.normalisation.asian.scores import nil_rule, score_rule
from frontend.text.normalisation.chinese.words import TO, spoken
from frontend.text.normalisation.rule import DIGIT, Rule

# What is counted as 两个, not 二个, and after 2 has no other meaning, such as 2号.
_COUNTED = (
    "个|位|名|只|条|张|台|辆|次(?!方)|种|家|件|本|天|年(?![级級代])|周|小时|分钟|秒|岁|米|公里|千米|公斤|千克|斤|"
    "吨|升|倍|万|亿|元|块|美元|欧元|点|句|支|枝|棵|朵|双|对|颗|份|杯|瓶|碗|盘|盒|袋|片|篇|首|部|"
    "座|栋|间|匹|头|架|艘|封|项|套|道|门|场|届|遍|趟|人"
)
_COUNTER = re.compile(_COUNTED)
_VULGAR = {"½": "二分之一", "⅓": "三分之一", "⅔": "三分之二", "¼": "四分之一", "¾": "四分之三",
           "⅕": "五分之一", "⅛": "八分之一", "⅜": "八分之三", "⅝": "八分之五",
           "⅞": "八分之七"}  # fmt: skip
# Characters that a unit begins or ends with, as in 公里/小时 and 元/人.
_UNITS = "元里米克斤吨升度次人件个只台套瓶杯斗亩秒分时小天日周月年平立千公字页支张盒袋位户"
_PER = {"%": "百分之", "‰": "千分之"}


def _percent(match: re.Match[str]) -> str:
    first, second, sign = match["first"], match["second"], match["sign"]
    end = f"{TO}{_share(second, _PER[sign])}" if second else ""
    return f"{_share(first, _PER[sign])}{end}"


def _share(number: str, per: str) -> str:
    minus = "负" if number[0] in "-\N{MINUS SIGN}" else ""
    return f"{minus}{per}{spoken(number.lstrip('-' + chr(0x2212)))}"


def _per_period(match: re.Match[str]) -> str | None:
    """Read 5mg/天, of which the unit is a symbol."""
    before = match.string[max(0, match.start() - _LONGEST_AMOUNT) : match.start()]
    return "每" if _AMOUNT.search(before) else None


def _fraction(match: re.Match[str]) -> str | None:
    if not int(match["under"]):
        return None
    minus = "负" if match["minus"] else ""
    whole = f"{spoken(match['whole'])}又" if match["whole"] else ""
    return f"{minus}{whole}{spoken(match['under'])}分之{spoken(match['over'])}"


def _vulgar(match: re.Match[str]) -> str:
    whole = f"{spoken(match['whole'])}又" if match["whole"] else ""
    return f"{whole}{_VULGAR[match['part']]}"


def _range(match: re.Match[str]) -> str | None:
    if not has_order(match["first"], match["second"]):
        return None
    first, second = match["first"], match["second"]
    if _COUNTER.match(match.string, match.end()):
        return f"{_counted(first)}{TO}{_counted(second)}"
    return f"{spoken(first)}{TO}{spoken(second)}"


def _counted(number: str) -> str:
    return "两" if number == "2" else spoken(number)


def _enclosed(match: re.Match[str]) -> str:
    return spoken(enclosed_digits(match))


def _roman(match: re.Match[str]) -> str | None:
    digits = roman_digits(match)
    return digits and spoken(digits)


def _number(match: re.Match[str]) -> str:
    return spoken(match[0])


_PERCENT = re.compile(rf"(?P<first>{SIGNED})%?(?:{DASH}(?P<second>{NUMBER}))?\s?(?P<sign>[%‰])")
_FRACTION = re.compile(
    rf"(?P<minus>{MINUS})?(?:(?P<whole>(?<![0-9])[0-9]{{1,6}})又)?"
    rf"(?<![0-9/.])(?P<over>[0-9]{{1,12}})/(?P<under>[0-9]{{1,12}})(?![0-9/])"
)
_VULGAR_FRACTION = re.compile(rf"(?P<whole>(?<![0-9])[0-9]{{1,6}})?(?P<part>[{''.join(_VULGAR)}])")
_RANGE_OF_AMOUNTS = re.compile(rf"(?<=[年月日号时分点万亿元岁度℃%㎡]){DASH}(?=[-\u2212]?[0-9])")
_PER_PIECE = re.compile(rf"(?<=[{_UNITS}])/(?=[{_UNITS}每单])")
_PER_PERIOD = re.compile(r"(?<=[0-9A-Za-zμµ²³])/(?=[天日周月年次人晚](?![0-9A-Za-z]))")
_AMOUNT = re.compile(r"[0-9]\s?[A-Za-zμµ]{1,5}[²³]?(?:/[A-Za-z]{1,5}[²³]?)?\Z")
_LONGEST_AMOUNT = 16
_PER_ONE = re.compile(r"(?<=[0-9])/(?=[人个件晚夜月年天次台只份盒](?![a-zA-Z0-9]))")
_FIGURE = re.compile(r"(?<=[图表圖])[0-9]{1,3}-[0-9]{1,3}(?![0-9\-])")
_NUMBER_SIGN = re.compile(r"(?<![A-Za-z])N[Oo]\.\s?(?=[0-9])")
_RANGE = re.compile(
    rf"(?<![0-9A-Za-z./\-])(?P<first>{NUMBER})(?:{DASH})(?P<second>{NUMBER})"
    r"(?![0-9A-Za-z/\-])"
)
_TWO = re.compile(rf"(?<![0-9.,第/\-])2(?={_COUNTED})")
_MINUS = re.compile(rf"{MINUS}(?=百分之[0-9])")
_NUMBER = re.compile(SIGNED)
_NUMBER_AFTER_A_MARK = re.compile(NUMBER)
_DIGITS = re.compile(r"[0-9]+")

RULES = [
    score_rule(spoken, "比"),
    Rule(
        "figure", _FIGURE, lambda match: "杠".join(map(spoken, match[0].split("-"))), needs="图表圖"
    ),
    nil_rule(spoken, "比"),
    Rule("Roman numeral", ROMAN, _roman, needs="第"),
    Rule("enclosed", ENCLOSED, _enclosed),
    Rule("number sign", _NUMBER_SIGN, lambda _: "第", needs="N"),
    Rule("per", _PER_PIECE, lambda _: "每", needs="/"),
    Rule("per", _PER_PERIOD, _per_period, needs="/"),
    Rule("per", _PER_ONE, lambda _: "每", needs="/"),
    Rule("percent", _PERCENT, _percent, needs="%‰"),
    Rule("fraction", _FRACTION, _fraction, needs="/"),
    Rule("vulgar fraction", _VULGAR_FRACTION, _vulgar, needs="".join(_VULGAR)),
    Rule("range of amounts", _RANGE_OF_AMOUNTS, lambda _: TO, needs="-~–—～〜"),
    Rule("range", _RANGE, _range, needs=DIGIT),
    Rule("two", _TWO, lambda _: "两", needs="2"),
    Rule("minus", _MINUS, lambda _: "负", needs=DIGIT),
    Rule("number", _NUMBER, _number, needs=DIGIT),
    Rule("number after a mark", _NUMBER_AFTER_A_MARK, _number, needs=DIGIT),
    Rule("digits", _DIGITS, lambda match: by_digit(match[0]), needs=DIGIT),
]
