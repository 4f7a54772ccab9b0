"""A text that is written while it is spoken, as voice agents do it: with flushes and barge-in."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontend.protocol.events import Audio, Event
from frontend.streaming.contexts.transcript import Transcript

if TYPE_CHECKING:
    from frontend.streaming.ports import Clock
    from frontend.streaming.utterance import Utterance
    from frontend.voices.voice_settings import VoiceSettings


@dataclass(frozen=True)
class Interrupted:
    """What of a text its listener has heard, and what not; both as it is written."""

    spoken: str
    remaining: str


class Context:
    """Writes the text of one utterance, and follows what its listener hears.

    It opens and cancels nothing: that is done by the utterance's own block.
    """

    def __init__(
        self, utterance: Utterance, clock: Clock = time.monotonic, had_s: float = 0.0
    ) -> None:
        """`had_s` is how much of its audio the listener had before the stream was resumed."""
        self._utterance = utterance
        self._clock = clock
        self._had_s = had_s
        self._transcript = Transcript(had_s)
        self._first_audio_at: float | None = None
        self._flushes = 0

    def write(self, text: str) -> None:
        """Take more of the text.

        Raises:
            TextTooLong: more would wait to be spoken than the settings allow.
        """
        self._utterance.write(text)

    def flush(self) -> int:
        """Have what is written spoken, though its sentence may not have ended.

        Returns:
            The number of the Flushed that follows its audio; 1 is the first one's.
        """
        self._flushes += 1
        self._utterance.flush(self._flushes)
        return self._flushes

    def change_voice(self, voice_settings: VoiceSettings) -> None:
        """Speak the text to come with other voice settings."""
        self._utterance.change_voice(voice_settings)

    def end(self) -> None:
        """Take the text as complete."""
        self._utterance.end_text()

    async def events(self) -> AsyncGenerator[Event]:
        """Yield every event of the stream, in order; the last is Done or Failure."""
        async for event in self._utterance.events():
            self.take(event)
            yield event

    def take(self, event: Event) -> None:
        """Follow an event which the utterance has yielded to another."""
        if self._first_audio_at is None and isinstance(event, Audio):
            self._first_audio_at = self._clock()
        self._transcript.take(event)

    def interrupt(self, played_s: float | None = None) -> Interrupted:
        """Tell what was heard; the utterance is to be left then, which cancels its work.

        Args:
            played_s: how much of the stream's audio was played, in seconds. None: as if it was
                played from its first audio on, as it came.
        """
        if played_s is None:
            played_s = self._played_s()
        spoken, launched = self._transcript.heard(played_s)
        return Interrupted(spoken, " ".join(filter(None, (launched, self._utterance.rest()))))

    def _played_s(self) -> float:
        if self._first_audio_at is None:
            return self._had_s
        played_s = self._had_s + self._clock() - self._first_audio_at
        return min(self._transcript.sent_s, played_s)
