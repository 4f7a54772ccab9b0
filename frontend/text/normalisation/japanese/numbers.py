"""Fractions, percentages, ranges, scores and cardinals."""

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
    follows,
    has_order,
    roman_digits,
)
from frontend.text.normalisation.asian.scores import nil_rule, score_rule
from frontend.text.normalisation.japanese.words import MINUS_WORD, TO, spoken
from frontend.text.normalisation.rule import DIGIT, Rule

_VULGAR = {"½": "二分の一", "⅓": "三分の一", "⅔": "三分の二", "¼": "四分の一", "¾": "四分の三",
           "⅕": "五分の一", "⅛": "八分の一", "⅜": "八分の三", "⅝": "八分の五",
           "⅞": "八分の七"}  # fmt: skip
_PER = {"%": "パーセント", "‰": "パーミル"}
_ROOT = "ルート"
_WON = (
    "(?=(?:(?:で|と|の)[^、。0-9]{0,12})?(?:勝|敗|負|引き分|リード|完封|快勝|惜敗|辛勝|大勝|"
    "逆転|下し|下す|破っ|破り|試合|終了|終わ|スコア|制し))"
)


def _percent(match: re.Match[str]) -> str:
    end = f"{TO}{spoken(match['second'])}" if match["second"] else ""
    return f"{spoken(match['first'])}{end}{_PER[match['sign']]}"


def _limit(match: re.Match[str]) -> str:
    """Read <5% and ≥18歳, whose comparison is said last."""
    counted = _PER.get(match["counted"], match["counted"])
    return f"{spoken(match['number'])}{counted}{_LIMITS[match['sign']]}"


def _fraction(match: re.Match[str]) -> str | None:
    if not int(match["under"]):
        return None
    root = _ROOT if match["root"] else ""
    return f"{_before(match)}{spoken(match['under'])}分の{root}{spoken(match['over'])}"


def _before(match: re.Match[str]) -> str:
    """Return what stands before a fraction: its sign, a root of the whole, a whole number."""
    minus = MINUS_WORD if match["minus"] else ""
    root = _ROOT if match["all"] else ""
    mark = match["and"] if match["and"] and match["and"].strip() else "と"
    whole = f"{spoken(match['whole'])}{mark}" if match["whole"] else ""
    return f"{minus}{root}{whole}"


def _vulgar(match: re.Match[str]) -> str:
    whole = f"{spoken(match['whole'])}と" if match["whole"] else ""
    return f"{whole}{_VULGAR[match['part']]}"


def _range(match: re.Match[str]) -> str | None:
    if not has_order(match["first"], match["second"]):
        return None
    return f"{spoken(match['first'])}{TO}{spoken(match['second'])}"


def _roman(match: re.Match[str]) -> str | None:
    digits = roman_digits(match)
    return digits and spoken(digits)


def _number(match: re.Match[str]) -> str:
    return spoken(match[0])


def _score(match: re.Match[str]) -> str:
    return f"{spoken(match['one'])}対{spoken(match['other'])}"


def _scored(match: re.Match[str]) -> str | None:
    return _score(match) if follows(_SCORED, match) else None


def _place(match: re.Match[str]) -> str:
    """Read what counts within what stands before it: a house of a block of a quarter."""
    return "の".join(map(spoken, match[0].split("-")))


def _pages(match: re.Match[str]) -> str:
    end = f"{TO}{spoken(match['second'])}" if match["second"] else ""
    return f"{spoken(match['first'])}{end}ページ"


