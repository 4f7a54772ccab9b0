"""The text side of an utterance: what is still to be launched, and in which voice."""

from collections import deque

import msgspec

from backend_queues.errors import TextTooLong
from frontend.streaming.scheduling.phrases import KnownPhrases, Phrases
from frontend.streaming.scheduling.writing import Writing
from frontend.text import (
    DEFAULT_LIMITS,
    Ending,
    PhraseLimits,
    Segment,
    SegmentLimits,
    TextCutter,
    drop_tags,
    is_speakable,
    parted,
    weight,
)
from frontend.voices.voice_settings import VoiceSettings

# Cutting this much takes 0.3 ms, and no more than about 2 ms if every word of it might be an
# abbreviation ("A. A. A."); other streams wait no longer than that.
CUT_AT_ONCE_CHARS = 250


WHOLE_SENTENCES = KnownPhrases()


class PlannedSegment(msgspec.Struct, frozen=True):
    """A segment and the voice settings it is spoken with."""

    segment: Segment
    voice_settings: VoiceSettings


class TextBuffer:
    """Cuts text into segments as late as possible. Times are seconds of a monotonic clock."""

    def __init__(
        self,
        voice_settings: VoiceSettings,
        max_text_chars: int,
        phrases: Phrases = WHOLE_SENTENCES,
        limits: SegmentLimits = DEFAULT_LIMITS,
    ) -> None:
        self.voice_settings = voice_settings  # of the text to come
        self._cut_voice_settings = voice_settings  # of the text being cut
        self._max_text_chars = max_text_chars
        self._phrases = phrases
        self._limits = limits
        self._cutter = TextCutter(voice_settings.language, limits)
        self._uncut: deque[tuple[str, VoiceSettings]] = deque()
        self._planned: deque[PlannedSegment] = deque()
        self._waiting_chars = 0  # uncut, or cut and not popped
        self._writing = Writing(phrases, limits)
        self._resumes = False  # text has come after all before it was used up
        self._starts = True  # its listener hears nothing before it
        self.first_phrase: PhraseLimits | None = None  # how the first sentence was cut
        self._ended = False
        self._flushed = False

    @property
    def has_segments(self) -> bool:
        return bool(self._planned)

    @property
    def ended(self) -> bool:
        """Whether the text is complete."""
        return self._ended

    @property
    def waiting_chars(self) -> int:
        """How much text has not been popped."""
        return self._waiting_chars + self._cutter.pending_chars

    @property
    def next_backend(self) -> str:
        """The backend of the segment that `pop` would return."""
        return self._planned[0].voice_settings.backend.name

    @property
    def exhausted(self) -> bool:
        """Whether everything has been cut and popped."""
        return self._flushed and not self._planned

    @property
    def mid_sentence(self) -> bool:
        """Whether the passing of time alone may bring a segment."""
        return not self._ended and self._cutter.pending_chars > 0

    def look_in_s(self, now: float) -> float | None:
        """Return when to cut again though no text has come; None is never."""
        return self._writing.look_in_s(now) if self.mid_sentence else None

    def write(self, text: str, now: float) -> None:
        """Take more text.

        Raises:
            TextTooLong: more would wait to be spoken than the settings allow.
        """
        waiting = self.waiting_chars + len(text)
        if waiting > self._max_text_chars:
            raise TextTooLong(
                f"{waiting:,} characters wait to be spoken; the limit is "
                f"{self._max_text_chars:,} (VOICE_SERVER_MAX_TEXT_CHARS). Send less at once."
            )
        self._resumes = self._resumes or not waiting - len(text)
        self._writing.written(now)
        self._waiting_chars += len(text)
        self._uncut.extend(
            (text[start : start + CUT_AT_ONCE_CHARS], self.voice_settings)
            for start in range(0, len(text), CUT_AT_ONCE_CHARS)
        )

    def end(self) -> None:
        """Take the text as complete."""
        self._ended = True

    def cut(self, now: float, lead_s: float = 0.0) -> bool:
        """Cut a little, if no segment is ready; true if it is worth calling again at once.

        `lead_s` is how long the listener can still be kept with what was popped.
        """
        if self._planned or self._flushed:
            return False
        if self._uncut:
            if self._resumes:
                self._starts, self._resumes = lead_s <= 0, False
            self._push(*self._uncut.popleft())
        elif not self._ended:
            if self.mid_sentence and self._writing.is_due(now, lead_s):
                self._look(now, lead_s)
            return False
        if self._ended and not self._uncut:
            self._flushed = True
            self._change_voice(self.voice_settings)
            self._add(self._cutter.flush())
        return not self._planned and not self._flushed

    def pop(self) -> PlannedSegment:
        planned = self._planned.popleft()
        self._waiting_chars -= len(planned.segment.text)
        if self.exhausted and planned.segment.ending is not Ending.PAUSE:
            last = msgspec.structs.replace(planned.segment, pause_s=0.0)  # nothing follows it
            return PlannedSegment(last, planned.voice_settings)
        return planned

    def _push(self, text: str, voice_settings: VoiceSettings) -> None:
        self._waiting_chars -= len(text)
        self._change_voice(voice_settings)
        is_new = self._cutter.weight <= 1  # blanks, which some clients open with, do not count
        segments = self._cutter.push(text)
        if segments or is_new:
            self._writing.begun()
        self._add(segments)

    def _look(self, now: float, lead_s: float) -> None:
        """See what can be spoken of a sentence that is still being written."""
        backend = self._cut_voice_settings.backend.name
        segments = self._writing.look(self._cutter, backend, now, lead_s)
        if not segments:
            return
        if segments[0].ending is not Ending.SENTENCE:
            self._starts = False  # with a phrase that is short enough
        self._writing.begun()
        self._add(segments)

    def _change_voice(self, voice_settings: VoiceSettings) -> None:
        """A sentence that is not complete yet is spoken in the new voice, whole.

        Only another language ends it, as that has other rules of what a sentence is.
        """
        if voice_settings.language != self._cut_voice_settings.language:
            self._add(self._cutter.flush())
            self._cutter = TextCutter(voice_settings.language, self._limits)
        self._cut_voice_settings = voice_settings

    def _add(self, segments: list[Segment]) -> None:
        for segment in segments:
            text = drop_tags(segment.text, self._cut_voice_settings.tags)
            if not is_speakable(text):
                text = ""
            if text or segment.ending is Ending.PAUSE:
                self._plan(msgspec.structs.replace(segment, text=text))

    def _plan(self, segment: Segment) -> None:
        for part in self._begin(segment) if self._starts and segment.text else [segment]:
            self._planned.append(PlannedSegment(part, self._cut_voice_settings))
            self._waiting_chars += len(part.text)

    def _begin(self, segment: Segment) -> list[Segment]:
        """Return the first sentence, in two parts if its listener would wait long for it whole."""
        self._starts = False
        backend = self._cut_voice_settings.backend.name
        self.first_phrase = self._phrases.of_sentence(backend, weight(segment.text))
        return parted(segment, self.first_phrase) if self.first_phrase else [segment]
