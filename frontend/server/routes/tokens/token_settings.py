"""What the client of one /stream-tokens connection asks for, which it may change at any time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.messages.tokens import Output
from frontend.server.routes.tokens.token_voices import TokenVoices
from frontend.streaming.journal.entries import Named, Voice

if TYPE_CHECKING:
    from backend_queues.registry import Registry
    from frontend.server.http.state import AppState
    from frontend.server.messages.tokens import ClientMessage
    from frontend.streaming.journal.continuation import Continuation
    from frontend.voices.resolver import ClientVoices
    from frontend.voices.voice_settings import VoiceSettings


class TokenSettings:
    """Follows the client's messages; what it has asked for holds for its next text too."""

    def __init__(self, voices: ClientVoices, state: AppState) -> None:
        self.asked = VoiceSettingsRequest()
        self.output = Output()
        self.named: Named | None = None  # the names that the client has given last
        self.reading = TokenVoices(voices, state.settings)
        self._voices = voices
        self._state = state
        self._voice_settings: VoiceSettings | None = None  # those asked for, once checked

    @property
    def voice(self) -> Voice:
        """What is noted of it with the text."""
        assert self._voice_settings
        return Voice.of(self._voice_settings, self.asked)

    async def follow(self, message: ClientMessage) -> VoiceSettings:
        """Return the voice settings for the text from this message on."""
        asked = message.changed_settings(self.asked)
        if self._voice_settings is None or asked != self.asked:
            self._voice_settings = await self._voices.resolve(asked)
            self.asked = asked
            self.reading.ask(asked, self._voice_settings)
        if message.voices is not None:
            self.named = await self.reading.name(message.voices)
        return self._voice_settings

    def keep_defaults(self) -> None:
        """Even if the server's defaults change, this stream keeps those it began with."""
        assert self._voice_settings
        backend, voice = self._voice_settings.backend.name, self._voice_settings.voice
        self.asked = replace(self.asked, backend=backend, voice=voice)

    async def begin_again(self) -> None:
        """Read another text, with all that was asked for."""
        assert self._voice_settings
        is_ssml = self.reading.is_ssml
        self.reading = TokenVoices(self._voices, self._state.settings)
        self.reading.set_ssml(is_ssml, begun=False)
        self.reading.ask(self.asked, self._voice_settings)
        if self.named:
            await self.reading.name(self.named.voices)

    def go_on(self, continuation: Continuation, registry: Registry) -> VoiceSettings:
        """Go on as over the connection before; return the first voice settings of the stream."""
        encoding, last = continuation.encoding, continuation.asked
        self.output = Output(encoding.format, encoding.sample_rate_hz, events=True)
        self.asked, self._voice_settings = last.request(), last.voice_settings(registry)
        current = continuation.voices[-1].voice_settings(registry)
        self.reading.go_on(continuation, self.asked, self._voice_settings, current)
        return continuation.voices[0].voice_settings(registry)
