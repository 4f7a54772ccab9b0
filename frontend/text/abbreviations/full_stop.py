"""Full stops that sentencex takes for sentence ends, of abbreviations and of ordinals."""

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from frontend.text.abbreviations.english import goes_on_in_english, is_whole_word
from frontend.text.abbreviations.tables import (
    AFTER_NUMBERS,
    ANYWHERE,
    BEFORE_NUMBERS,
    BEFORE_ORDINALS,
    BEFORE_SMALL_WORDS,
    BEFORE_WORDS,
    CAPITALISED,
    LENGTHS_OF_TIME,
    UNLESS_COUNTED,
)

_MARKS = ".,;:!?)"
_OPENERS = "(\"'“‘«[„"
_LONGEST_SHORT_ORDINAL = 3  # with its full stop: a day of a month, or a league
_SHORTEST_NAME = 3  # of a day or month: shorter ones are words: "zo", "do"
_NUMBER = re.compile(r"-?\d|[A-Z]{0,2}[$€£¥₹]|[IVXLC]{2,}\b|[IVXLC]\b(?!\.)")
_CODE = re.compile(r"[A-Z]{1,3}-?\d")  # "réf. AB-1"
_COUNT = re.compile(r"[(]?[0-9.,]{0,8}[0-9]|[IVX]{1,5}")
_INITIAL = re.compile(r"[A-ZÀ-Ý]\.")
# Of two first names: "Hans-J. Meier", where "USB-C." may end a sentence.
_SECOND_NAME = re.compile(
    r"(?:Hans|Karl|Klaus|Heinz|Ernst|Franz|Georg|Johann|Jean|Pierre|Marie|Anne|Eva)-[A-Z]\."
)
# What begins a Polish sentence about a year: "W 1939 r. Niemcy".
_IN_YEAR = re.compile(r"(?:Już )?(?:W|We|Od|Do|Po|Przed|Około|Ok\.|Już w) [0-9]{3,4} r\.")
# "3.", "3./4.", "3.-5."; and a day of a month, "28.12.", which a dash may follow.
_ORDINAL_NUMBER = re.compile(r"(?:\d{1,3}\.[/–-]|(?P<day>\d{1,2}\.))?(?P<last>\d{1,3}\.)")
_DASH = re.compile("[-–]")
_ELISION = re.compile("['’]")


def goes_on(language: str, text: str, following: str) -> bool:
    """Return whether the full stop at the text's end is part of its last word.

    Args:
        language: the first part of a language tag.
        text: it ends in a full stop.
        following: the word after it, or its beginning.
    """
    before, last = _last_words(text)
    word = _bare(last)
    if _leads_to_a_name(language, before, last, word):
        return True
    if language == "pl" and _IN_YEAR.fullmatch(text.strip()):
        return True
    if _SECOND_NAME.fullmatch(last.lstrip(_OPENERS)):
        return following[:1].isupper()
    if language == "en" and is_whole_word(before, word):
        return False
    return (
        _leads_to_a_number(language, word, following)
        or (language == "en" and goes_on_in_english(before, last, word, following))
        or _leads_to_a_word(language, word, following)
        or _is_counted(language, before, word, following)
        or _is_ordinal(language, before, last, following)
    )


def ends_before(language: str, text: str, following: str) -> bool:
    """Return whether the full stop at the text's end ends a sentence, an abbreviation's or not."""
    before, last = _last_words(text)
    is_of_time = _bare(last) in LENGTHS_OF_TIME.get(language, ())
    return is_of_time and before[-1:].isdecimal() and following[:1].isupper()


def _last_words(text: str) -> tuple[str, str]:
    """Return the last two words of a text; "" is one that it does not have."""
    words = text.rsplit(maxsplit=2)
    return words[-2] if len(words) > 1 else "", words[-1] if words else ""


def _leads_to_a_name(language: str, before: str, last: str, word: str) -> bool:
    """Return whether a name follows the last word, or what is as good as one."""
    if word in ANYWHERE.get(language, ()):
        return True
    if last.lstrip(_OPENERS).removesuffix(".") in CAPITALISED.get(language, ()):
        return True
    if word in UNLESS_COUNTED.get(language, ()) and not _COUNT.fullmatch(before):
        return True
    return _is_initial_after_title(language, before, last)


def _is_initial_after_title(language: str, title: str, initial: str) -> bool:
    """Return whether it is as that of "dott. M. Bianchi"."""
    is_title = title.endswith(".") and _bare(title) in ANYWHERE.get(language, ())
    return is_title and _INITIAL.fullmatch(initial) is not None


def _leads_to_a_number(language: str, word: str, following: str) -> bool:
    """Return whether a number follows, and the word is one that goes before numbers."""
    if not _NUMBER.match(following) and (language == "en" or not _CODE.match(following)):
        return False
    if language == "nl" and word.endswith("str"):  # "Kerkstr. 12"
        return True
    known = BEFORE_NUMBERS.get(language, frozenset()) | _calendar_names(language)
    return word in known or _DASH.split(word)[-1] in known  # "lun.–ven."


def _leads_to_a_word(language: str, word: str, following: str) -> bool:
    beginnings = BEFORE_WORDS.get(language, {}).get(word, ())
    return following.lower().startswith(beginnings)


def _is_counted(language: str, before: str, word: str, following: str) -> bool:
    """Return whether a number goes before, and the word is one that stands between words then."""
    if not before[-1:].isdecimal():
        return False
    if word in AFTER_NUMBERS.get(language, ()):
        return True
    return following[:1].islower() and word in BEFORE_SMALL_WORDS.get(language, ())


def _is_ordinal(language: str, before: str, number: str, following: str) -> bool:
    """Return whether the number is the full stop's: "der 2. Zug", "So 3. Mai"."""
    if not before or language not in BEFORE_ORDINALS:
        return False
    if not (found := _ORDINAL_NUMBER.fullmatch(number)):
        return False
    is_noun = following[:1].isupper() and not found["day"]
    is_short = len(found["last"]) <= _LONGEST_SHORT_ORDINAL
    if is_short and following.rstrip(_MARKS) in _month_names(language):
        return True
    if is_short and is_noun and before.endswith(","):  # "1. Bundesliga, 2. Liga"
        return True
    goes_on = is_noun or following in ("-", "–")  # "vom 3. - 5. Mai"
    return goes_on and _bare(before) in BEFORE_ORDINALS[language]


@cache
def _calendar_names(language: str) -> frozenset[str]:
    """Return the short names of days and months, unless they are no shorter: "mai"."""
    if language not in ANYWHERE:
        return frozenset()
    try:
        locale = Locale(language)
    except UnknownLocaleError:
        return frozenset()
    short, long = (
        {
            name.lower().removesuffix(".")
            for names in (locale.days, locale.months)
            for context in names.values()
            for name in context[width].values()
        }
        for width in ("abbreviated", "wide")
    )
    return frozenset(name for name in short - long if len(name) >= _SHORTEST_NAME)


@cache
def _month_names(language: str) -> frozenset[str]:
    return frozenset(Locale(language).months["format"]["wide"].values())


def _bare(word: str) -> str:
    """Return it without marks, and without what is elided before it: "dell'ing."."""
    return _ELISION.split(word.rstrip(".").lstrip(_OPENERS).lower())[-1]
