"""What casting needs to know of voices, and how far a text may name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from frontend.protocol.voice_settings import VoiceSettingsRequest
    from frontend.voices.voice_settings import VoiceSettings
    from tasks.messages import Presence

# Which voices a text may name: none, those of the backend that speaks it, or BACKEND/VOICE too. The
# names that the client gives are always there.
InlineVoices = Literal["off", "backend", "any"]


class VoiceFinder(Protocol):
    """Knows the voices that a client may use."""

    async def resolve(self, request: VoiceSettingsRequest) -> VoiceSettings:
        """Check what is asked for. Raises what `VoiceResolver.resolve` does."""

    async def worker(self, backend: str) -> Presence:
        """Return what the backend's workers have in common.

        Raises:
            UnknownBackend, NoWorker, RedisUnavailable.
        """
