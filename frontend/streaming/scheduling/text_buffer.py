"""The text side of an utterance: what is still to be launched, and in which voice."""

import math
from collections import deque
from collections.abc import Sequence

import msgspec

from backend_queues.errors import TextTooLong
from frontend.streaming.journal.entries import Ended, Entry, Looked, Parted, Voice, Wrote
from frontend.streaming.journal.script import Note, Script, SettingsOf, ignore, launched
from frontend.streaming.scheduling.phrases import KnownPhrases, Phrases
from frontend.streaming.scheduling.pieces import PauseAllowance, pieces
from frontend.streaming.scheduling.writing import Writing, take
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
        max_pauses_s: float = math.inf,
        note: Note = ignore,
    ) -> None:
        """Pauses that the text asks for by tags are left out once they are that long in all.

        What it takes to cut the text the same again is noted as it is decided.
        """
        self.voice_settings = voice_settings  # of the text to come
        self._cut_voice_settings = voice_settings  # of the text being cut
        self._max_text_chars = max_text_chars
        self._phrases = phrases
        self._limits = limits
        self._pauses = PauseAllowance(max_pauses_s)
        self._cutter = TextCutter(voice_settings.language, limits)
        self._note = note
        self._script = Script()
        self._sentences = 0  # cut so far
        self._popped = 0
        self._uncut: deque[tuple[str | Looked, VoiceSettings]] = deque()
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
    def next_voice_settings(self) -> VoiceSettings:
        """Those of the segment that `pop` would return."""
        return self._planned[0].voice_settings

    @property
    def exhausted(self) -> bool:
        """Whether everything has been cut and popped."""
        return self._flushed and not self._planned

    @property
    def mid_sentence(self) -> bool:
        """Whether the passing of time alone may bring a segment."""
        return not self._ended and self._cutter.holds_text

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
        if text:
            self._note(Wrote.of(text))
        self._take(text)

    def end(self) -> None:
        """Take the text as complete."""
        self._ended = True
        self._note(Ended())

    def repeat(self, entries: Sequence[Entry], settings_of: SettingsOf) -> None:
        """Take what was noted of the text, before any is written, to be cut the same again."""
        self._script, self._starts = Script(entries), False
        for entry in entries:
            match entry:
                case Voice():
                    self.voice_settings = settings_of(entry)
                case Wrote():
                    self._take(entry.text)
                case Looked():
                    self._uncut.append((entry, self.voice_settings))
                case Ended():
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
            text, voice_settings = self._uncut.popleft()
            if isinstance(text, Looked):
                self._add(take(self._cutter, text))
            else:
                self._push(text, voice_settings)
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
        """Return the next segment, to be spoken now.

        Raises:
            UnknownUtterance: it was spoken before, and is another now.
        """
        planned = self._planned.popleft()
        self._waiting_chars -= len(planned.segment.text)
        segment = self._followed(planned.segment)
        self._popped += 1
        return PlannedSegment(segment, planned.voice_settings)

    def _followed(self, segment: Segment) -> Segment:
        """Return the segment with the pause that comes before what follows it, if anything does."""
        pause_s = self._script.pause_s(self._popped, segment)
        if pause_s is not None:
            return msgspec.structs.replace(segment, pause_s=pause_s)
        if self.exhausted and segment.ending is not Ending.PAUSE:
            segment = msgspec.structs.replace(segment, pause_s=0.0)
        self._note(launched(segment))
        return segment

    def _take(self, text: str) -> None:
        self._waiting_chars += len(text)
        self._uncut.extend((piece, self.voice_settings) for piece in pieces(text))

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
        looked = self._writing.look(self._cutter, backend, now, lead_s)
        before = self._cutter.held
        segments = take(self._cutter, looked)
        if segments or self._cutter.held != before:  # what cannot be spoken is dropped
            self._note(looked)
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
            pause_s = self._pauses.of(segment)
            if text or (segment.ending is Ending.PAUSE and pause_s):
                self._plan(msgspec.structs.replace(segment, text=text, pause_s=pause_s))

    def _plan(self, segment: Segment) -> None:
        for part in self._parts(segment):
            self._planned.append(PlannedSegment(part, self._cut_voice_settings))
            self._waiting_chars += len(part.text)

    def _parts(self, segment: Segment) -> list[Segment]:
        """Return the first sentence in two parts, if its listener would wait long for it whole."""
        sentence, self._sentences = self._sentences, self._sentences + 1
        limits = self._script.parted(sentence)
        if limits is None and self._starts and segment.text:
            limits = self._begin(segment)
            if limits:
                self._note(Parted(sentence, limits))
        return parted(segment, limits) if limits else [segment]

    def _begin(self, segment: Segment) -> PhraseLimits | None:
        self._starts = False
        backend = self._cut_voice_settings.backend.name
        self.first_phrase = self._phrases.of_sentence(backend, weight(segment.text))
        return self.first_phrase
