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
_MARK_AT_END = re.compile(rf"(?<!\d)[,;:،؛{ENDS}][\"'”’»)\]*_]*$")
_CONJUNCTION = re.compile(
    r"\s(?=(?:and|but|or|because|which|that|so|und|aber|oder|weil|dass|y|pero|que|porque"
    r"|et|mais|car|e|ma|perché|mas|и|но|что)\s)",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<!\S)\S++\s")
_WORD_START = re.compile(r"(?<=[^\s\d])[ \t]+")  # not after a number, which may go on: "10 000"
_SHORT_WORD_CHARS = 3  # an article or a preposition belongs to what follows it
_ROOM = 1.5  # a clause mark is looked for until a phrase is so many times as long as it must be
_CAP_KEEPS = 0.4  # a cut at the limit leaves no less than this part of the limit


class Cut(NamedTuple):
    """Cut after `end` characters."""

    end: int
    ending: Ending


def phrase_cut(text: str, limits: PhraseLimits, *, is_written: bool = True) -> Cut | None:
    """Return the end of the shortest natural phrase that a text begins with, if more follows.

    A mark is one if white space follows; see `closed`. Where no mark comes, a text that is written
    to its end is cut before a conjunction rather than after a word.
    """
    words_end = _words_end(text, limits)
    within = text[:words_end]
    for mark in _CLAUSE.finditer(within):
        start = within[: mark.end()]
        if weight(start) >= limits.min_chars and _is_wordy(start, limits.min_words):
            return Cut(mark.end(), Ending.CLAUSE)
    if words_end is None:
        return None
    before = _before_conjunction(within, limits) if is_written else None
    return Cut(before or words_end, Ending.CUT)


def closed(text: str) -> str:
    """Add the space that has not come yet after a mark, which must not be part of a number."""
    return f"{text} " if _MARK_AT_END.search(text) else text


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
    """Return where so many words are over that a cut will do, after one that does not lead on."""
    for count, word in enumerate(_WORD.finditer(text), 1):
        if count <= limits.max_words or _leads_on(word[0]):
            continue
        if weight(text[: word.end()]) >= _ROOM * limits.min_chars:
            return word.end()
    return None


def _before_conjunction(text: str, limits: PhraseLimits) -> int | None:
    """Return a cut before the last conjunction of the text, if enough is before it."""
    for space in reversed(list(_CONJUNCTION.finditer(text))):
        start = text[: space.start()]
        if len(start.split()) >= limits.min_words + 2 and weight(start) >= limits.min_chars:
            return space.end()
    return None


def _leads_on(word: str) -> bool:
    """Return whether a word and the space after it should not be the last: "the", "and", "Dr.".

    Of a number, more digits may follow, or its unit.
    """
    return (
        len(word) <= _SHORT_WORD_CHARS + 1
        or word[-2] == "."
        or word[-2].isdigit()
        or _CONJUNCTION.match(f" {word}") is not None
    )


def _after_last_space(text: str) -> int:
    return max(text.rfind(" "), text.rfind("\t")) + 1
