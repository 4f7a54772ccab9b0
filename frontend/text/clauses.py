"""Where to cut inside a sentence, when it may not or cannot be waited for."""

import re
from typing import NamedTuple

from frontend.text.marks import CJK_COMMAS, ENDS
from frontend.text.script import CLAUSE_SPACED, has_word_spaces, weight
from frontend.text.segment import Ending, SegmentLimits

_CLOSED = r"[\"'”’»)\]*_]*\s"
_CLAUSE = re.compile(
    rf"[,;:،؛]{_CLOSED}|[{CJK_COMMAS}]|\s[—–-]\s|—(?=\w)"
    rf"|(?<=[{CLAUSE_SPACED}])\s"
)
_ANY_MARK = re.compile(rf"{_CLAUSE.pattern}|[{ENDS}]{_CLOSED}")
_CONJUNCTION = re.compile(
    r"\s(?=(?:and|but|or|because|which|that|so|und|aber|oder|weil|dass|y|pero|que|porque"
    r"|et|mais|car|e|ma|perché|mas|и|но|что)\s)",
    re.IGNORECASE,
)
_SHORT_WORD_CHARS = 3  # an article or a preposition belongs to what follows it
_CAP_KEEPS = 0.4  # a cut at the limit leaves no less than this part of the limit


class Cut(NamedTuple):
    """Cut after `end` characters."""

    end: int
    ending: Ending


def first_cut(text: str, limits: SegmentLimits) -> Cut | None:
    """Return where speech may start early in a text that ends in white space or a CJK comma."""
    if weight(text) < limits.first_min_chars:
        return None
    for mark in _CLAUSE.finditer(text):
        start = text[: mark.end()]
        if weight(start) >= limits.first_min_chars and _is_wordy(start, limits.first_min_words):
            return Cut(mark.end(), Ending.CLAUSE)
    words = text.split()
    if not text[-1].isspace() or len(words) <= limits.first_max_words:
        return None
    return Cut(_word_cut(text, words, limits.first_min_words + 2), Ending.CUT)


def cap_cut(text: str) -> Cut:
    """Return the best cut in a text that is one character over the limit."""
    at_least = len(text) * _CAP_KEEPS
    within = text[:-1]
    marks = [mark.end() for mark in _ANY_MARK.finditer(within)]
    if marks and marks[-1] >= at_least:
        return Cut(marks[-1], Ending.CLAUSE)
    after_space = _after_last_space(within)
    return Cut(after_space if after_space >= at_least else max(1, len(within)), Ending.CUT)


def stalled_cut(text: str, limits: SegmentLimits) -> Cut | None:
    """Return the last cut in a text that does not go on: after a clause or before a word."""
    # The space after the last mark may not have come yet.
    marks = [min(mark.end(), len(text)) for mark in _ANY_MARK.finditer(f"{text} ")]
    if marks and weight(text[: marks[-1]]) >= limits.min_chars:
        return Cut(marks[-1], Ending.CLAUSE)
    after_space = _after_last_space(text)
    if weight(text[:after_space]) < limits.min_chars:
        return None
    return Cut(after_space, Ending.CUT)


def _is_wordy(text: str, min_words: int) -> bool:
    """Return whether the text has so many words, where that can be told."""
    return len(text.split()) >= min_words or not has_word_spaces(text)


def _word_cut(text: str, words: list[str], min_words: int) -> int:
    """Return a cut at the last conjunction, or else before words that belong to the next ones."""
    for space in reversed(list(_CONJUNCTION.finditer(text))):
        if len(text[: space.start()].split()) >= min_words:
            return space.end()
    count = len(words)
    while count > max(min_words, len(words) - 2) and _leads_on(words[count - 1]):
        count -= 1
    return len(text) - len(text.split(None, count)[count]) if count < len(words) else len(text)


def _leads_on(word: str) -> bool:
    """Return whether the word should not be the last: "the", or the "Dr." of a name."""
    return len(word) <= _SHORT_WORD_CHARS or word.endswith(".")


def _after_last_space(text: str) -> int:
    return max(text.rfind(" "), text.rfind("\t")) + 1
