"""A whole text in parts, each with the voice settings it is spoken with."""

from dataclasses import dataclass
from typing import Protocol

from frontend.text.cues.cue import Mark
from frontend.voices.voice_settings import VoiceSettings


@dataclass(frozen=True)
class Part:
    """Some text and how it is spoken."""

    text: str
    voice_settings: VoiceSettings
    turns: bool = False  # what is before is ended there
    is_sentence: bool = False  # what is before is a sentence, whether or not it looks like one


Passage = Part | Mark


class Writer(Protocol):
    """Takes a text piece by piece."""

    def warn(self, warnings: tuple[str, ...], /) -> bool: ...
    def mark(self, name: str, /) -> None: ...
    def turn(self, voice_settings: VoiceSettings, /, *, is_sentence: bool = False) -> None: ...
    def write(self, text: str, /) -> None: ...


@dataclass(frozen=True)
class PartedText:
    """What is spoken in one stream."""

    voice_settings: VoiceSettings  # as was asked for the whole
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        return sum(len(part.text) for part in self.passages if isinstance(part, Part))

    @property
    def plain(self) -> str | None:
        """The text, if all of it is spoken as was asked for the whole; else None."""
        if not self.passages:
            return ""
        [first, *others] = self.passages
        if others or isinstance(first, Mark) or first.voice_settings != self.voice_settings:
            return None
        return first.text

    @property
    def first_voice_settings(self) -> VoiceSettings:
        """Those of the first part."""
        parts = (part.voice_settings for part in self.passages if isinstance(part, Part))
        return next(parts, self.voice_settings)

    def write_to(self, writer: Writer) -> None:
        """Pass all of it on. Raises what the writer does, such as TextTooLong."""
        writer.warn(self.warnings)
        for passage in self.passages:
            if isinstance(passage, Mark):
                writer.mark(passage.name)
                continue
            if passage.turns:
                writer.turn(passage.voice_settings, is_sentence=passage.is_sentence)
            writer.write(passage.text)


Text = str | PartedText


def parted(text: Text, voice_settings: VoiceSettings) -> PartedText:
    """Return the text in parts; a plain one is spoken with these voice settings."""
    if isinstance(text, PartedText):
        return text
    return PartedText(voice_settings, (Part(text, voice_settings),))
