"""What a client asks to be spoken: a text, a text in parts, or SSML."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from frontend.protocol.voice_settings import VoiceChoice, VoiceChoiceBody

MAX_PARTS = 1_000

PART_TEXT = Meta(description="What is spoken so.")


class TextPart(VoiceChoice, frozen=True, kw_only=True):
    """A part of a text, and how it differs from what is asked for the whole."""

    text: Annotated[str, PART_TEXT]


class PartBody(TextPart, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as a client writes it."""


Parts = Annotated[
    tuple[PartBody, ...],
    Meta(
        max_length=MAX_PARTS,
        description="Instead of one text: what is spoken one after another, each in its voice.",
    ),
]
Voices = Annotated[
    dict[str, str | VoiceChoiceBody],
    Meta(
        description="Names that stand for voices. A line of the text that begins with one and a "
        "colon is spoken by it: VOICE or BACKEND/VOICE, or an object as a part has it."
    ),
]
Ssml = Annotated[bool, Meta(description="Whether the text is SSML.")]


class AskedText(msgspec.Struct, frozen=True):
    """What is to be spoken, and the names that it uses for voices."""

    text: str = ""
    parts: tuple[TextPart, ...] = ()
    voices: Mapping[str, str | VoiceChoice] = {}
    ssml: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(part.text for part in self.parts) or (self.text,)

    @property
    def characters(self) -> int:
        return sum(map(len, self.texts))
