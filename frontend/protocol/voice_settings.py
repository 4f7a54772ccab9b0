"""How a client asks for a text to be spoken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.protocol.wording import AS_USUAL, Wording


@dataclass(frozen=True)
class VoiceSettingsRequest:
    """What a client asks for; "" is the default. Options of a query string come as text."""

    backend: str = ""
    voice: str = ""
    language: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    text_options: Mapping[str, str] = field(default_factory=dict)
    wording: Wording = AS_USUAL
    text: TextOptions = AS_SET
    fallback: bool = True  # whether another backend may speak, in a voice of its own
    cache: bool = True  # whether it may be spoken as it was before, and kept to be spoken again
