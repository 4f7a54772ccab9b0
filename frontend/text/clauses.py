"""Where to cut inside a sentence, when it may not or cannot be waited for."""

import re
from typing import NamedTuple

from frontend.text.marks import CJK_COMMAS, ENDS
from frontend.text.script import CLAUSE_SPACED, has_word_spaces, weight
from frontend.text.segment import Ending, PhraseLimits, SegmentLimits

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
_WORD = re.compile(r"\S+\s")
_WORD_START = re.compile(r"(?<=[^\s\d])[ \t]+")  # not after a number, which may go on: "10 000"
_SHORT_WORD_CHARS = 3  # an article or a preposition belongs to what follows it
_ROOM = 1.5  # a clause mark is looked for until a phrase is so many times as long as it must be
_CAP_KEEPS = 0.4  # a cut at the limit leaves no less than this part of the limit


class Cut(NamedTuple):
    """Cut after `end` characters."""

    end: int
    ending: Ending


def phrase_cut(text: str, limits: PhraseLimits) -> Cut | None:
    """Return the end of the shortest natural phrase that a text begins with, if more follows.

    A mark is one if white space follows; see `closed`.
    """
    words_end = _words_end(text, limits)
    within = text[:words_end]
    for mark in _CLAUSE.finditer(within):
        start = within[: mark.end()]
        if weight(start) >= limits.min_chars and _is_wordy(start, limits.min_words):
            return Cut(mark.end(), Ending.CLAUSE)
    return None if words_end is None else Cut(_word_cut(within, limits), Ending.CUT)


def closed(text: str) -> str:
    """Add the space that has not come yet, unless the mark before it may be part of a number."""
    return text if text[-2:-1].isdigit() else f"{text} "


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
    marks = [min(mark.end(), len(text)) for mark in _ANY_MARK.finditer(closed(text))]
    if marks and weight(text[: marks[-1]]) >= limits.min_chars:
        return Cut(marks[-1], Ending.CLAUSE)
    word_starts = [space.end() for space in _WORD_START.finditer(text)]
    if not word_starts or weight(text[: word_starts[-1]]) < limits.min_chars:
        return None
    return Cut(word_starts[-1], Ending.CUT)


def _is_wordy(text: str, min_words: int) -> bool:
    """Return whether the text has so many words, where that can be told."""
    return len(text.split()) >= min_words or not has_word_spaces(text)


def _words_end(text: str, limits: PhraseLimits) -> int | None:
    """Return where so many words are over that a cut between two of them will do."""
    for count, word in enumerate(_WORD.finditer(text), 1):
        is_long = count > limits.max_words
        if is_long and weight(text[: word.end()]) >= _ROOM * limits.min_chars:
            return word.end()
    return None


def _word_cut(text: str, limits: PhraseLimits) -> int:
    """Return a cut at the last conjunction, or else before words that belong to the next ones."""
    words, min_words = text.split(), limits.min_words + 2
    for space in reversed(list(_CONJUNCTION.finditer(text))):
        start = text[: space.start()]
        if len(start.split()) >= min_words and weight(start) >= limits.min_chars:
            return space.end()
    count = len(words)
    while count > min_words and _leads_on(words, count):
        count -= 1
    return len(text) - len(text.split(None, count)[count]) if count < len(words) else len(text)


def _leads_on(words: list[str], count: int) -> bool:
    """Return whether the phrase should not end after so many of the words.

    "The" should not be the last, nor the "Dr." of a name, nor a number, of which a unit or more
    digits may follow. Of other than digits, two words at the most are given up.
    """
    last = words[count - 1]
    if last[-1].isdigit():
        return count == len(words) or words[count][0].isdigit()
    return count > len(words) - 2 and (len(last) <= _SHORT_WORD_CHARS or last.endswith("."))


def _after_last_space(text: str) -> int:
    return max(text.rfind(" "), text.rfind("\t")) + 1
