"""The values of SSML's attributes, and what is said for an element. Pure."""

import re
import unicodedata

from frontend.text.pauses import MAX_PAUSE_S

# A reader's pauses: after a comma, a full stop, a paragraph, and longer.
_STRENGTHS_S = {
    "none": 0.0,
    "x-weak": 0.1,
    "weak": 0.25,
    "medium": 0.5,
    "strong": 0.75,
    "x-strong": 1.0,
}
_TIME = re.compile(r"\+?(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(ms|s)")
_RATES = {
    "x-slow": 0.5,
    "slow": 0.75,
    "medium": 1.0,
    "default": 1.0,
    "fast": 1.25,
    "x-fast": 1.5,
}
_RATE = re.compile(r"([+-]?)(\d{1,4}(?:\.\d{0,4})?|\.\d{1,4})(%?)")
SLOWEST, FASTEST = 0.1, 10.0
MAX_SEEN = 200
_BREAK = re.compile(rf"<(?:[\w.-]{{1,40}}:)?break\b([^<>]{{0,{MAX_SEEN}}})")
_TIME_GIVEN = re.compile(r"\btime\s?=\s?[\"']([^\"'<>]{0,40})[\"']")
_SPELLED = ("characters", "spell-out", "verbatim")
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_OUTSIDE = re.compile(r"[\[\]()\s]+")


def pause_s(time: str, strength: str) -> float | None:
    """Return how long a break is; None if its time or strength is no such value."""
    if not time:
        return _STRENGTHS_S.get(strength or "medium")
    found = _TIME.fullmatch(time.strip().lower())
    if found is None:
        return None
    return min(MAX_PAUSE_S, float(found[1]) / (1000 if found[2] == "ms" else 1))


def breaks_s(text: str) -> float:
    """Return how much silence the breaks of a document ask for, rather too much than too little."""
    if "break" not in text:
        return 0.0
    return sum(map(_break_s, _BREAK.finditer(text)))


def _break_s(found: re.Match[str]) -> float:
    attributes = found[1]
    if len(attributes) >= MAX_SEEN:  # there may be more of them
        return MAX_PAUSE_S
    time = _TIME_GIVEN.search(attributes)
    if time is None and "time" in attributes:
        return MAX_PAUSE_S
    seconds = pause_s(time[1] if time else "", "")
    return max(_STRENGTHS_S.values()) if not time or seconds is None else seconds


def rate(value: str) -> float | None:
    """Return the factor of a speaking rate; None if it is no such value."""
    value = value.strip().lower()
    found = _RATE.fullmatch(value)
    if found is None:
        return _RATES.get(value)
    number = float(found[2]) / (100 if found[3] else 1)
    if found[1]:
        number = 1 + number if found[1] == "+" else 1 - number
    return min(FASTEST, max(SLOWEST, number))


def said_as(text: str, interpret_as: str, language: str) -> str:
    """Return what is to be read for a text, of which it is said what it is.

    What is read as it stands anyway (a date, an amount) stays as it is.
    """
    text = " ".join(text.split())
    if interpret_as in _SPELLED:
        return " ".join(text.upper().replace(" ", ""))
    if interpret_as == "digits":
        return " ".join(text.replace(" ", ""))
    if interpret_as == "telephone":
        return _telephone(text)
    if interpret_as == "ordinal" and language[:2].lower() in ("", "en"):
        return _ordinal(text)
    return text


def with_phonemes(text: str, phonemes: str) -> str:
    """Return a word with how it is pronounced, as texts carry it."""
    word = _OUTSIDE.sub(" ", text).strip()
    spelled = _OUTSIDE.sub(" ", phonemes.replace("/", " ")).strip()
    return f"[{word}](/{spelled}/)" if word and spelled else word


def _telephone(text: str) -> str:
    """Return each digit by itself, and a comma between the groups of digits."""
    groups = re.findall(r"\+|[^\W_]+", unicodedata.normalize("NFKC", text))
    said = ", ".join(" ".join(group) for group in groups)
    return said.replace("+, ", "+ ")


def _ordinal(text: str) -> str:
    digits = text.replace(",", "")
    if not digits.isdecimal():
        return text
    last_two = int(digits[-2:])
    return f"{text}{'th' if 10 < last_two < 20 else _ORDINALS.get(last_two % 10, 'th')}"
