"""What patterns are made of, and what stands beside what they have found."""

from __future__ import annotations

import re

# A whole number or a decimal, as they are written; NUMBER_START goes before.
NUMBER_START = r"(?<![\w^])(?<!\w\.)(?<![0-9],)"
NUMBER = (
    r"(?:(?:[0-9]{1,3}(?>(?:[,\u00a0\u202f\u2009][0-9]{3})+)(?![0-9])|"
    r"[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?![0-9])|[0-9]++)(?>(?:\.[0-9]++)?)|(?<!\.)\.[0-9]++)"
)
NUMBER_END = r"(?!\w|[.,][0-9])"
MAGNITUDE = "hundred|thousand|million|billion|trillion|quadrillion|lakh|crore"
MINUS = r"(?:(?<![\w)\]\"'”’%¢°-])-|−)"
TO = r"\s?[-–—‑]\s?"
DASH = "–—"

# The full stop of an abbreviation, unless it may end the sentence as well.
DOT = r"(?>(?-i:\.(?=\s{1,3}[a-z0-9($£€&=–—-]|[,;:)\]?!/–—-]|['’]s))?)"

# A noun that an amount may go before: "a $5 bill" is a five dollar bill.
_NOUN = re.compile(
    r" (?!(?:and|are|but|can|could|did|each|for|from|had|has|have|more|off|once|out|over|per|plus|"
    r"than|that|then|they|was|were|when|which|while|who|will|with|would|you|she)\b)[a-z]{3}"
)
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "each", "every", "another"))
# What is counted: "1500 people", "1200 new cars".
_COUNTED = re.compile(
    r" (?:(?:million|billion|trillion|hundred|more|new|other|different|of them)\b|"
    r"(?:[a-z]{2,20}[ -]){0,2}?(?:people|men|women|children|feet|[a-z]{2,20}(?<![iusa])s)\b)"
)
_NOT_COUNTED = re.compile(
    r" (?:was|is|has|does|as|this|its|his|and|the|in|to|when|at|on|by|for|with|or|but|that|while|"
    r"after|which|who|were|saw|will|a|an|of|from|until|before|because|since|if|he|she|it|they|we)\b"
)
_NEARBY = 40  # characters


def before(match: re.Match[str]) -> str:
    """Return what goes before, in lower case."""
    return match.string[max(0, match.start() - _NEARBY) : match.start()].lower()


def after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + _NEARBY]


def word_before(match: re.Match[str]) -> str:
    """Return the word just before, in lower case, without its marks."""
    words = before(match).split()
    return words[-1].strip(".,;:!?()[]\"'“”") if words else ""


def is_adjective(match: re.Match[str]) -> bool:
    """Return whether an amount goes before a noun, so that its unit has no plural."""
    return word_before(match) in _ARTICLES and bool(_NOUN.match(after(match)))


def is_counted(match: re.Match[str]) -> bool:
    """Return whether what follows is of what there are so many."""
    following = after(match)
    return bool(_COUNTED.match(following)) and not _NOT_COUNTED.match(following)
