"""Fractions, percentages, ranges, scores and cardinals."""

import re

from frontend.text.normalisation.asian.ideographs import by_digit
from frontend.text.normalisation.asian.numbers import DASH, MINUS, NUMBER, SIGNED, has_order
from frontend.text.normalisation.japanese.words import MINUS_WORD, TO, spoken
from frontend.text.normalisation.rule import DIGIT, Rule

_VULGAR = {"½": "二分の一", "⅓": "三分の一", "⅔": "三分の二", "¼": "四分の一", "¾": "四分の三",
           "⅕": "五分の一", "⅛": "八分の一", "⅜": "八分の三", "⅝": "八分の五", "⅞": "八分の七"}  # fmt: skip
_PER = {"%": "パーセント", "‰": "パーミル"}
_ROOT = "ルート"
_WON = "(?=で?(?:勝|敗|負|引き分|リード|完封|快勝|惜敗|辛勝|大勝|逆転|のスコア))"


def _percent(match: re.Match[str]) -> str:
    end = f"{TO}{spoken(match['second'])}" if match["second"] else ""
    return f"{spoken(match['first'])}{end}{_PER[match['sign']]}"


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


def _number(match: re.Match[str]) -> str:
    return spoken(match[0])


def _score(match: re.Match[str]) -> str:
    return f"{spoken(match['one'])}対{spoken(match['other'])}"


RULES = [
    Rule(
        "percent",
        re.compile(rf"(?P<first>{SIGNED})%?(?:{DASH}(?P<second>{NUMBER}))?\s?(?P<sign>[%‰])"),
        _percent,
        needs="%‰",
    ),
    Rule(
        "fraction",
        re.compile(
            rf"(?P<minus>{MINUS})?(?P<all>√(?=[0-9]{{1,6}}[と荷]))?"
            r"(?:(?<![0-9.])(?P<whole>[0-9]{1,6})(?P<and>[と荷]|\s))?"
            r"(?P<root>√)?(?<![0-9/.])(?P<over>[0-9]{1,12})/(?P<under>[0-9]{1,12})(?![0-9/])"
        ),
        _fraction,
        needs="/",
    ),
    Rule(
        "vulgar fraction",
        re.compile(rf"(?P<whole>(?<![0-9])[0-9]{{1,6}})?(?P<part>[{''.join(_VULGAR)}])"),
        _vulgar,
        needs="".join(_VULGAR),
    ),
    Rule(
        "score",
        re.compile(
            rf"(?<![0-9.\-])(?P<one>[0-9]{{1,3}})\s?[-\u2013:]\s?(?P<other>[0-9]{{1,3}})(?![0-9\-]){_WON}"
        ),
        _score,
        needs=DIGIT,
    ),
    Rule(
        "ratio",
        re.compile(r"(?<![0-9:.])(?P<one>[0-9]{1,4})\s?:\s?(?P<other>[0-9]{1,4})(?![0-9:])"),
        _score,
        needs=":",
    ),
    Rule(
        "range",
        re.compile(
            rf"(?<![0-9A-Za-z./\-])(?P<first>{NUMBER})(?:{DASH})(?P<second>{NUMBER})"
            r"(?![0-9A-Za-z/\-])"
        ),
        _range,
        needs=DIGIT,
    ),
    Rule(
        "number sign",
        re.compile(r"(?<![A-Za-z])N[Oo]\.\s?(?=[0-9])"),
        lambda _: "ナンバー",
        needs="N",
    ),
    Rule("root", re.compile("√"), lambda _: _ROOT, needs="√"),
    Rule(
        "minus",
        re.compile(rf"{MINUS}(?=√|[0-9]{{1,6}}分の)"),
        lambda _: MINUS_WORD,
        needs="-\u2212",
    ),
    Rule(
        "until",
        re.compile(r"(?<=[0-9])[~\u301c\uff5e\u2013](?=[0-9同])"),
        lambda _: TO,
        needs=DIGIT,
    ),
    Rule("number", re.compile(SIGNED), _number, needs=DIGIT),
    Rule("number after a mark", re.compile(NUMBER), _number, needs=DIGIT),
    Rule("digits", re.compile(r"[0-9]+"), lambda match: by_digit(match[0]), needs=DIGIT),
]
