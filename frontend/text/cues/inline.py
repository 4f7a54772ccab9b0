"""Splits a text at `[voice:NAME]`, `[/voice]` and the lines of a script.

What `[voice:NAME]` says holds up to the next one, or to `[/voice]`, which goes back to the voice
that was asked for. A line that a speaker begins is theirs, and what follows it up to a blank line;
the next paragraph is the narrator's, in the voice that holds there.
"""

import re
from collections.abc import Collection

import msgspec

from frontend.text.cues.cue import Cue, Stretch
from frontend.text.cues.speakers import Speakers

MAX_NAME_CHARS = 200

_TAG = re.compile(
    rf"\[ ?(?:voice ?: ?(?P<name>[^\[\]\n]{{1,{MAX_NAME_CHARS}}})|/ ?voice ?)\]", re.IGNORECASE
)
# Every beginning of such a tag: what is held back while one may still come.
_TAG_BEGUN = re.compile(
    rf"\[ ?(?:v(?:o(?:i(?:c(?:e ?(?::[^\[\]\n]{{0,{MAX_NAME_CHARS + 1}}})?)?)?)?)?"
    r"|/ ?(?:v(?:o(?:i(?:c(?:e ?)?)?)?)?)?)?",
    re.IGNORECASE,
)
_LOOKED_AT = re.compile(r"[\[\n]")


class InlineState(msgspec.Struct, frozen=True):
    """How far a text is read."""

    held: str = ""  # read, and not decided
    voice: str = ""  # as the last tag has it
    speaker: str = ""
    is_line_start: bool = True

    @property
    def cue(self) -> Cue:
        return Cue(voice=self.speaker or self.voice)


class InlineCues:
    """Splits a stream of text where its cues change the voice, however it is spread over pushes.

    Only where a stretch of one voice is split in two depends on the pushes.
    """

    def __init__(self, names: Collection[str] = (), state: InlineState | None = None) -> None:
        """Lines of a script begin with one of the names, if there are any."""
        self.state = state or InlineState()
        self._speakers = Speakers(names)
        self._stretches: list[Stretch] = []
        self._parts: list[str] = []  # of the stretch under way
        self._cue = self.state.cue  # its own

    def push(self, text: str) -> list[Stretch]:
        """Return what is certain now."""
        if not (self._speakers or self.state.held or "[" in text):
            return [Stretch(text, self.state.cue)] if text else []
        return self._read(text, is_whole=False)

    def flush(self) -> list[Stretch]:
        """Return what was held back; no text follows."""
        return self._read("", is_whole=True)

    def _read(self, text: str, *, is_whole: bool) -> list[Stretch]:
        text = self.state.held + text
        place: int | None = 0
        done = 0
        while place is not None and place < len(text):
            done = place
            place = self._step(text, place, is_whole)
        end = len(text) if place is not None else done
        self._set(held=text[end:])
        self._end_stretch()
        stretches, self._stretches = self._stretches, []
        return stretches

    def _step(self, text: str, start: int, is_whole: bool) -> int | None:
        """Return where to read on, or None if more text is needed."""
        if self.state.is_line_start and self._speakers:
            return self._line(text, start, is_whole)
        if text[start] == "[":
            return self._bracket(text, start, is_whole)
        found = _LOOKED_AT.search(text, start)
        end = found.start() if found else len(text)
        if found and found[0] == "\n":
            end = found.end()
            self._set(is_line_start=True if self._speakers else self.state.is_line_start)
        self._add(text[start:end])
        return end

    def _line(self, text: str, start: int, is_whole: bool) -> int | None:
        line = self._speakers.read(text, start, is_whole=is_whole)
        if line is None:
            return None
        self._add(text[start : line.end] if not line.speaker else "")
        if line.is_blank:
            end = text.find("\n", line.end)
            self._add("\n" if end >= 0 else "")
            self._set(speaker="")
            return line.end + (end >= 0)
        self._set(is_line_start=False)
        if line.speaker:
            self._set(speaker=line.speaker)
        return line.end

    def _bracket(self, text: str, start: int, is_whole: bool) -> int | None:
        tag = _TAG.match(text, start)
        if tag:
            self._set(voice=(tag["name"] or "").strip(), speaker="")
            return tag.end()
        if not is_whole and _TAG_BEGUN.fullmatch(text, start):
            return None
        self._add("[")
        return start + 1

    def _set(self, **changes: object) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)

    def _add(self, text: str) -> None:
        """Add text to the stretch under way, or begin another under the cue that holds now."""
        if text and self.state.cue != self._cue:
            self._end_stretch()
            self._cue = self.state.cue
        if text:
            self._parts.append(text)

    def _end_stretch(self) -> None:
        if self._parts:
            self._stretches.append(Stretch("".join(self._parts), self._cue))
            self._parts.clear()


def stretches_of(text: str, names: Collection[str] = ()) -> list[Stretch]:
    """Split a whole text."""
    inline = InlineCues(names)
    stretches = [*inline.push(text), *inline.flush()]
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and joined[-1].cue == stretch.cue:
            stretch = Stretch(joined.pop().text + stretch.text, stretch.cue)
        joined.append(stretch)
    return joined