_LIMITS = {"<": "未満", ">": "超", "≤": "以下", "≥": "以上"}
_LIMIT = re.compile(
    rf"(?<![0-9A-Za-z\u0370-\u03ff<>=)\-])(?<![0-9A-Za-z\u0370-\u03ff)] )"
    rf"(?P<sign>[<>≤≥])\s?(?P<number>{NUMBER})"
    r"(?P<counted>[%歳才人名個円点回件日分秒年]?)(?![0-9A-Za-z])"
)
_PERCENT = re.compile(rf"(?P<first>{SIGNED})%?(?:{DASH}(?P<second>{NUMBER}))?\s?(?P<sign>[%‰])")
_FRACTION = re.compile(
    rf"(?P<minus>{MINUS})?(?P<all>√(?=[0-9]{{1,6}}[と荷]))?"
    r"(?:(?<![0-9.])(?P<whole>[0-9]{1,6})(?P<and>[と荷]|\s))?"
    r"(?P<root>√)?(?<![0-9/.])(?P<over>[0-9]{1,12})/(?P<under>[0-9]{1,12})(?![0-9/])"
)
_VULGAR_FRACTION = re.compile(rf"(?P<whole>(?<![0-9])[0-9]{{1,6}})?(?P<part>[{''.join(_VULGAR)}])")
_SCORE = re.compile(
    rf"(?<![0-9.\-])(?P<one>[0-9]{{1,3}})\s?[-\u2013:]\s?(?P<other>[0-9]{{1,3}})(?![0-9\-]){_WON}"
)
_SCORED = re.compile(r"(?:スコア|得点|試合)(?:は|が|、|:|：|\s)?\Z")
_PAIR = re.compile(r"(?<![0-9.\-:])(?P<one>[0-9]{1,3})[-\u2013](?P<other>[0-9]{1,3})(?![0-9\-])")
_FIGURE = re.compile(r"(?<=[図表式])[0-9]{1,3}-[0-9]{1,3}(?![0-9\-])")
_HOUSE = re.compile(r"(?<=丁目)[0-9]{1,4}(?:-[0-9]{1,4}){1,2}(?![0-9\-])")
_PLACE = re.compile(r"(?<![0-9\-.A-Za-z])[0-9]{1,4}(?:-[0-9]{1,4}){2}(?![0-9\-])")
_PAGES = re.compile(
    r"(?<![A-Za-z])[pP]{1,2}\.\s?(?P<first>[0-9]{1,5})(?:[-\u2013](?P<second>[0-9]{1,5}))?(?![0-9])"
)
_RATIO = re.compile(r"(?<![0-9:.])(?P<one>[0-9]{1,4})\s?:\s?(?P<other>[0-9]{1,4})(?![0-9:])")
_RANGE = re.compile(
    rf"(?<![0-9A-Za-z./\-])(?P<first>{NUMBER})(?:{DASH})(?P<second>{NUMBER})"
    r"(?![0-9A-Za-z/\-])"
)
_NUMBER_SIGN = re.compile(r"(?<![A-Za-z])N[Oo]\.\s?(?=[0-9])")
_ROOT_PATTERN = re.compile("√")
_MINUS = re.compile(rf"{MINUS}(?=√|[0-9]{{1,6}}分の)")
_UNTIL = re.compile(
    r"(?<=[0-9℃%㎡])[~\u301c\uff5e\u2013](?=[-\u2212]?[0-9同])"
    r"|(?<=[月火水木金土日曜])[~\u301c\uff5e\u2013](?=[月火水木金土日])"
)
_NUMBER = re.compile(SIGNED)
_NUMBER_AFTER_A_MARK = re.compile(NUMBER)
_DIGITS = re.compile(r"[0-9]+")

RULES = [
    score_rule(spoken, "対"),
    Rule("Roman numeral", ROMAN, _roman, needs="第"),
    Rule("enclosed", ENCLOSED, lambda match: spoken(enclosed_digits(match))),
    Rule("limit", _LIMIT, _limit, needs="<>≤≥"),
    Rule("percent", _PERCENT, _percent, needs="%‰"),
    Rule("fraction", _FRACTION, _fraction, needs="/"),
    Rule("vulgar fraction", _VULGAR_FRACTION, _vulgar, needs="".join(_VULGAR)),
    Rule("pages", _PAGES, _pages, needs="pP"),
    Rule("figure", _FIGURE, _place, needs="-"),
    Rule("house", _HOUSE, _place, needs="-"),
    nil_rule(spoken, "対"),
    Rule("place", _PLACE, _place, needs="-"),
    Rule("scored", _PAIR, _scored, needs="-\u2013"),
    Rule("score", _SCORE, _score, needs=DIGIT),
    Rule("ratio", _RATIO, _score, needs=":"),
    Rule("range", _RANGE, _range, needs=DIGIT),
    Rule("number sign", _NUMBER_SIGN, lambda _: "ナンバー", needs="N"),
    Rule("root", _ROOT_PATTERN, lambda _: _ROOT, needs="√"),
    Rule("minus", _MINUS, lambda _: MINUS_WORD, needs="-\u2212"),
    Rule("until", _UNTIL, lambda _: TO, needs="~\u301c\uff5e\u2013"),
    Rule("number", _NUMBER, _number, needs=DIGIT),
    Rule("number after a mark", _NUMBER_AFTER_A_MARK, _number, needs=DIGIT),
    Rule("digits", _DIGITS, lambda match: by_digit(match[0]), needs=DIGIT),
]
