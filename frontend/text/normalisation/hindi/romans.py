"""Roman numerals after the names of kings, wars and chapters."""

import re

from frontend.text.normalisation.common import roman
from frontend.text.normalisation.hindi.words import END, cardinal
from frontend.text.normalisation.rule import Rule

_PARTS = "अध्याय|भाग|खंड|खण्ड|अंक|अनुसूची|चरण|कक्षा|टाइप|फेज|पार्ट|विश्व युद्ध"
_KINGS = (
    "", "प्रथम", "द्वितीय", "तृतीय", "चतुर्थ", "पंचम", "षष्ठ", "सप्तम", "अष्टम", "नवम", "दशम",
)  # fmt: skip
_PART = re.compile(rf"(?:(?<=\s)|(?<=-))[IVXL]{{1,8}}{END}")
_AFTER_PART = re.compile(rf"(?:{_PARTS})[\s-]\Z")
# After these, a numeral of one letter is a king's as well.
_OF_KINGS = re.compile(
    r"(?:जॉर्ज|चार्ल्स|एलिज़ाबेथ|एलिजाबेथ|हेनरी|लुई|पीटर|फ़िलिप|फिलिप|एडवर्ड|जेम्स|विलियम|नेपोलियन|"
    r"कैथरीन|फ़्रेडरिक|जॉन पॉल|बेनेडिक्ट|पायस)\s\Z"
)
_AFTER_WORD = re.compile(r"[\u0900-\u0963]\s\Z")
_REACH = 12  # characters


def _numeral(match: re.Match[str]) -> str | None:
    """Read a cardinal of a part; after another word, a king's ordinal unless it is a letter."""
    number = roman.value(match[0])
    before = match.string[max(0, match.start() - _REACH) : match.start()]
    if not number:
        return None
    if _AFTER_PART.search(before):
        return cardinal(number)
    is_king = _OF_KINGS.search(before) is not None
    if not is_king and (len(match[0]) < 2 or not _AFTER_WORD.search(before)):
        return None
    return _KINGS[number] if number < len(_KINGS) else f"{cardinal(number)}वाँ"


RULES = [Rule("Roman numeral", _PART, _numeral, needs="IVXL")]
