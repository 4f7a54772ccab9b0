"""Cuts a stream of text into segments: at sentence ends, or earlier if somebody waits."""

import re

from frontend.text.boundary import Boundary
from frontend.text.clauses import Cut, cap_cut, closed, phrase_cut, stalled_cut
from frontend.text.marks import CJK_CLOSERS, CJK_COMMAS, CJK_ENDS, CJK_PAIRS, CLOSERS, ENDS
from frontend.text.script import weight
from frontend.text.segment import DEFAULT_LIMITS, Ending, PhraseLimits, Segment, SegmentLimits
from frontend.text.tags import PauseTags

# Characters that may decide something, looked at one by one; all others are read by the run. After
# a letter, a space decides nothing either.
_MARKS = re.escape("".join((ENDS, CLOSERS, CJK_ENDS, CJK_CLOSERS, CJK_COMMAS, *CJK_PAIRS)))
_LOOKED_AT = re.compile(rf"([\s{_MARKS}])")
_NO_WORDS = re.compile(rf"[^\S ]|[{_MARKS}]")


class Segmenter:
    """Cuts text into segments; `push` gives the same ones for a text, however it is pushed.

    It holds short sentences until more follows, so that "Yes. No. OK." is spoken as one. It knows
    of time only what `idle` and `early` are told.
    """

    def __init__(self, language: str = "en", limits: SegmentLimits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._boundary = Boundary(language)
        self._pause_tags = PauseTags()
        self._short = ""  # sentences too short to be segments
        self._weight = 0.0  # of `_short` and the sentence under way

    @property
    def weight(self) -> float:
        """Of what is held of this sentence and of those before it, in characters of one letter."""
        return self._weight

    @property
    def pending_chars(self) -> int:
        """Characters that are held and not in any segment yet."""
        return len(self._text) + len(self._pause_tags.held)

    @property
    def holds_text(self) -> bool:
        """Whether any of them may be spoken; white space alone waits for nothing."""
        return bool(self._pause_tags.held or self._text.strip())

    @property
    def _text(self) -> str:
        return self._short + self._boundary.text

    def push(self, text: str) -> list[Segment]:
        """Return the segments that this text completes."""
        segments: list[Segment] = []
        for part in self._pause_tags.push(text):
            segments += self._pause(part) if isinstance(part, float) else self._read(part)
        return segments

    def idle(self, silence_s: float) -> list[Segment]:
        """Return what can be spoken now that no text has come for `silence_s` seconds."""
        if silence_s < self._limits.settled_s or not self._text.strip():
            return []
        is_stalled = silence_s >= self._limits.stalled_s
        if not self._boundary.text.strip() or self._boundary.is_likely_end(is_stalled):
            return self._end(self._boundary.flush(), Ending.SENTENCE)
        if not is_stalled:  # the short sentences before the one under way wait for it
            return []
        cut = stalled_cut(self._text, self._limits)
        return self._cut(cut) if cut else self._end([], Ending.SENTENCE)

    def has_phrase(self, limits: PhraseLimits) -> bool:
        """Tell whether the sentence under way begins with a phrase that could be spoken."""
        return phrase_cut(closed(self._text), limits, is_written=False) is not None

    def early(self, limits: PhraseLimits, silence_s: float) -> list[Segment]:
        """Return what the sentence under way begins with, as somebody waits for it."""
        is_hurried = silence_s >= self._limits.hurried_s
        is_long = self._weight >= limits.min_chars
        enough_s = self._limits.hurried_s if is_long else self._limits.brief_s
        if silence_s >= enough_s and self._boundary.is_likely_end(is_stalled=False):
            return self._end(self._boundary.flush(), Ending.SENTENCE)
        if self._boundary.is_at_mark:  # the next word will tell
            return []
        text = closed(self._text) if is_hurried else self._text
        return self._cut(phrase_cut(text, limits, is_written=False))

    def flush(self) -> list[Segment]:
        """Return all that is left; who asks for it means a sentence to end here."""
        segments = self._read(self._pause_tags.flush())
        return segments + self._end(self._boundary.flush(), Ending.SENTENCE)

    def _read(self, text: str) -> list[Segment]:
        if self._boundary.is_in_words and not _NO_WORDS.search(text):
            return self._read_letters(text)
        segments: list[Segment] = []
        parts = _LOOKED_AT.split(text)  # letters, character, letters, character, letters
        for letters, char in zip(parts[::2], [*parts[1::2], ""], strict=True):
            if letters:
                segments += self._read_letters(letters)
            if char:
                segments += self._read_char(char)
        return segments

    def _read_letters(self, letters: str) -> list[Segment]:
        new_weight = self._weight + weight(letters)
        if new_weight > self._limits.max_chars or self._boundary.is_undecided:
            return [segment for char in letters for segment in self._read_char(char)]
        self._boundary.push_letters(letters)
        self._weight = new_weight
        return []

    def _read_char(self, char: str) -> list[Segment]:
        sentences = self._boundary.push_char(char)
        if char == "\n":
            return self._end(sentences, Ending.PARAGRAPH)
        self._weight += weight(char)
        segments: list[Segment] = []
        for sentence in sentences:
            segments += self._sentence(sentence)
        if self._weight > self._limits.max_chars:
            segments += self._cut(cap_cut(self._text))
        return segments

    def _pause(self, pause_s: float) -> list[Segment]:
        segments = self._end(self._boundary.flush(), Ending.PAUSE)
        has_text = bool(segments) and segments[-1].ending is Ending.PAUSE
        text = segments.pop().text if has_text else ""
        if text or pause_s:
            segments.append(Segment(text, Ending.PAUSE, pause_s))
        return segments

    def _sentence(self, sentence: str) -> list[Segment]:
        """Return the sentence as a segment, or hold it if it is short."""
        raw, self._short = self._short + sentence, ""
        if weight(raw.strip()) < self._limits.min_chars:
            self._short = raw
            return []
        return self._emit(raw, Ending.SENTENCE)

    def _end(self, sentences: list[str], ending: Ending) -> list[Segment]:
        """Return the sentences, the last one with this ending, and hold nothing back."""
        segments = [segment for raw in sentences[:-1] for segment in self._sentence(raw)]
        raw, self._short = self._short + "".join(sentences[-1:]), ""
        return segments + self._emit(raw, ending)

    def _cut(self, cut: Cut | None) -> list[Segment]:
        if cut is None:
            return []
        end = min(cut.end, len(self._text))  # the space after it may not have come yet
        raw, self._short = self._short[:end], self._short[end:]
        if end > len(raw):
            raw += self._boundary.take(end - len(raw))
        return self._emit(raw, cut.ending)

    def _emit(self, raw: str, ending: Ending) -> list[Segment]:
        self._weight = weight(self._text)
        if not raw.strip():
            return []
        return [Segment.of(raw, ending)]
