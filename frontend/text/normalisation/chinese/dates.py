"""Years digit by digit, months and days."""

import re

from frontend.text.normalisation.asian.ideographs import by_digit
from frontend.text.normalisation.asian.numbers import DASH
from frontend.text.normalisation.chinese.words import TO, spoken
from frontend.text.normalisation.rule import DIGIT, Rule

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])(?![0-9])"
_ERA = r"\s?(?P<era>a\.?d\.?|b\.?c\.?(?:\s?e\b\.?)?|A\.?D\.?|B\.?C\.?(?:\s?E\b\.?)?)(?![A-Za-z])"
# What is told of a stretch of years: 10年后 is in ten years, 98年 is a year.
_LASTING_AFTER = (
    r"\s?(?:后|前|来|间|内|里|以|之|多|左右|期|历史|的历史|的时间|过去|抗战|如一日|寿命)"
)
_LASTING_BEFORE = r"(?<![了过近每约第这超长达共满有整隔几])"
# Years of reigns and of the Republic are counted.
_REIGNS = r"(?<!康熙)(?<!乾隆)(?<!嘉靖)(?<!万历)(?<!光绪)(?<!昭和)(?<!民国)(?<!民國)"
_IN_YEAR = r"(?<=[自从于在至到])"


def _number(digits: str) -> str:
    return spoken(str(int(digits)))


def _full(match: re.Match[str]) -> str:
    year, month, day = match["year"], match["month"], match["day"]
    return f"{by_digit(year)}年{_number(month)}月{_number(day)}日"


def _year_month(match: re.Match[str]) -> str:
    return f"{by_digit(match['year'])}年{_number(match['month'])}月"


def _era(match: re.Match[str]) -> str:
    era = "公元前" if match["era"][0] in "bB" else "公元"
    month = f"{_number(match['month'])}月" if match["month"] else ""
    return f"{era}{by_digit(match['year'])}年{month}"


def _years(match: re.Match[str]) -> str:
    return f"{by_digit(match['first'])}{TO}{by_digit(match['second'])}"


def _round(match: re.Match[str]) -> str | None:
    return spoken(match["year"]) if int(match["year"]) % 100 == 0 else None


def _by_digit(match: re.Match[str]) -> str:
    return by_digit(match[0])


def _decade(match: re.Match[str]) -> str:
    century, decade = match["century"] or "", match["decade"]
    return by_digit(century + decade) if century else spoken(decade)


_DATE = re.compile(
    r"(?<![0-9./\-])(?P<year>[12][0-9]{3})(?P<mark>[-/.·])"
    rf"(?P<month>{_MONTH})(?P=mark)(?P<day>{_DAY})(?![.·/\-]?[0-9])"
)
_SHORT_DATE = re.compile(
    rf"(?<![0-9./\-])(?P<year>[0-9]{{2}})/(?P<month>{_MONTH})/(?P<day>{_DAY})(?![/.]?[0-9])"
)
# Of a letter or a meeting.
_DAY_OF_MAIL = re.compile(
    rf"(?<![0-9./\-])(?P<month>{_MONTH})/(?P<day>{_DAY})"
    r"(?=的(?:邮件|信|来信|会议|消息|通知|预约|航班|比赛|订单)|\s?(?:[（(]周|星期|周[一二三四五六日]))"
)
_YEAR_AND_MONTH = re.compile(
    r"(?<![0-9./\-])(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>0[1-9])(?![/.\-]?[0-9])"
)
_ERA_PATTERN = re.compile(
    rf"(?<![0-9./\-])(?P<year>[0-9]{{1,4}})年?(?:(?P<month>{_MONTH})月)?{_ERA}"
)
_YEARS = re.compile(
    rf"(?<![0-9./\-])(?P<first>[12][0-9]{{3}})年?(?:{DASH}|/)"
    r"(?P<second>(?:[12][0-9])?[0-9]{2})(?=学?年(?!代)|赛季|财年)"
)
_DECADE = re.compile(r"(?<![0-9])(?P<century>[12][0-9])?(?P<decade>[0-9]0)(?=年代)")
_YEARS_THAT_LAST = re.compile(
    rf"(?<![0-9.]){_LASTING_BEFORE}(?P<year>[1-9][0-9]{{3}})(?=年{_LASTING_AFTER})"
)
_YEAR = re.compile(
    r"(?<![0-9.,])(?:19|20)[0-9]{2}(?=财年|赛季|学年|[款版级届](?![0-9]))|"
    r"(?<![0-9.,])(?:[0-9]{4}|0[0-9]|(?<=公元)[0-9]{1,3}|(?<=公元前)[0-9]{1,3})(?=年)"
    r"|(?<=[（(])(?:19|20)[0-9]{2}(?=[）)])|(?<![0-9.,])(?:[5-9][05]|[01][05])(?=后(?![天来面续期]))"
)
_YEAR_OF_TWO_DIGITS = re.compile(
    rf"(?<![0-9.,])(?:[1-9][0-9](?=年[0-9]{{1,2}}月)|{_IN_YEAR}[1-9][0-9](?=年)"
    rf"|{_REIGNS}{_LASTING_BEFORE}[2-9][0-9](?!00|50|[0-9]0)[0-9](?=年(?!{_LASTING_AFTER}))"
    rf"|{_REIGNS}{_LASTING_BEFORE}(?:3[1-9]|[4-9][0-9])(?=年(?!{_LASTING_AFTER})))"
)
_ROUND_YEAR_BEFORE_CHRIST = re.compile(r"(?<=公元前)[1-9]00(?=年)")
# What happened then: 9·11事件.
_NAMED_DAY = re.compile(r"(?<![0-9.·•])(?:1[0-2]|[1-9])[·•][0-3]?[0-9](?=[\u4e00-\u9fff])")
_MONTH_OR_DAY = re.compile(r"(?<![0-9.,])0[1-9](?=[月日号])")

RULES = [
    Rule("date", _DATE, _full, needs=DIGIT),
    Rule("short date", _SHORT_DATE, _full, needs="/"),
    Rule(
        "day of a letter",
        _DAY_OF_MAIL,
        lambda match: f"{_number(match['month'])}月{_number(match['day'])}日",
        needs="/",
    ),
    Rule(
        "named day",
        _NAMED_DAY,
        lambda match: by_digit(match[0].replace("·", "").replace("•", "")),
        needs="·•",
    ),
    Rule("year and month", _YEAR_AND_MONTH, _year_month, needs=DIGIT),
    Rule("era", _ERA_PATTERN, _era, needs="abAB"),
    Rule("years", _YEARS, _years, needs="年赛"),
    Rule("decade", _DECADE, _decade, needs="年"),
    Rule("years that last", _YEARS_THAT_LAST, _round, needs="年"),
    Rule("round year", _ROUND_YEAR_BEFORE_CHRIST, lambda match: spoken(match[0]), needs="年"),
    Rule("year", _YEAR, _by_digit, needs="年后()（）季款版级届"),
    Rule("year of two digits", _YEAR_OF_TWO_DIGITS, _by_digit, needs="年后()（）"),
    Rule("month or day", _MONTH_OR_DAY, lambda match: _number(match[0]), needs="月日号"),
]
