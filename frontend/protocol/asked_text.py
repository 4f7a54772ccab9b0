"""What a client asks to be spoken: a text, a text in parts, or SSML."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from backend_queues.voice_names import MAX_LANGUAGE_CHARS, MAX_MIX_CHARS, MAX_NAME_CHARS

MAX_PARTS = 1_000
MAX_OPTIONS = 100

PART_TEXT = Meta(description="What is spoken so.")


class VoiceChoice(msgspec.Struct, frozen=True, kw_only=True):
    """How one part of a text, or one speaker, differs from what is asked for; "" is the same.

    Another backend has other voices, languages and options, so those that are asked for the whole
    text do not hold there.
    """

    backend: Annotated[
        str, Meta(max_length=MAX_NAME_CHARS, description="Empty is that of the whole text.")
    ] = ""
    voice: Annotated[
        str, Meta(max_length=MAX_MIX_CHARS, description="Empty is that of the whole text.")
    ] = ""
    language: Annotated[
        str, Meta(max_length=MAX_LANGUAGE_CHARS, description="BCP 47; empty is the voice's own.")
    ] = ""
    options: Annotated[
        dict[str, Any],
        Meta(max_length=MAX_OPTIONS, description="Of the backend; put over the whole text's."),
    ] = {}


class VoiceChoiceBody(VoiceChoice, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as a client writes it: an unknown field is a mistake."""


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
