"""What a character is to a splitter: its weight, its script, whether it can be said."""

import re

# Ideographs and kana: written without spaces, so a sentence mark needs no space after it.
CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
HANGUL = "\u1100-\u11ff\uac00-\ud7af"
# Thai, Lao and Khmer: a space stands between clauses, not between words.
CLAUSE_SPACED = "\u0e00-\u0eff\u1780-\u17ff"
# A CJK character takes as long to say as two or three letters.
DENSE_WEIGHT = 2.5

_CJK = re.compile(f"[{CJK}]")
_NO_WORD_SPACES = re.compile(f"[{CJK}{CLAUSE_SPACED}]")
_DENSE = re.compile(f"[{CJK}{HANGUL}]")


def is_cjk(char: str) -> bool:
    """Return whether the character is an ideograph or kana; "" is not."""
    return not char.isascii() and _CJK.match(char) is not None


def has_word_spaces(text: str) -> bool:
    """Return whether the spaces in the text can tell how many words it has."""
    return text.isascii() or _NO_WORD_SPACES.search(text) is None


def weight(text: str) -> float:
    """Return the length in characters of about one letter: a CJK character counts 2.5."""
    if text.isascii():
        return len(text)
    return len(text) + (DENSE_WEIGHT - 1) * len(_DENSE.findall(text))


def is_speakable(text: str) -> bool:
    """Return whether the text holds a letter or a digit of any script."""
    return any(char.isalnum() for char in text)
