"""What a listener has heard of a stream, from its events and how much of it was played."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from frontend.protocol.events import (
    Audio,
    Done,
    Event,
    FellBack,
    Flushed,
    Queued,
    SegmentBegan,
    SpokenWords,
)

if TYPE_CHECKING:
    from backend_queues.base import Word

# What was sent longer ago has been heard, whatever the listener says: nobody buffers that much.
KEPT_SEGMENTS = 1_000
# How fast a segment is taken to be spoken while none has come to its end: 15 characters a second,
# as an English reader does.
S_PER_CHAR = 1 / 15


class SegmentHeard:
    """A segment of the stream, as far as it was sent. Times are seconds of the stream."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.start_s = self.end_s = math.inf  # until its audio begins
        self.is_whole = False  # all of its audio was sent
        self._words: list[Word] = []

    def begin(self, start_s: float, sent_s: float) -> None:
        """Of one that is resumed, its listener may have had more than what comes before."""
        self.start_s, self.end_s = start_s, max(start_s, sent_s)

    @property
    def length_s(self) -> float:
        """How much of its audio was sent."""
        return self.end_s - self.start_s

    def tell(self, words: tuple[Word, ...]) -> None:
        self._words += words

    def forget_after(self, start_s: float) -> None:
        """Words of a later time will be told again."""
        self._words = [word for word in self._words if word.end_s <= start_s]

    def heard_chars(self, played_s: float, s_per_char: float) -> int:
        """Return how many of its characters were heard; a word counts from its middle on.

        While its audio is still being sent, it is taken to last `s_per_char` for each.
        """
        if played_s <= self.start_s:
            return 0
        if self._words:
            return self._chars_of_words(played_s)
        end_s = self.end_s
        if not self.is_whole:
            end_s = max(end_s, self.start_s + len(self.text) * s_per_char)
        if played_s >= end_s:
            return len(self.text)
        share = (played_s - self.start_s) / (end_s - self.start_s)
        return _word_bound(self.text, round(share * len(self.text)))

    def _chars_of_words(self, played_s: float) -> int:
        chars = 0
        for word in self._words:
            if (word.start_s + word.end_s) / 2 > played_s:
                return chars
            found = self.text.find(word.text, chars)
            chars = _with_marks(self.text, found + len(word.text)) if found >= 0 else chars
        return len(self.text) if self.is_whole and played_s >= self.end_s else chars


class Transcript:
    """Takes the events of a stream, and tells which of its text was heard."""

    def __init__(self, had_s: float = 0.0) -> None:
        """Of a stream that is resumed, it knows what is sent after `had_s` seconds of it."""
        self._segments: deque[SegmentHeard] = deque(maxlen=KEPT_SEGMENTS)
        self._first: int | None = None  # the index of the first one kept
        self._sent_s = had_s

    @property
    def sent_s(self) -> float:
        """How much audio was sent."""
        return self._sent_s

    def take(self, event: Event) -> None:
        """Follow an event of the stream."""
        match event:
            case Queued():
                first = event.segment_index if self._first is None else self._first
                self._first = first + (len(self._segments) == KEPT_SEGMENTS)
                self._segments.append(SegmentHeard(event.text))
            case SegmentBegan():
                self._finish()
                self._segment(event.segment_index).begin(event.start_s, self._sent_s)
            case Flushed() | Done():
                self._finish()
            case SpokenWords():
                self._segment(event.segment_index).tell(event.words)
            case FellBack():
                self._segment(event.segment_index).forget_after(event.start_s)
            case Audio():
                self._sent_s += event.seconds
                self._segment(event.segment_index).end_s = self._sent_s

    def heard(self, played_s: float) -> tuple[str, str]:
        """Return the text that was heard, and what else of it has been launched."""
        heard, rest, s_per_char = [], [], self._s_per_char()
        for segment in self._segments:
            chars = segment.heard_chars(played_s, s_per_char)
            heard.append(segment.text[:chars].strip())
            rest.append(segment.text[chars:].strip())
        return " ".join(filter(None, heard)), " ".join(filter(None, rest))

    def _finish(self) -> None:
        """All that has begun was sent to its end."""
        for segment in reversed(self._segments):
            if segment.is_whole:
                return
            segment.is_whole = segment.start_s < math.inf

    def _s_per_char(self) -> float:
        """Return how long a character took in what was sent to its end."""
        whole = [one for one in self._segments if one.is_whole]
        seconds = sum(one.length_s for one in whole)
        return seconds / sum(len(one.text) for one in whole) if seconds > 0 else S_PER_CHAR

    def _segment(self, index: int) -> SegmentHeard:
        place = index - (self._first or 0)
        if place >= len(self._segments):  # a silence that stands for a text without a word
            return SegmentHeard("")
        return self._segments[place]


def _with_marks(text: str, end: int) -> int:
    """Return where the punctuation behind a word ends."""
    while end < len(text) and not text[end].isalnum() and not text[end].isspace():
        end += 1
    return end


def _word_bound(text: str, place: int) -> int:
    """Return the last end of a word up to a place; the place itself in a script without spaces."""
    if place >= len(text) or " " not in text:
        return min(place, len(text))
    return max(0, text[: place + 1].rfind(" "))
