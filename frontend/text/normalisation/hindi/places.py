"""Addresses of houses, whose numbers are read digit by digit, and postal codes."""

import re

from frontend.text.normalisation.asian.numbers import follows
from frontend.text.normalisation.hindi.electronic import letters
from frontend.text.normalisation.hindi.words import by_digit
from frontend.text.normalisation.rule import DIGIT, Rule

# Each is a word of its own: रोड is in करोड़ too.
_STREETS = re.compile(
    "(?<![\u0900-\u0963])(?:स्ट्रीट|रोड|गली नंबर|आर डी(?![\u0900-\u0963])|एवेन्यू|"
    "फ्लोर|फ़्लोर|अपार्टमेंट|प्लॉट|फ्लैट|"
    "सेक्टर|प्लाज़ा|कॉलोनी|कॉम्प्लेक्स|बूथ|शॉप नंबर|"
    "मकान नंबर|Street|Road|Avenue)(?![\u0900-\u0963])"
)
_STATES = re.compile(
    "(?:आंध्र प्रदेश|अरुणाचल प्रदेश|असम|बिहार|छत्तीसगढ़|छत्तीसगढ़|गोवा|गुजरात|हरियाणा|हिमाचल प्रदेश|झारखंड|"
    "कर्नाटक|केरल|मध्य प्रदेश|महाराष्ट्र|मणिपुर|मेघालय|मिज़ोरम|मिजोरम|नागालैंड|ओडिशा|पंजाब|राजस्थान|"
    "सिक्किम|तमिलनाडु|तमिल नाडु|तेलंगाना|त्रिपुरा|उत्तर प्रदेश|उत्तराखंड|पश्चिम बंगाल|कश्मीर|लद्दाख|"
    "दिल्ली|पुदुचेरी|चंडीगढ़|चंडीगढ़|मुंबई|कोलकाता|चेन्नई|बेंगलुरु|बैंगलोर|हैदराबाद|अहमदाबाद|पुणे|"
    r"जयपुर|लखनऊ|कानपुर|नागपुर|इंदौर|भोपाल|पटना|सूरत|आगरा|वाराणसी|अमरावती|नोएडा|गुरुग्राम)[ ,-]{1,3}\Z"
)
_LONGEST = 4000  # characters that are looked at for the name of a street


def _is_address(match: re.Match[str]) -> bool:
    return _STREETS.search(match.string, 0, _LONGEST) is not None


def _postal(match: re.Match[str]) -> str | None:
    return by_digit(match[0]) if follows(_STATES, match) else None


def _house(match: re.Match[str]) -> str | None:
    if not _is_address(match):
        return None
    if not match["mark"]:
        return by_digit(match["one"])
    between = "बटा" if match["mark"] == "/" else "हाइफ़न"
    return f"{by_digit(match['one'])} {between} {by_digit(match['other'])}"


def _with_letter(match: re.Match[str]) -> str | None:
    return f"{by_digit(match['digits'])} {letters(match['letter'])}" if _is_address(match) else None


def _hyphen(match: re.Match[str]) -> str | None:
    return "हाइफ़न" if _is_address(match) else None


_POSTAL_CODE = re.compile(r"(?<![0-9.,/\-])[1-9][0-9]{5}(?![0-9]|[.,/\-][0-9])")
_HOUSE_WITH_A_LETTER = re.compile(
    r"(?<![0-9A-Za-z.,])(?P<digits>[0-9]{1,5})(?P<letter>[A-Z])(?![0-9A-Za-z])"
)
_HOUSE = re.compile(
    r"(?<![0-9.,:])(?P<one>[0-9]{1,6})(?:(?P<mark>[-/])(?P<other>[0-9]{1,6}))?"
    r"(?![0-9A-Za-z%°]|[.,:/\-][0-9]|-?[वलरथठ][ािीें])"
)
_HYPHEN = re.compile(r"(?<=[\u0900-\u0963])-(?=[\u0900-\u0963])|(?<=[0-9])\s-\s(?=[\u0900-\u0963])")

RULES = [
    Rule("postal code", _POSTAL_CODE, _postal, needs=DIGIT),
    Rule("house with a letter", _HOUSE_WITH_A_LETTER, _with_letter, needs=DIGIT),
    Rule("house", _HOUSE, _house, needs=DIGIT),
    Rule("hyphen", _HYPHEN, _hyphen, needs="-"),
]
