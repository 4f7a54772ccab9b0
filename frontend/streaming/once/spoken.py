"""What is to be spoken once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from frontend.access.client import ANYBODY, Client

if TYPE_CHECKING:
    from frontend.audio.formats import Encoding
    from frontend.protocol.endpoints import Endpoint
    from frontend.voices.casting.parted_text import Text
    from frontend.voices.voice_settings import VoiceSettings


class Spoken(msgspec.Struct, frozen=True):
    """A whole text, and how it is spoken."""

    text: Text
    voice_settings: VoiceSettings
    encoding: Encoding
    endpoint: Endpoint
    client: Client = ANYBODY
    realtime: bool = True
