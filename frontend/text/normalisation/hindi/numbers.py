"""Fractions, percentages, ordinals, ranges and cardinals."""

import re

from frontend.text.normalisation.asian.numbers import ENCLOSED, enclosed_digits, has_order
from frontend.text.normalisation.asian.scores import score_rule
from frontend.text.normalisation.hindi.words import (
    DASH,
    END,
    NUMBER,
    SIGNED,
    TO,
    by_digit,
    cardinal,
    spoken,
    whole,
)
from frontend.text.normalisation.rule import DIGIT, Rule

_FIRST = {
    "1": ("पहल", "ला ली ले"), "2": ("दूसर", "रा री रे"), "3": ("तीसर", "रा री रे"),
    "4": ("चौथ", "था थी थे"), "6": ("छठ", "ठा ठी ठे"),
}  # fmt: skip
_VULGAR = {"½": "आधा", "¼": "एक चौथाई", "¾": "तीन चौथाई", "⅓": "एक तिहाई", "⅔": "दो तिहाई",
           "⅛": "एक बटा आठ", "⅜": "तीन बटा आठ", "⅝": "पाँच बटा आठ", "⅞": "सात बटा आठ"}  # fmt: skip
_PER = {"%": "प्रतिशत", "‰": "प्रति हज़ार"}


def _ordinal(match: re.Match[str]) -> str:
    digits, ending = match["digits"], match["ending"]
    if digits in _FIRST and ending in _FIRST[digits][1].split():
        return f"{_FIRST[digits][0]}{ending[-1]}"
    return f"{cardinal(int(digits))}{ending}"


def _fraction(match: re.Match[str]) -> str:
    whole_part = f"{whole(match['whole'])} और " if match["whole"] else ""
    return f"{whole_part}{whole(match['over'])} बटा {whole(match['under'])}"


def _vulgar(match: re.Match[str]) -> str:
    part = _VULGAR[match["part"]]
    if not match["whole"]:
        return part
    if match["part"] == "½":
        return {"1": "डेढ़", "2": "ढाई"}.get(match["whole"], f"साढ़े {whole(match['whole'])}")
    return f"{whole(match['whole'])} सही {part}"


def _percent(match: re.Match[str]) -> str:
    end = f" {TO} {spoken(match['second'])}" if match["second"] else ""
    return f"{spoken(match['first'])}{end} {_PER[match['sign']]}"


def _range(match: re.Match[str]) -> str | None:
    if not has_order(match["first"], match["second"]):
        return None
    return f"{spoken(match['first'])} {TO} {spoken(match['second'])}"


def _number(match: re.Match[str]) -> str:
    return spoken(match[0])


_ORDINAL = re.compile(
    rf"(?<![0-9.,])(?P<digits>[0-9]{{1,12}})-?(?P<ending>वां|वीं|वें|वाँ|वी|वे|ला|ली|ले|रा|री|रे|था|थी|थे|ठा|ठी|ठे){END}"
)
_PERCENT = re.compile(rf"(?P<first>{SIGNED})%?(?:{DASH}(?P<second>{NUMBER}))?\s?(?P<sign>[%‰])")
_FRACTION = re.compile(
    r"(?:(?<![0-9./])(?P<whole>[0-9]{1,12})\s)?(?<![0-9/.])"
    r"(?P<over>[0-9]{1,18})/(?P<under>[0-9]{1,18})(?![0-9/])"
)
_VULGAR_FRACTION = re.compile(
    rf"(?P<whole>(?<![0-9])[0-9]{{1,6}})?\s?(?P<part>[{''.join(_VULGAR)}])"
)
_EACH = re.compile(
    r"(?<=[0-9A-Za-z\u0900-\u0963])/(?=(?:किलो|लीटर|दिन|माह|महीना|वर्ष|साल|घंटा|व्यक्ति|पीस|किमी|मीटर|सेकंड|मिनट))"
)
_EACH_SYMBOL = re.compile(r"(?<=[0-9])/(?P<symbol>kg|km|g|l|L|m|hr|h)(?![A-Za-z0-9/])")
_SYMBOLS = {"kg": "किलोग्राम", "km": "किलोमीटर", "g": "ग्राम", "l": "लीटर", "L": "लीटर",
            "m": "मीटर", "hr": "घंटा", "h": "घंटा"}  # fmt: skip
# Not fractions, but names.
_NAMES = {"24/7": "चौबीसों घंटे सातों दिन", "9/11": "नौ ग्यारह", "26/11": "छब्बीस ग्यारह"}
_NAME = re.compile(r"(?<![0-9/.])(?:24/7|9/11|26/11)(?![0-9/.])")
_RANGE = re.compile(
    rf"(?<![0-9A-Za-z./\-])(?P<first>{NUMBER})(?:{DASH})(?P<second>{NUMBER})"
    r"(?![0-9A-Za-z/\-])"
)
_RATIO = re.compile(r"(?<=[0-9])\s?:\s?(?=[0-9])")
_NUMBER = re.compile(SIGNED)
_NUMBER_AFTER_A_MARK = re.compile(rf"(?<![0-9]){NUMBER[NUMBER.index('(?:') :]}")
_DIGITS = re.compile(r"[0-9]+")

RULES = [
    score_rule(spoken, "-"),
    Rule("ordinal", _ORDINAL, _ordinal, needs="वलरथठ"),
    Rule("enclosed", ENCLOSED, lambda match: spoken(enclosed_digits(match))),
    Rule("percent", _PERCENT, _percent, needs="%‰"),
    Rule("name", _NAME, lambda match: _NAMES[match[0]], needs="/"),
    Rule("fraction", _FRACTION, _fraction, needs="/"),
    Rule("vulgar fraction", _VULGAR_FRACTION, _vulgar, needs="".join(_VULGAR)),
    Rule("per", _EACH, lambda _: "प्रति", needs="/"),
    Rule("per", _EACH_SYMBOL, lambda match: f" प्रति {_SYMBOLS[match['symbol']]}", needs="/"),
    Rule("range", _RANGE, _range, needs=DIGIT),
    Rule("ratio", _RATIO, lambda _: "अनुपात", needs=":"),
    Rule("number", _NUMBER, _number, needs=DIGIT),
    Rule("number after a mark", _NUMBER_AFTER_A_MARK, _number, needs=DIGIT),
    Rule("digits", _DIGITS, lambda match: by_digit(match[0]), needs=DIGIT),
]
