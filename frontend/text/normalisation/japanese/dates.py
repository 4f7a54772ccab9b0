"""Dates, times, and from when until when."""

import re

from frontend.text.normalisation.japanese.words import TO, spoken
from frontend.text.normalisation.rule import DIGIT, Rule

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])(?![0-9])"
_WEEKDAYS = "月火水木金土日祝"
_ERAS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_HALVES = {"a": "午前", "p": "午後"}
_WAVE = r"\s?[~\u301c\uff5e\u2013]\s?"
_HYPHEN = r"\s?-\s?"
_PART = "年月日時分秒頃末旬半代期紀度)）週曜点歳円人個回本枚台階"
_CLOCK = r"(?P<hour>[0-9]|[0-2][0-9]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?(?![0-9:])"
_NUMERALS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0"}


def _number(digits: str) -> str:
    return spoken(str(int(digits)))


def _full(match: re.Match[str]) -> str:
    year, month, day = (_number(match[part]) for part in ("year", "month", "day"))
    return f"{year}年{month}月{day}日"


def _year_month(match: re.Match[str]) -> str:
    return f"{_number(match['year'])}年{_number(match['month'])}月"


def _weekdays(match: re.Match[str]) -> str:
    second = f"{TO if match['to'] else '、'}{_weekday(match['second'])}" if match["second"] else ""
    return f"{_weekday(match['first'])}{second}"


def _weekday(char: str) -> str:
    return "祝日" if char == "祝" else f"{char}曜日"


def _era(match: re.Match[str]) -> str:
    return f"{_ERAS[match['era']]}{_number(match['year'])}年"


def _era_date(match: re.Match[str]) -> str:
    return f"{_era(match)}{_short_of(match)}"


def _short(match: re.Match[str]) -> str:
    return _short_of(match) + (_weekday(match["weekday"]) if match["weekday"] else "")


def _short_of(match: re.Match[str]) -> str:
    return f"{_number(match['month'])}月{_number(match['day'])}日"


def _clock(match: re.Match[str]) -> str:
    half = match["am"] or match["pm"]
    word = _HALVES[half[0].lower()] if half else ""
    minute = f"{_number(match['minute'])}分" if int(match["minute"]) or match["second"] else ""
    second = f"{_number(match['second'])}秒" if match["second"] else ""
    return f"{word}{_number(match['hour'])}時{minute}{second}"


def _year_in_ideographs(match: re.Match[str]) -> str:
    return spoken("".join(_NUMERALS[char] for char in match[0]))


_DATE = re.compile(
    r"(?<![0-9./\-])(?P<year>[12][0-9]{3})(?P<mark>[-/.])"
    rf"(?P<month>{_MONTH})(?P=mark)(?P<day>{_DAY})(?![./\-]?[0-9])"
)
_YEAR_AND_MONTH = re.compile(
    r"(?<![0-9./\-])(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>0[1-9])(?![/.\-]?[0-9])"
)
_ERA = re.compile(
    r"(?<![A-Za-z0-9.])(?P<era>[MTSHR])(?:\.\s?(?P<dotted>[0-9]{1,2})年?|(?P<plain>[0-9]{1,2})年)"
    r"(?![0-9.A-Za-z])"
)
_DATE_OF_ERA = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<era>[MTSHR])\.?(?P<year>[0-9]{{1,2}})[./](?P<month>{_MONTH})[./]"
    rf"(?P<day>{_DAY})(?![./]?[0-9])"
)
_DATE_WITH_WEEKDAY = re.compile(
    rf"(?<![0-9/.])(?P<month>{_MONTH})/(?P<day>{_DAY})\s?[(（](?P<weekday>[{_WEEKDAYS}])(?:曜日?)?[)）]"
)
_SHORT_DATE = re.compile(
    rf"(?<![0-9/.])(?P<month>{_MONTH})/(?P<day>{_DAY})(?P<weekday>)"
    r"(?=に(?!分)|の(?:メール|会議|打ち?合わ?せ|予定|件|試合|飲み会|予約|資料)|から|まで|開催|発売|公開|放送|締切|頃|\s?[0-9]{1,2}:)"
)
_WEEKDAY = re.compile(
    rf"(?<=日)[(（](?P<first>[{_WEEKDAYS}])(?:曜日?)?"
    rf"(?:(?:(?P<to>[~\u301c\uff5e\u2013-])|[・、,])(?P<second>[{_WEEKDAYS}])(?:曜日?)?)?[)）]"
)
_TIME = re.compile(
    rf"(?:(?P<am>(?<![A-Za-z])(?:[AaPp]\.?[Mm]\.?))\s?)?(?<![0-9:.]){_CLOCK}"
    r"(?:\s?(?P<pm>[AaPp]\.?[Mm]\b\.?))?"
)
_UNTIL = re.compile(
    rf"(?:(?<=[{_PART}]){_WAVE}(?=[0-9同平令昭大明西紀翌来今午夜朝夕正深第\uffe5¥$]))"
    rf"|(?<=[年月日時分秒)）]){_HYPHEN}(?=[0-9])"
)
_YEAR_IN_IDEOGRAPHS = re.compile(
    r"(?<![〇零一二三四五六七八九十百千万])[一二][〇零一二三四五六七八九]{3}(?=年)"
)

_FROM = re.compile(r"(?<=[時分日月年歳円人])[~\u301c\uff5e](?=[、。)）」\s]|\Z)")
_HALF = re.compile(r"(?<![A-Za-z])(?P<half>[AaPp])\.?[Mm]\.?\s?(?=[0-9]{1,2}時)")
_ALWAYS = re.compile(r"(?<![0-9/.])24/7(?![0-9/.])")
_DECADE = re.compile(r"['\u2019](?=[0-9]0年代)")
_WITH_ZERO = re.compile(r"(?<![0-9.,])0[0-9](?=[月日時分秒])")

RULES = [
    Rule("date of an era", _DATE_OF_ERA, _era_date, needs="MTSHR"),
    Rule("date", _DATE, _full, needs=DIGIT),
    Rule("year and month", _YEAR_AND_MONTH, _year_month, needs=DIGIT),
    Rule(
        "era",
        _ERA,
        lambda match: f"{_ERAS[match['era']]}{_number(match['dotted'] or match['plain'])}年",
        needs="MTSHR",
    ),
    Rule("date with a weekday", _DATE_WITH_WEEKDAY, _short, needs="/"),
    Rule("short date", _SHORT_DATE, _short, needs="/"),
    Rule("weekday", _WEEKDAY, _weekdays, needs="日"),
    Rule("time", _TIME, _clock, needs=":"),
    Rule("until", _UNTIL, lambda _: TO, needs="~\u301c\uff5e\u2013-"),
    Rule("from", _FROM, lambda _: TO, needs="~\u301c\uff5e"),
    Rule("half of the day", _HALF, lambda match: _HALVES[match["half"].lower()], needs="時"),
    Rule("always", _ALWAYS, lambda _: "二十四時間年中無休", needs="/"),
    Rule("decade", _DECADE, lambda _: "", needs="年"),
    Rule("part with a zero", _WITH_ZERO, lambda match: _number(match[0]), needs="0"),
    Rule("year in ideographs", _YEAR_IN_IDEOGRAPHS, _year_in_ideographs, needs="年"),
]
