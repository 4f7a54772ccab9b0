"""Which words are foreign in a text, and how they are said."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache, partial

from anyascii import anyascii
from babel.core import get_global

from frontend.text.normalisation.common.pronounceable import is_pronounceable
from frontend.text.normalisation.foreign.kana import romaji
from frontend.text.normalisation.rule import Rule

_KANA = "\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe"
_HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# The vowels of these are not written: some words can only be left out.
_WITHOUT_VOWELS = "\u0590-\u08ff"
_INDIC = "\u0900-\u0dff"
_OTHERS = (
    "\u0400-\u058f\u0e00-\u0fff\u1000-\u10ff\u1100-\u137f\u1780-\u18af\u1c80-\u1c8f\ua640-\ua69f"
    "\uac00-\ud7af"
)
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_LATIN = re.compile("[A-Za-z0-9\u00c0-\u024f]")
_ANY_HAN = re.compile(f"[{_HAN}]")
_ANY_KANA = re.compile(f"[{_KANA}]")
_MARKS = {"。": ".", "，": ",", "、": ",", "！": "!", "？": "?", "：": ":", "；": ";", "「": "“",
          "」": "”",
          "『": "“", "』": "”", "《": "“", "》": "”", "（": "(", "）": ")", "।": ".", "؟": "?",
          "،": ",",
          "؛": ";", "・": " "}  # fmt: skip
_NO_LANGUAGE = ("und", "mul")
# Where ph is written f.
_WITH_F = frozenset({"es", "it", "pt", "pl", "nl", "sv", "da", "nb", "cs", "ro", "tr"})


def foreign_rules(language: str) -> Sequence[Rule]:
    """Return the rules for a text in a language, given by its tag.

    There are none if CLDR does not know that the language is written in Latin letters, nor if it
    is not known which it is: what looks foreign may be the text itself.
    """
    name = language.lower().partition("-")[0]
    known = get_global("likely_subtags").get(name, "")
    return _rules(name) if "_Latn_" in known and name not in _NO_LANGUAGE else ()


_CHINESE_OR_JAPANESE = re.compile(f"[{_KANA}{_HAN}]{{1,100}}")
_GREEK_LETTER = re.compile(f"(?<![{_GREEK}])[{_GREEK}](?![{_GREEK}])")
_GREEK_PATTERN = re.compile(f"[{_GREEK}][{_GREEK}\u0300-\u036f]{{0,99}}")
_SCRIPT_WITHOUT_VOWELS = re.compile(f"[{_WITHOUT_VOWELS}]{{1,100}}")
_SCRIPT_OF_INDIA = re.compile(f"[{_INDIC}\u200c\u200d]{{1,100}}")
_OTHER_SCRIPT = re.compile(f"[{_OTHERS}][{_OTHERS}\u0300-\u036f]{{0,99}}")
_FOREIGN_MARK = re.compile(f"[{''.join(_MARKS)}]")


@cache
def _rules(language: str) -> Sequence[Rule]:
    return (
        Rule("Chinese or Japanese", _CHINESE_OR_JAPANESE, _east_asian),
        Rule("Greek letter", _GREEK_LETTER, partial(_greek_letter, language)),
        Rule("Greek", _GREEK_PATTERN, _word),
        Rule("script without vowels", _SCRIPT_WITHOUT_VOWELS, _without_vowels),
        Rule("script of India", _SCRIPT_OF_INDIA, _indic),
        Rule("other script", _OTHER_SCRIPT, _word),
        Rule("foreign mark", _FOREIGN_MARK, _mark, needs="".join(_MARKS)),
    )


@lru_cache(maxsize=16)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _is_known(match: re.Match[str]) -> bool:
    """Return whether a word begins with a letter, not with a mark that belongs to none."""
    return any(char.isalnum() for char in match[0])


def _east_asian(match: re.Match[str]) -> str | None:
    """Say kana by themselves, and ideographs in Chinese unless kana show that they are Japanese."""
    if _ANY_KANA.search(match[0]) and not _ANY_HAN.search(match[0]):
        return romaji(match[0])
    if _has(_ANY_KANA, match.string) and _has(_LATIN, match.string):
        return ""
    return " ".join(said for char in match[0] if (said := anyascii(char)))


def _greek_letter(language: str, match: re.Match[str]) -> str | None:
    """Name a letter that stands alone: for a variable, an angle, a particle."""
    name = unicodedata.name(match[0], "").split(" WITH ")[0].removesuffix(" SYMBOL").split(" ")[-1]
    if not match[0].isalpha():
        return None
    said = name.lower().replace("lamda", "lambda")
    return said.replace("ph", "f") if language in _WITH_F else said


def _word(match: re.Match[str]) -> str | None:
    if not _is_known(match):
        return None
    word = match[0].replace("ё", "йо").replace("Ё", "Йо")
    if word[0] in "Ее":
        word = ("Й" if word[0] == "Е" else "й") + word.lower()
    letters = re.sub("[^A-Za-z0-9 -]", "", anyascii(word))
    if len(match[0]) > 1 and match[0].isupper():
        return letters.upper()
    return letters.capitalize() if letters[:1].isupper() else letters


def _without_vowels(match: re.Match[str]) -> str | None:
    letters = _word(match)
    if not letters or is_pronounceable(letters) or not _has(_LATIN, match.string):
        return letters
    return ""


def _indic(match: re.Match[str]) -> str | None:
    """Say the vowel a after a consonant without another vowel, but at a word's end."""
    if not _is_known(match):
        return None
    said = ""
    following = [*match[0][1:], ""]
    for char, after in zip(match[0], following, strict=True):
        letters = anyascii(char)
        said += letters
        is_consonant = unicodedata.category(char) == "Lo" and not set(letters) & set("aeiou")
        if is_consonant and after and not _is_vowel_or_none(after):
            said += "a"
    return said


def _mark(match: re.Match[str]) -> str:
    mark = _MARKS[match[0]]
    is_followed = match.string[match.end() : match.end() + 1].isalnum()
    return f"{mark} " if is_followed and mark not in "(“ " else mark


def _is_vowel_or_none(char: str) -> bool:
    name = unicodedata.name(char, "")
    return "VOWEL SIGN" in name or "VIRAMA" in name or "NUKTA" in name
