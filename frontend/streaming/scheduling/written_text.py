"""What is written of a text and not cut yet, with the voice settings of each piece."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontend.streaming.journal.entries import (
    Ended,
    Entry,
    Looked,
    Marked,
    Turned,
    Voice,
    Wrote,
    encodable,
)
from frontend.streaming.journal.script import Note, SettingsOf
from frontend.voices.voice_settings import VoiceSettings

# Cutting this much takes 0.3 ms, and no more than about 2 ms if every word of it might be an
# abbreviation ("A. A. A."); other streams wait no longer than that.
CUT_AT_ONCE_CHARS = 250


def pieces(text: str) -> Iterator[str]:
    """Yield the text in pieces that are cut at once."""
    for start in range(0, len(text), CUT_AT_ONCE_CHARS):
        yield text[start : start + CUT_AT_ONCE_CHARS]


@dataclass(frozen=True)
class Flush:
    """What is written before is spoken now, whether or not it is a sentence."""

    number: int


Uncut = str | Looked | Turned | Marked | Flush


class Flushes:
    """The flushes of a text, until all that was written before them has been sent."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, Flush]] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def note(self, flush: Flush, segments: int) -> None:
        """Take a flush which that many segments of the text come before."""
        self._waiting.append((segments, flush))

    def next(self, head: int) -> Flush | None:
        """Return a flush, once, if all the segments before it come before that one."""
        if self._waiting and self._waiting[0][0] <= head:
            return self._waiting.popleft()[1]
        return None


class WrittenText:
    """Takes a text in pieces that are cut at once, and notes what it takes."""

    def __init__(self, voice_settings: VoiceSettings, note: Note) -> None:
        self.voice_settings = voice_settings  # of the text to come
        self.has_marks = False
        self._note = note
        self._pieces: deque[tuple[Uncut, VoiceSettings]] = deque()
        self.ended = False  # the text is complete
        self.chars = 0
        self.is_blank = True  # nothing but white space has been written

    def __bool__(self) -> bool:
        return bool(self._pieces)

    @property
    def next_voice_settings(self) -> VoiceSettings:
        """Those of the next piece, or of the text to come."""
        return self._pieces[0][1] if self._pieces else self.voice_settings

    def pop(self) -> tuple[Uncut, VoiceSettings]:
        """Return the next piece."""
        piece, voice_settings = self._pieces.popleft()
        if isinstance(piece, str):
            self.chars -= len(piece)
        return piece, voice_settings

    def write(self, text: str) -> None:
        if text:
            self._note(Wrote.of(text))
            self.is_blank = self.is_blank and text.isspace()
        self._take(text)

    def turn(self, voice_settings: VoiceSettings, *, is_sentence: bool = False) -> None:
        """Speak what comes with other voice settings, and end what is written before.

        `is_sentence` says that it ends a sentence, whether or not it looks like one.
        """
        self.voice_settings = voice_settings
        self._take_entry(Turned(is_sentence))

    def mark(self, name: str) -> None:
        """Take a mark behind what is written."""
        self._take_entry(Marked(name))

    def flush(self, number: int) -> None:
        """Have what is written spoken. It is not noted: a text with flushes is not resumed."""
        self._add(Flush(number))

    def rest(self) -> tuple[str, str]:
        """Return what was not popped, as it is written: up to its first blank, and behind that.

        A text is popped in pieces, which may end within a word. Lone surrogates are left out: they
        are not spoken, and cannot be sent.
        """
        pieces = "".join(piece for piece, _ in self._pieces if isinstance(piece, str))
        text = encodable(pieces)
        word = next(iter(text.split(None, 1)), "") if text[:1].strip() else ""
        return word, text[len(word) :].strip()

    def end(self) -> None:
        """Take the text as complete."""
        self.ended = True
        self._note(Ended())

    def repeat(self, entries: Sequence[Entry], settings_of: SettingsOf) -> None:
        """Take what was noted of the text, without noting it again."""
        for entry in entries:
            match entry:
                case Voice():
                    self.voice_settings = settings_of(entry)
                case Wrote():
                    self._take(entry.text)
                case Looked() | Turned() | Marked():
                    self._add(entry)
                case Ended():
                    self.ended = True

    def _take_entry(self, entry: Turned | Marked) -> None:
        self._note(entry)
        self._add(entry)

    def _take(self, text: str) -> None:
        self.chars += len(text)
        for piece in pieces(text):
            self._add(piece)

    def _add(self, piece: Uncut) -> None:
        self.has_marks = self.has_marks or isinstance(piece, Marked)
        self._pieces.append((piece, self.voice_settings))
