"""The text side of an utterance: what is still to be launched, and in which voice."""

import math
from collections.abc import Sequence

import msgspec

from backend_queues.errors import TextTooLong
from frontend.streaming.diction.diction import AS_WRITTEN, Diction
from frontend.streaming.diction.planned_segment import Plan, PlannedSegment
from frontend.streaming.journal.entries import Entry, Looked, Marked, Turned
from frontend.streaming.journal.script import Note, Script, SettingsOf, ignore, launched
from frontend.streaming.scheduling.beginning import Beginning
from frontend.streaming.scheduling.marking import Marking
from frontend.streaming.scheduling.phrases import KnownPhrases, Phrases
from frontend.streaming.scheduling.pieces import PauseAllowance, turned
from frontend.streaming.scheduling.writing import Writing, take
from frontend.streaming.scheduling.written_text import Flush, Flushes, Uncut, WrittenText
from frontend.text import (
    DEFAULT_LIMITS,
    Ending,
    PhraseLimits,
    Segment,
    SegmentLimits,
    TextCutter,
    drop_tags,
    is_speakable,
)
from frontend.voices.detection import Detection
from frontend.voices.voice_settings import VoiceSettings

WHOLE_SENTENCES = KnownPhrases()


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
        diction: Diction = AS_WRITTEN,
    ) -> None:
        """Pauses that the text asks for by tags are left out once they are that long in all.

        What it takes to cut the text the same again is noted as it is decided.
        """
        self.written = WrittenText(voice_settings, note)
        self._cut_voice_settings = voice_settings  # of the text being cut
        self._max_text_chars = max_text_chars
        self._phrases = phrases
        self._limits = limits
        self._pauses = PauseAllowance(max_pauses_s)
        self.cutter = TextCutter(*voice_settings.cut_by, limits)
        self._note = note
        self._diction = diction
        self._script = Script()
        self._detection = Detection()
        self._popped = 0
        self._planned = Plan()
        self.flushes = Flushes()
        self._writing = Writing(phrases, limits)
        self._resumes = False  # text has come after all before it was used up
        self._beginning = Beginning(phrases, note)
        self._marking = Marking()
        self._flushed = False

    @property
    def has_segments(self) -> bool:
        return bool(self._planned)

    @property
    def first_phrase(self) -> PhraseLimits | None:
        """How the first sentence was cut; None if it stays whole."""
        return self._beginning.first_phrase

    @property
    def marks_at_end(self) -> tuple[str, ...]:
        """The marks behind all that is spoken, once everything has been cut."""
        return self._marking.rest()

    @property
    def ended(self) -> bool:
        """Whether the text is complete."""
        return self.written.ended

    @property
    def waiting_chars(self) -> int:
        """How much text has not been popped."""
        return self.written.chars + self._planned.chars + self.cutter.pending_chars

    @property
    def next_voice_settings(self) -> VoiceSettings:
        """Those of the segment that `pop` would return, or of what comes next."""
        if self._planned:
            return self._planned.next.voice_settings
        return self.written.next_voice_settings

    @property
    def exhausted(self) -> bool:
        """Whether everything has been cut and popped."""
        return self._flushed and not self._planned

    @property
    def mid_sentence(self) -> bool:
        """Whether the passing of time alone may bring a segment."""
        return not self.ended and self.cutter.holds_text

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
        self.written.write(text)

    def end(self) -> None:
        """Take the text as complete."""
        self.written.end()

    def repeat(self, entries: Sequence[Entry], settings_of: SettingsOf) -> None:
        """Take what was noted of the text, before any is written, to be cut the same again."""
        self._script, self._beginning.is_awaited = Script(entries), False
        self.written.repeat(entries, settings_of)

    def cut(self, now: float, lead_s: float = 0.0) -> bool:
        """Cut a little, if no segment is ready; true if it is worth calling again at once.

        `lead_s` is how long the listener can still be kept with what was popped.
        """
        if self._planned or self._flushed:
            return False
        if self.written:
            if self._resumes:
                self._beginning.is_awaited, self._resumes = lead_s <= 0, False
            self._follow(*self.written.pop())
        elif not self.ended:
            if self.mid_sentence and self._writing.is_due(now, lead_s):
                self._look(now, lead_s)
            return False
        if self.ended and not self.written:
            self._flushed = True
            self._change_voice(self.written.voice_settings)
            self._add(self.cutter.flush())
        return not self._planned and not self._flushed

    def pop(self) -> PlannedSegment:
        """Return the next segment, to be spoken now.

        Raises:
            UnknownUtterance: it was spoken before, and is another now.
        """
        planned = self._planned.pop()
        segment = self._followed(planned.segment)
        self._popped += 1
        return msgspec.structs.replace(planned, segment=segment)

    def rest(self) -> str:
        """Return the text that was not popped, without its markup as far as it is cut.

        Nothing can be spoken after that.
        """
        begun, rest = self.written.rest()
        self._add(self.cutter.push(begun) + self.cutter.flush())
        return " ".join(filter(None, (self._planned.text(), rest)))

    def _followed(self, segment: Segment) -> Segment:
        """Return the segment with the pause that comes before what follows it, if anything does."""
        pause_s = self._script.pause_s(self._popped, segment)
        if pause_s is not None:
            return msgspec.structs.replace(segment, pause_s=pause_s)
        if self.exhausted and segment.ending is not Ending.PAUSE:
            segment = msgspec.structs.replace(segment, pause_s=0.0)
        self._note(launched(segment))
        return segment

    def _follow(self, piece: Uncut, voice_settings: VoiceSettings) -> None:
        match piece:
            case Looked():
                self._add(take(self.cutter, piece))
            case Marked():
                self._marking.mark(piece.name)
            case Turned():
                self._add(turned(self.cutter.flush(), is_sentence=piece.is_sentence))
                self._marking.settle()
                self._change_voice(voice_settings)
            case Flush():
                self._add(self.cutter.flush())
                self._marking.settle()
                self.flushes.note(piece, self._popped + len(self._planned))
            case _:
                self._push(piece, voice_settings)

    def _push(self, text: str, voice_settings: VoiceSettings) -> None:
        self._change_voice(voice_settings)
        if self.written.has_marks:
            self._marking.read(text)
        is_new = self.cutter.weight <= 1  # blanks, which some clients open with, do not count
        segments = self.cutter.push(text)
        if segments or is_new:
            self._writing.begun()
        self._add(segments)

    def _look(self, now: float, lead_s: float) -> None:
        """See what can be spoken of a sentence that is still being written."""
        backend = self._cut_voice_settings.backend.name
        looked = self._writing.look(self.cutter, backend, now, lead_s)
        before = self.cutter.held
        segments = take(self.cutter, looked)
        if segments or self.cutter.held != before:  # what cannot be spoken is dropped
            self._note(looked)
        if not segments:
            return
        if segments[0].ending is not Ending.SENTENCE:
            self._beginning.is_awaited = False  # with a phrase that is short enough
        self._writing.begun()
        self._add(segments)

    def _change_voice(self, voice_settings: VoiceSettings) -> None:
        """A sentence that is not complete yet is spoken in the new voice, whole.

        Only what has other rules of what a sentence is, such as another language, ends it.
        """
        if voice_settings.cut_by != self._cut_voice_settings.cut_by:
            self._add(self.cutter.flush())
            self.cutter = TextCutter(*voice_settings.cut_by, self._limits)
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
        settings = self._detection.spoken(self._cut_voice_settings, segment.text)
        for part in self._beginning.parts(segment, settings.backend.name, self._script):
            marks = self._marking.of(part.text) if self.written.has_marks else ()
            spoken = self._diction.spoken(part.text, settings)
            written = msgspec.structs.replace(part, text=spoken.written)
            self._planned.add(PlannedSegment(written, settings, spoken, marks))
