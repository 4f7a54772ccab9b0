"""The parts of a text as they are kept, to be spoken the same again."""

from collections.abc import Sequence
from typing import Self

import msgspec

from backend_queues.base import OptionValue, VoiceSample
from backend_queues.registry import Registry
from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.protocol.wording import AS_WRITTEN, Wording
from frontend.streaming.journal.entries import as_they_are, as_they_were, encodable
from frontend.text.cues.cue import Mark
from frontend.voices.casting.parted_text import Part, PartedText, Passage
from frontend.voices.voice_settings import InLanguage, VoiceSettings


class KeptVoice(msgspec.Struct, frozen=True):
    """The voice settings of one or more parts."""

    backend: str
    voice: str
    language: str
    options: dict[str, OptionValue]
    tags: tuple[str, ...]
    voice_sample: VoiceSample | None = None
    wording: Wording = AS_WRITTEN
    reads: tuple[str, ...] = ()
    phonemes: bool = False
    text: TextOptions = AS_SET
    by_language: dict[str, InLanguage] = {}
    fallback: bool = True
    cache: bool = True

    @classmethod
    def of(cls, settings: VoiceSettings) -> Self:
        return cls(**as_they_are(settings))

    def voice_settings(self, registry: Registry) -> VoiceSettings:
        """Return them as they were. Raises UnknownBackend if the registry does not have it."""
        return as_they_were(self, registry)


class KeptPart(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a text, or a mark."""

    text: str = ""
    voice: int = 0  # which of the text's voices speaks it
    turns: bool = False
    is_sentence: bool = False
    mark: str | None = None

    def passage(self, voices: Sequence[VoiceSettings]) -> Passage:
        if self.mark is not None:
            return Mark(self.mark)
        return Part(self.text, voices[self.voice], self.turns, self.is_sentence)


class KeptParts(msgspec.Struct, frozen=True):
    """The parts, and the voices that speak them, each of which is kept once."""

    parts: tuple[KeptPart, ...]
    voices: tuple[KeptVoice, ...]

    def __post_init__(self) -> None:
        """Raises ValueError if a part names a voice that is missing."""
        if any(not 0 <= part.voice < len(self.voices) for part in self.parts if part.mark is None):
            raise ValueError("A part names a voice that is missing.")

    @classmethod
    def of(cls, text: PartedText) -> Self:
        voices: dict[int, tuple[int, VoiceSettings]] = {}  # by identity: a voice is found once
        kept: list[KeptPart] = []
        for passage in text.passages:
            if isinstance(passage, Mark):
                kept.append(KeptPart(mark=encodable(passage.name)))
                continue
            settings = passage.voice_settings
            number, _ = voices.setdefault(id(settings), (len(voices), settings))
            words = encodable(passage.text)
            kept.append(KeptPart(words, number, passage.turns, passage.is_sentence))
        return cls(tuple(kept), tuple(KeptVoice.of(settings) for _, settings in voices.values()))

    def passages(self, registry: Registry) -> tuple[Passage, ...]:
        """Return them as they were. Raises UnknownBackend."""
        voices = [voice.voice_settings(registry) for voice in self.voices]
        return tuple(part.passage(voices) for part in self.parts)
