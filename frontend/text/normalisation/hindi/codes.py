"""What is read digit by digit: telephones, postal codes, identifiers; and versions."""

import re

from frontend.text.normalisation.asian.numbers import follows
from frontend.text.normalisation.hindi.words import by_digit, cardinal, whole
from frontend.text.normalisation.rule import DIGIT, Rule

_ORDINALS = (
    "फ़र्स्ट", "सेकंड", "थर्ड", "फ़ोर्थ", "फ़िफ्थ", "सिक्स्थ", "सेवंथ", "एटथ", "नाइंथ", "टेंथ", "इलेवंथ",
    "ट्वेल्फ़्थ", "थर्टींथ", "फ़ोर्टींथ", "फ़िफ्टींथ", "सिक्सटींथ", "सेवंटींथ", "एटींथ", "नाइनटींथ", "ट्वेंटिएथ",
)  # fmt: skip
_ENGLISH = dict(enumerate(_ORDINALS, start=1))
_NAMED = re.compile(
    "(?:नंबर|नम्बर|नं\\.|फ़ोन|फोन|मोबाइल|दूरभाष|टेलीफोन|पिन|पिनकोड|कोड|ओटीपी|अंक|खाता संख्या|आधार|पासवर्ड|"
    "खाता|कॉल करें|व्हाट्सएप|आईडी|OTP|PIN|ID)"
    r"(?:\s(?:कोड|संख्या|नंबर|है|था|हैं|पर|का|पे)|\s?[:\-]){0,2}\s?\Z"
)
_CALLED = re.compile("नंबर|कॉल|फ़ोन|फोन|मोबाइल|संपर्क|डायल")
_LONGEST = 4000  # characters that are looked at for such a word


def _ordinal(match: re.Match[str]) -> str:
    """Return what is written as 4th: the English word in Hindi letters, as it is said."""
    number = int(match["digits"])
    if number in _ENGLISH:
        return _ENGLISH[number]
    tens, unit = divmod(number, 10)
    if tens == 2 and unit:
        return f"ट्वेंटी {_ENGLISH[unit]}"
    return f"{cardinal(number)}वाँ"


def _digits(match: re.Match[str]) -> str:
    plus = "प्लस " if match[0].startswith("+") else ""
    return plus + by_digit(match[0])


def _named(match: re.Match[str]) -> str | None:
    return _digits(match) if follows(_NAMED, match) else None


def _called(match: re.Match[str]) -> str | None:
    """Read it where the text speaks of a telephone: elsewhere it may be a range."""
    return _digits(match) if _CALLED.search(match.string, 0, _LONGEST) else None


def _version(match: re.Match[str]) -> str:
    version = "वर्शन " if match["version"] else ""
    return version + " पॉइंट ".join(map(whole, match["number"].split(".")))


_ENGLISH_ORDINAL = re.compile(
    r"(?<![0-9.,A-Za-z])(?P<digits>[0-9]{1,6})(?:st|nd|rd|th)(?![A-Za-z0-9])"
)
_VERSION = re.compile(
    r"(?P<version>(?<![A-Za-z])[vV])?(?<![0-9.])(?!(?:[0-9]{1,2}\.){2}(?:19|20)[0-9]{2}(?![0-9]))"
    r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,6}){2,3}|(?<=[vV])[0-9]{1,4}\.[0-9]{1,4})(?![0-9]|\.[0-9])"
)
_TELEPHONE_ABROAD = re.compile(
    r"(?<![0-9A-Za-z])(?:\+[0-9]{1,3}(?:[- ]?\(?[0-9]{1,12}\)?){1,5})"
    r"(?![0-9]|[-.,][0-9])"
)
_TELEPHONE = re.compile(
    r"(?<![0-9A-Za-z.,+/\-])(?:[6-9][0-9]{4}[- ]?[0-9]{5}"
    r"|\(0[0-9]{1,5}\)\s?[0-9]{5,8}|0\s\([0-9]{2,4}\)\s?[0-9]{6,8}"
    r"|0[0-9]{2,6}[-. ][0-9]{4,8}|1800[- ][0-9]{2,3}[- ][0-9]{3,4}"
    r"|[0-9]{4}[- ][0-9]{4}[- ][0-9]{4}(?:[- ][0-9]{4})?)(?![0-9]|[-.,/][0-9])"
)
_TELEPHONE_BY_ITS_CONTEXT = re.compile(
    r"(?<![0-9A-Za-z.,+/\-])(?:[0-9]{3,5}[- ][0-9]{6,8}|[0-9]{10})"
    r"(?![0-9]|[-.,/][0-9])"
)
_NAMED_NUMBER = re.compile(
    r"(?<![0-9.,/:\-])(?<![0-9] )[0-9]{3,40}(?: [0-9]{2,12}){0,4}(?![0-9]|[-.,/:][0-9])"
)
_NUMBER_SIGN = re.compile(r"(?<![0-9A-Za-z#&/])#\s?(?=[0-9]{1,9}(?![0-9A-Za-z#]))")
_OF_YEAR = re.compile(r"(?<=\.\s)(?:19|20)[0-9]{2}-0[0-9]{2,7}(?![0-9A-Za-z-])")
_CODE = re.compile(r"(?<=[A-Z])[0-9]{3,8}(?![0-9]|[.,][0-9])")

RULES = [
    Rule("English ordinal", _ENGLISH_ORDINAL, _ordinal, needs="sndrt"),
    Rule("version", _VERSION, _version, needs=DIGIT),
    Rule("telephone abroad", _TELEPHONE_ABROAD, _digits, needs="+"),
    Rule("telephone", _TELEPHONE, _digits, needs=DIGIT),
    Rule("telephone by its context", _TELEPHONE_BY_ITS_CONTEXT, _called, needs=DIGIT),
    Rule("number of a year", _OF_YEAR, _digits, needs="-"),
    Rule("code", _CODE, _digits, needs=DIGIT),
    Rule("number sign", _NUMBER_SIGN, lambda _: "नंबर", needs="#"),
    Rule("named number", _NAMED_NUMBER, _named, needs=DIGIT),
]
