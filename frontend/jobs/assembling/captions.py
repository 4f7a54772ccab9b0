"""Captions of a segment: as few as its text needs, broken where a reader would.

Each begins with a segment, which is a sentence as a rule, so none goes on into the next one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import msgspec
from msgspec.structs import replace

from frontend.jobs.assembling.timed import Rank, Token, columns, tokens_of
from frontend.jobs.job import SpokenSegment

LINE_COLUMNS = 42
CUE_LINES = 2
LONGEST_S = 7.0  # but what is a single token stays one
SHORTEST_S = 1.0  # a shorter one stays until the next begins, up to this

# What it costs to end a caption there, beside 1 for the caption and up to 1 for its empty space.
_BREAK_COST = {Rank.WORD: 0.4, Rank.CLAUSE: 0.1, Rank.SENTENCE: 0.0}
# Lines of a caption are parted there even if one is this many columns longer than the other.
_LINE_GAIN = {Rank.WORD: 0, Rank.CLAUSE: 12, Rank.SENTENCE: 16}


class Cue(msgspec.Struct, frozen=True):
    """One or two lines, and when they are to be read, in seconds from the file's first sample."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]


def cues_of(segment: SpokenSegment, start_s: float) -> list[Cue]:
    """Return the captions of a segment that begins at this time; none overlap."""
    tokens = tokens_of(segment, LINE_COLUMNS)
    row = _Row(tokens)
    return [
        Cue(start_s + tokens[first].start_s, start_s + tokens[end - 1].end_s, row.lines(first, end))
        for first, end in pairwise(row.breaks())
    ]


def lasting(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Let short captions stay for a second, if the next one is not earlier than that."""
    for cue, following in pairwise(chain(cues, [None])):
        assert cue is not None
        if following is not None:
            stay_s = min(cue.start_s + SHORTEST_S, following.start_s)
            cue = replace(cue, end_s=max(cue.end_s, stay_s))
        yield cue


class _Row:
    """Tokens in a row, of which captions are runs."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._starts: list[int] = []  # columns
        self._ends: list[int] = []
        column = 0
        for token in tokens:
            self._starts.append(column + token.spaced)
            column = self._starts[-1] + columns(token.text)
            self._ends.append(column)

    def breaks(self) -> list[int]:
        """Return where captions begin, and the end: those of the least cost in all."""
        count = len(self._tokens)
        costs, nexts = [0.0] * (count + 1), [count] * (count + 1)
        for first in range(count - 1, -1, -1):
            ends = self._possible(first)
            costs[first], nexts[first] = min(
                (self._cost(first, end) + costs[end], end) for end in ends
            )
        breaks = [0]
        while breaks[-1] < count:
            breaks.append(nexts[breaks[-1]])
        return breaks

    def lines(self, first: int, end: int) -> tuple[str, ...]:
        """Return the lines of a caption: one if it will do, or two of about the same length."""
        if self._width(first, end) <= LINE_COLUMNS:
            return (self._text(first, end),)
        _, middle = min(
            (self._unevenness(first, middle, end), middle)
            for middle in range(first + 1, end)
            if self._width(first, middle) <= LINE_COLUMNS
            and self._width(middle, end) <= LINE_COLUMNS
        )
        return self._text(first, middle), self._text(middle, end)

    def _possible(self, first: int) -> Iterator[int]:
        """Yield the ends that a caption which begins there may have."""
        start_s, second = self._tokens[first].start_s, first  # token of the second line
        for end in range(first + 1, len(self._tokens) + 1):
            if self._width(first, end) <= LINE_COLUMNS:
                second = end
            elif self._width(second, end) > LINE_COLUMNS:
                return
            if end > first + 1 and self._tokens[end - 1].end_s - start_s > LONGEST_S:
                return
            yield end

    def _cost(self, first: int, end: int) -> float:
        """Return that of one caption: for being, for its empty space, and for where it breaks."""
        empty = 1 - self._width(first, end) / (LINE_COLUMNS * CUE_LINES)
        last = end == len(self._tokens)
        return 1 + empty**2 + (0 if last else _BREAK_COST[self._tokens[end - 1].rank])

    def _unevenness(self, first: int, middle: int, end: int) -> int:
        difference = abs(self._width(first, middle) - self._width(middle, end))
        return difference - _LINE_GAIN[self._tokens[middle - 1].rank]

    def _width(self, first: int, end: int) -> int:
        return self._ends[end - 1] - self._starts[first]

    def _text(self, first: int, end: int) -> str:
        first_token, *rest = self._tokens[first:end]
        return first_token.text + "".join(" " * t.spaced + t.text for t in rest)
