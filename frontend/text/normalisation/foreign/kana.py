"""Kana in Latin letters, as names are written in English: Tokyo, ramen."""

from anyascii import anyascii

_SMALL_Y = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_SMALL_VOWELS = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
_WITHOUT_Y = ("sh", "ch", "j")
_LONG = {"ou": "o", "oo": "o", "uu": "u", "aa": "a", "ee": "e"}
_GREETINGS = ("こんにちは", "こんばんは")  # end with a particle, which is said wa
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def romaji(kana: str) -> str:
    hiragana = kana.translate(_TO_HIRAGANA)
    if hiragana in _GREETINGS:
        hiragana = hiragana[:-1] + "わ"
    said = ""
    doubles = False
    for char in hiragana:
        if char == "っ":
            doubles = True
            continue
        said = _with(said, char, doubles=doubles)
        doubles = False
    for long, short in _LONG.items():
        said = said.replace(long, short)
    return said


def _with(said: str, char: str, *, doubles: bool) -> str:
    if char in _SMALL_Y and said.endswith("i"):
        stem = said[:-1]
        return stem + ("" if stem.endswith(_WITHOUT_Y) else "y") + _SMALL_Y[char]
    if char in _SMALL_VOWELS and said[-1:] in ("a", "i", "u", "e", "o"):
        stem = "w" if said[-2:] in ("u", " u") and len(said) == 1 else said[:-1]
        return stem + _SMALL_VOWELS[char]
    letters = anyascii(char).strip("-").lower()
    first = "t" if letters.startswith("ch") else letters[:1]
    return said + (first if doubles and letters and first not in "aiueo" else "") + letters
