"""Times of the day, and what is written like them: scores and ratios."""

import re

from frontend.text.normalisation.asian.numbers import DASH, follows
from frontend.text.normalisation.chinese.words import TO, spoken
from frontend.text.normalisation.rule import Rule

_CLOCK = (
    r"(?<![0-9:.])(?P<{0}hour>[01]?[0-9]|2[0-4]):(?P<{0}minute>[0-5][0-9])"
    r"(?::(?P<{0}second>[0-5][0-9]))?(?![0-9:]|\.[0-9])"
)
_HALF = r"(?:\s?(?P<half>[AaPp]\.?[Mm])\b\.?)?"
_HALVES = {"a": ("上午", "凌晨"), "p": ("下午", "中午")}
_NAMED_HALF = re.compile(r"[午晚早晨夜][上间]?\s?\Z")
_COMPARED = re.compile(
    r"(?:比分|比例|比率|比值|汇率|配比|赔率|大比分|总分)(?:为|是|以|达|:|\s){0,3}\Z"
)
# What a score is followed by: 以3-1获胜, 2-0战胜对手.
_WON = re.compile(
    "的?(?:比分)?(?:战胜|击败|获胜|取胜|险胜|大胜|完胜|力克|负于|不敌|惜败|战平|领先|落后|逆转|结束)"
)


def _clock(match: re.Match[str], which: str = "") -> str:
    half = _half(match) if not which else ""
    hour, minute, second = (match[f"{which}{part}"] for part in ("hour", "minute", "second"))
    hours = "两" if int(hour) == 2 else spoken(str(int(hour)))
    zero = "零" if minute.startswith("0") and int(minute) and not second else ""  # 八点零五分
    minutes = f"{zero}{spoken(str(int(minute)))}分" if int(minute) or second else ""
    seconds = f"{spoken(str(int(second)))}秒" if second else ""
    return f"{half}{hours}点{minutes}{seconds}"


def _half(match: re.Match[str]) -> str:
    """Return what PM is in words, unless they stand before the time already."""
    written = match["half"]
    if not written or _NAMED_HALF.search(match.string[: match.start()]):
        return ""
    noon, names = int(match["hour"]) % 12 == 0, _HALVES[written[0].lower()]
    return names[noon]


def _clocks(match: re.Match[str]) -> str:
    return f"{_clock(match)}{TO}{_clock(match, 'to_')}"


def _ratio(match: re.Match[str]) -> str:
    return f"{spoken(match['one'])}比{spoken(match['other'])}"


def _compared(match: re.Match[str]) -> str | None:
    is_won = _WON.match(match.string, match.end()) is not None and "." not in match[0]
    return _ratio(match) if is_won or follows(_COMPARED, match) else None


_SCORE = re.compile(
    r"(?<![0-9:.\-])(?P<one>[0-9]{1,4}(?:\.[0-9]{1,4})?)[:\-\u2013]"
    r"(?P<other>[0-9]{1,4}(?:\.[0-9]{1,4})?)(?![0-9:])"
)
_TIMES = re.compile(
    f"{_CLOCK.format('')}{DASH}{_CLOCK.format('to_').replace('(?<![0-9:.])', '')}{_HALF}"
)
_TIME = re.compile(_CLOCK.format("") + _HALF)
_UNTIL = re.compile(
    rf"(?<=[0-9点分]){DASH}(?=(?:次日|翌日|第二天|凌晨|早上|上午|中午|下午|晚上|深夜)[0-9])"
)
_ALWAYS = re.compile(r"(?<![0-9/.])24/7(?![0-9/.])")
_RATIO = re.compile(
    r"(?<![0-9:.])(?P<one>[0-9]{1,4}(?:\.[0-9]{1,3})?)\s?:\s?"
    r"(?P<other>[0-9]{1,4}(?:\.[0-9]{1,3})?)(?![0-9:])"
)

RULES = [
    Rule("score", _SCORE, _compared, needs="比赔总汇配胜败克负平先后转束"),
    Rule("always", _ALWAYS, lambda _: "七天二十四小时", needs="/"),
    Rule("until", _UNTIL, lambda _: TO, needs="-~–—～〜"),
    Rule("times", _TIMES, _clocks, needs=":"),
    Rule("time", _TIME, _clock, needs=":"),
    Rule("ratio", _RATIO, _ratio, needs=":"),
]
