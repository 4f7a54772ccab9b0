"""Pauses as people write them: `[pause 0.5]`, `[pause: 500ms]`, `<break time="1s"/>`."""

import re

PARAGRAPH_S = 0.5  # who reads aloud stops for so long before a new one
MAX_PAUSE_S = 10.0
MIN_PAUSE_S = 0.01  # a shorter one is none, at some rates not even a sample
STRENGTHS_S = {
    "none": 0.0,
    "x-weak": 0.1,
    "weak": 0.25,
    "medium": PARAGRAPH_S,
    "strong": 0.8,
    "x-strong": 1.2,
}

_UNIT = r"(?:milliseconds?|msecs?|ms|seconds?|secs?|s)"
_LENGTH = r"(\d{1,9}(?:[.,]\d{0,4})?|[.,]\d{1,4})"
PAUSE = re.compile(rf"\[ ?pause(?:[ :=]{{0,3}}{_LENGTH} ?({_UNIT})?)? ?\]", re.IGNORECASE)
# Every beginning of a pause tag: what is held back while a tag may still come.
PAUSE_BEGUN = re.compile(
    r"\[ ?(?:p(?:a(?:u(?:s(?:e[ :=]{0,3}(?:\d{0,9}(?:[.,]\d{0,4})? ?[a-z]{0,12})? ?)?)?)?)?)?",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<break((?:[ \t][^<>\n]{0,100})?)/?>", re.IGNORECASE)
_TIME = re.compile(
    rf"\btime[ \t]{{0,3}}=[ \t]{{0,3}}[\"']?\s{{0,3}}{_LENGTH}({_UNIT})?", re.IGNORECASE
)
_STRENGTH = re.compile(r"\bstrength[ \t]{0,3}=[ \t]{0,3}[\"']?([a-z-]{1,10})", re.IGNORECASE)


def seconds(tag: re.Match[str]) -> float:
    """Return the length of a pause tag: `[pause]` alone is as long as a paragraph's."""
    return PARAGRAPH_S if tag[1] is None else _seconds(tag[1], tag[2])


def pause_tag(attributes: str) -> str:
    """Return the pause in square brackets that a `<break>` with these attributes asks for."""
    return f" [pause {_break_s(attributes):g}] "


def pauses_s(text: str) -> float:
    """Return how much silence the pauses of a whole text ask for."""
    asked_s = sum(map(seconds, PAUSE.finditer(text))) if "[" in text else 0.0
    if "<" not in text:
        return asked_s
    return asked_s + sum(_break_s(tag[1]) for tag in _BREAK.finditer(text))


def _break_s(attributes: str) -> float:
    if time := _TIME.search(attributes):
        return _seconds(time[1], time[2])
    strength = _STRENGTH.search(attributes)
    return STRENGTHS_S.get(strength[1].lower() if strength else "", STRENGTHS_S["medium"])


def _seconds(length: str, unit: str | None) -> float:
    divisor = 1000 if (unit or "").lower().startswith("m") else 1
    length_s = min(float(length.replace(",", ".")) / divisor, MAX_PAUSE_S)
    return length_s if length_s >= MIN_PAUSE_S else 0.0
