"""What text needs before a model of coqui-tts can speak it: language names, numbers, pieces.

coqui-tts leaves numbers to num2words, which has no Hindi, no Czech ordinals, and in no language a
name for every large number; a text with one of these would fail. So they are rewritten here.
"""

import re
from collections.abc import Iterator

REGION_CHARS = 2
HINDI = ("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ")
HINDI_DIGITS = dict(zip("0123456789", HINDI, strict=True))
DIGIT = re.compile(r"[0-9]")
CZECH_ORDINAL = re.compile(r"([0-9])\.(?=\s|$)")
# Longer ones, with the points and commas in them, are read digit by digit.
LONG_NUMBER = re.compile(r"[0-9][0-9.,]{14,}")
# Where a piece may end, the best first. Chinese and Japanese have no space after a sentence.
ENDS = (
    re.compile(r"(?<![.!?…。！？।؟۔])[.!?…。！？।؟۔]++[\"'”’»)\]]*+\s+|[。！？]+[”’」』）]*"),
    re.compile(r"[,;:،؛—–]\s+|[、，；：]"),
    re.compile(r"\s+"),
)
# A cut before this share of the limit would leave too small a piece for its sake.
SMALLEST_SHARE = 0.4


def bcp47(name: str) -> str:
    """Return the BCP 47 tag of a language: coqui-tts writes "zh-cn" where it has "zh-CN"."""
    language, _, rest = name.replace("_", "-").partition("-")
    if not rest:
        return language
    return f"{language}-{rest.upper() if len(rest) == REGION_CHARS else rest}"


def spellable(text: str, language: str) -> str:
    """Return the text with numbers that coqui-tts cannot spell out in another form.

    `language` is one without a region.
    """
    if language == "hi":
        return DIGIT.sub(lambda digit: f" {HINDI_DIGITS[digit[0]]} ", text)
    if language == "cs":
        text = CZECH_ORDINAL.sub(r"\1 .", text)
    return LONG_NUMBER.sub(lambda number: f" {' '.join(number[0])} ", text)


def pieces_of(text: str, limit: int) -> Iterator[str]:
    """Yield pieces of at most `limit` characters, which joined are the text.

    A piece ends with a sentence, else with a clause, else with a word. Text that has none of these
    is cut anywhere.
    """
    while len(text) > limit:
        cut = _cut(text, limit)
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def _cut(text: str, limit: int) -> int:
    for end in ENDS:  # the space that follows a piece may be behind the limit
        cuts = [min(found.end(), limit) for found in end.finditer(text, 0, limit + 1)]
        if cuts and cuts[-1] >= limit * SMALLEST_SHARE:
            return cuts[-1]
    return limit
