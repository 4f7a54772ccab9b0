"""Numbers that coqui-tts cannot spell out, written so that it can.

It leaves them to num2words, which has no Hindi, no Czech ordinals, and in no language a name for
every large number; a text with one of these would fail.
"""

import re

HINDI = ("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ")
HINDI_DIGITS = dict(zip("0123456789", HINDI, strict=True))
DIGIT = re.compile(r"[0-9]")
CZECH_ORDINAL = re.compile(r"([0-9])\.(?=\s|$)")
# Longer ones, with the points and commas in them, are read digit by digit.
LONG_NUMBER = re.compile(r"[0-9][0-9.,]{14,}")


def spellable(text: str, language: str) -> str:
    """Return the text with such numbers in another form; `language` is one without a region."""
    if language == "hi":
        return DIGIT.sub(lambda digit: f" {HINDI_DIGITS[digit[0]]} ", text)
    if language == "cs":
        text = CZECH_ORDINAL.sub(r"\1 .", text)
    return LONG_NUMBER.sub(lambda number: f" {' '.join(number[0])} ", text)
