"""The entries of a journal, a line of JSON each; all that decides how its text is cut and sounds.

They are read by other versions too: fields are only ever added at the end, with a default.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Self

import msgspec
from msgspec.structs import asdict

from backend_queues.base import OptionValue, VoiceSample
from backend_queues.registry import Registry
from frontend.audio.formats import Encoding
from frontend.protocol.asked_text import VoiceChoice
from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import AS_USUAL, AS_WRITTEN, Wording
from frontend.text.cues.inline import InlineState
from frontend.text.segment import PhraseLimits
from frontend.voices.voice_settings import InLanguage, VoiceSettings

# The backend is kept by its name, all else as it is.
_KEPT = tuple(field.name for field in fields(VoiceSettings) if field.name != "backend")


def as_they_are(settings: VoiceSettings) -> dict[str, Any]:
    """Return voice settings as the fields, by their names, that they are kept in."""
    kept = {name: getattr(settings, name) for name in _KEPT}
    kept |= {"options": dict(settings.options), "by_language": dict(settings.by_language)}
    return {"backend": settings.backend.name, **kept}


def as_they_were(kept: Any, registry: Registry) -> VoiceSettings:
    """Return voice settings that are kept in fields of their names, in whichever form.

    Raises:
        UnknownBackend: the registry does not have their backend.
    """
    settings = {name: getattr(kept, name) for name in _KEPT}
    return VoiceSettings(registry.get(kept.backend), **settings)


def encodable(text: str) -> str:
    """Return it without halves of surrogate pairs: no JSON can hold one, and nobody says it."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode()


class Opening(msgspec.Struct, frozen=True, array_like=True, tag="opening"):
    """The first entry: what holds for the whole stream."""

    seed: int
    encoding: Encoding


class Asked(msgspec.Struct, frozen=True):
    """What a client has asked for so far, which it may change in parts."""

    backend: str = ""
    voice: str = ""
    language: str = ""
    options: dict[str, Any] = {}
    wording: Wording = AS_USUAL
    text: TextOptions = AS_SET
    fallback: bool = True
    cache: bool = True

    @classmethod
    def of(cls, request: VoiceSettingsRequest) -> Self:
        return cls(**{name: getattr(request, name) for name in cls.__struct_fields__})


class Voice(msgspec.Struct, frozen=True, array_like=True, tag="voice"):
    """The voice settings of what is written from here on."""

    backend: str
    voice: str
    language: str
    options: dict[str, OptionValue]
    tags: tuple[str, ...]
    voice_sample: VoiceSample | None
    asked: Asked
    is_inline: bool = False  # the text says so, and nobody has asked for it otherwise
    wording: Wording = AS_WRITTEN  # as older versions speak
    reads: tuple[str, ...] = ()
    phonemes: bool = False
    text: TextOptions = AS_SET
    by_language: dict[str, InLanguage] = {}
    fallback: bool = True
    cache: bool = True

    @classmethod
    def of(
        cls, settings: VoiceSettings, asked: VoiceSettingsRequest, *, is_inline: bool = False
    ) -> Self:
        return cls(**as_they_are(settings), asked=Asked.of(asked), is_inline=is_inline)

    def voice_settings(self, registry: Registry) -> VoiceSettings:
        """Return them as they were. Raises UnknownBackend if the registry does not have it."""
        return as_they_were(self, registry)

    def request(self) -> VoiceSettingsRequest:
        """Return what the client has asked for so far."""
        return VoiceSettingsRequest(**asdict(self.asked))


class Wrote(msgspec.Struct, frozen=True, array_like=True, tag="wrote"):
    """The client has written this."""

    text: str

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(encodable(text))


class Looked(msgspec.Struct, frozen=True, array_like=True, tag="looked"):
    """A sentence was looked at while it was being written, and something was taken of it."""

    phrase: PhraseLimits | None  # somebody waited, and so short a phrase would do
    silence_s: float  # since text had come


class Turned(msgspec.Struct, frozen=True, array_like=True, tag="turned"):
    """What was written before is ended here, as another voice speaks what follows."""

    is_sentence: bool = False  # whether or not it looks like one


class Marked(msgspec.Struct, frozen=True, array_like=True, tag="marked"):
    """A mark is here, whose time is told."""

    name: str


class Inline(msgspec.Struct, frozen=True, array_like=True, tag="inline"):
    """How far the text is read for the voices that it names itself."""

    state: InlineState


class Named(msgspec.Struct, frozen=True, array_like=True, tag="named"):
    """The names that stand for voices in the text from here on."""

    voices: dict[str, str | VoiceChoice]


class Parted(msgspec.Struct, frozen=True, array_like=True, tag="parted"):
    """A sentence, counted from 0, is spoken in two parts."""

    sentence: int
    limits: PhraseLimits


class Launched(msgspec.Struct, frozen=True, array_like=True, tag="launched"):
    """The next segment is spoken."""

    pause_s: float  # whether anything follows was not known before
    checksum: int  # of its text


class Began(msgspec.Struct, frozen=True, array_like=True, tag="began"):
    """The client is sent a segment, from there in its stream on."""

    segment_index: int
    start_us: int


class Ended(msgspec.Struct, frozen=True, array_like=True, tag="ended"):
    """The text is complete."""


class Continued(msgspec.Struct, frozen=True, array_like=True, tag="continued"):
    """Another backend speaks from a segment on: what the text says from a character on.

    It begins `start_s` after the segment, of which so many words were told before.
    """

    segment_index: int
    begins: int
    start_s: float
    words: int
    left: str  # the backend that could not go on
    asked_backend: str
    asked_voice: str
    voice: Voice


class Took(msgspec.Struct, frozen=True, array_like=True, tag="took"):
    """So many of the client's messages are in the entries before."""

    messages: int


Entry = (
    Opening
    | Voice
    | Wrote
    | Looked
    | Turned
    | Marked
    | Inline
    | Named
    | Parted
    | Launched
    | Began
    | Ended
    | Continued
    | Took
)

encode_entry = msgspec.json.Encoder().encode
_DECODER = msgspec.json.Decoder(Entry)


def decode_entries(lines: bytes) -> Sequence[Entry]:
    """Read a journal. Raises msgspec.MsgspecError, or UnicodeError, if another version wrote it."""
    return _DECODER.decode_lines(lines)
