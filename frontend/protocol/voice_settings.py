"""How a client asks for a text to be spoken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from backend_queues.voices import MAX_LANGUAGE_CHARS, MAX_MIX_CHARS, MAX_NAME_CHARS

MAX_OPTIONS = 100


@dataclass(frozen=True)
class VoiceSettingsRequest:
    """What a client asks for; "" is the default. Options of a query string come as text."""

    backend: str = ""
    voice: str = ""
    language: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    text_options: Mapping[str, str] = field(default_factory=dict)


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
    """The same as a client writes it: a field that there is not is a slip."""
