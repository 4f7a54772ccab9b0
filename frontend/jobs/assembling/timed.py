"""When each character of a segment is heard, and the tokens that captions are made of.

Backends tell of words without their punctuation, leave some out, and speak others than are written
("five" for "5"). So each is looked for in the text, from where the one before was found, and what
is between the places so known is taken to be spoken evenly. Without words, that is the whole
segment: an estimate, in proportion to characters.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from frontend.text.marks import CJK_CLOSERS, CJK_COMMAS, CJK_ENDS, CLOSERS, ENDS

if TYPE_CHECKING:
    from backend_queues.base import Word
    from frontend.jobs.job import SpokenSegment

# How far on a word is looked for, for itself and for each before it that was not found.
SEARCHED_CHARS = 24

# Characters of scripts that are written without spaces between words.
_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING = "「『《（【〈〔"
_NEVER_FIRST = "ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"  # in a line, as any mark is not
# A line may be broken before a token: at a space, and around each of the wide characters, from
# which closing marks are not parted, nor opening ones from what follows.
_TOKEN = re.compile(
    rf"[{_OPENING}]*[{_WIDE}](?:[^\w\s{_OPENING}]|[{_NEVER_FIRST}])*"
    rf"|[^\s{_WIDE}{_OPENING}]+|[{_OPENING}]+"
)
_SOUNDING = re.compile(r"\w(?:.*\w)?", re.DOTALL)
# Mr., St., J.: within a segment, few sentences end with such a word.
_ABBREVIATION = re.compile(r"\W*\w{1,3}\.")
_CLAUSE_ENDS = ",;:،؛—–" + CJK_COMMAS


class Rank(enum.IntEnum):
    """What ends with a token, the better place to break the higher."""

    WORD = 0
    CLAUSE = 1
    SENTENCE = 2


class Token(msgspec.Struct, frozen=True):
    """A part of the text that is never broken, with the marks at it; seconds of the segment."""

    text: str
    spaced: bool  # there is a space before it
    rank: Rank
    start_s: float
    end_s: float


def tokens_of(segment: SpokenSegment, longest_columns: int) -> list[Token]:
    """Return the tokens of the segment's text in order; one that is wider is cut."""
    text = segment.text
    spans = list(_spans(text, longest_columns))
    chars, times = _anchors(segment)
    sounding = [_sounding(text, start, end) for start, end in spans]
    starts_s = np.interp([start for start, _ in sounding], chars, times)
    ends_s = np.interp([end for _, end in sounding], chars, times)
    return [
        Token(
            text[start:end],
            text[start - 1 : start].isspace(),
            _rank(text[start:end]),
            float(start_s),
            float(end_s),
        )
        for (start, end), start_s, end_s in zip(spans, starts_s, ends_s, strict=True)
    ]


def columns(text: str) -> int:
    """Return how wide it is: a CJK character takes two columns, a mark upon another none."""
    return sum(0 if _sits_on_another(char) else 1 + _is_wide(char) for char in text)


def _spans(text: str, longest_columns: int) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if columns(match[0]) > longest_columns:
            for cut in _cuts(text, start, end, longest_columns // 2):
                yield start, cut
                start = cut
        yield start, end


def _cuts(text: str, start: int, end: int, chars: int) -> Iterator[int]:
    """Yield where to cut after so many characters and the marks that sit on the last one."""
    cut = start + chars
    while cut < end:
        if not _sits_on_another(text[cut]):
            yield cut
            cut += chars
        else:
            cut += 1


def _sits_on_another(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _sounding(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the marks at both ends, unless there is nothing else."""
    match = _SOUNDING.search(text, start, end)
    return match.span() if match else (start, end)


def _rank(token: str) -> Rank:
    bare = token.rstrip(CLOSERS + CJK_CLOSERS)
    if not bare or _ABBREVIATION.fullmatch(bare):
        return Rank.WORD
    if bare[-1] in ENDS + CJK_ENDS:
        return Rank.SENTENCE
    return Rank.CLAUSE if bare[-1] in _CLAUSE_ENDS else Rank.WORD


def _anchors(segment: SpokenSegment) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return places in the text and when each is reached, both from 0 and never falling."""
    speech_s = max(0.0, segment.seconds - segment.pause_s)
    known = [(0.0, 0.0), *_found(segment.text, segment.words), (len(segment.text), speech_s)]
    chars, times = np.array(known, np.float64).T
    return chars, np.minimum(np.maximum.accumulate(times), speech_s)


def _found(text: str, words: tuple[Word, ...]) -> Iterator[tuple[float, float]]:
    """Yield where words begin and end in the text, and when they do."""
    position = missed = 0
    for word in words:
        limit = position + SEARCHED_CHARS * (1 + missed) + len(word.text)
        sought = re.compile(re.escape(word.text.strip()), re.IGNORECASE)
        match = sought.search(text, position, limit)
        if match is None or not match[0]:
            missed += 1
            continue
        yield match.start(), word.start_s
        yield match.end(), word.end_s
        position, missed = match.end(), 0
