"""The turns of a connection, and where its listener is in them."""

from __future__ import annotations

import secrets
from collections import deque
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from frontend.server.vendors.deepgram.flux_messages import (
    FluxControlsApplied,
    FluxSpeechMetadata,
    FluxTurnMetadata,
)
from frontend.server.vendors.deepgram.speech import Speech

if TYPE_CHECKING:
    from frontend.server.vendors.deepgram.controls import Controls
    from frontend.streaming.contexts.context import Interrupted

# Turns that may still be heard though all of their audio was sent.
KEPT_TURNS = 8


def milliseconds(seconds: float) -> int:
    return round(seconds * 1_000)


class Turn(Speech):
    """What is written up to a Flush."""

    def __init__(self, controls: Controls) -> None:
        super().__init__(controls)
        self.id = f"dg_sp_{secrets.token_hex(6)}"
        self.start_s: float | None = None  # in the audio of the connection; None: not begun

    @property
    def end_s(self) -> float:
        """Where its audio ends, as far as it was sent."""
        return (self.start_s or 0.0) + self.audio_s

    def heard_at(self, offset_ms: int) -> Interrupted:
        """Tell what was heard of it when so much of the connection's audio was played."""
        return self.interrupt(offset_ms / 1_000 - (self.start_s or 0.0))

    def metadata(self) -> FluxTurnMetadata:
        """Return what is told of it."""
        counted = self.controls
        applied = FluxControlsApplied(counted.pronunciations, counted.pauses, counted.unfollowed)
        characters = counted.characters, counted.billable_characters
        return FluxTurnMetadata(self.id, milliseconds(self.audio_s), *characters, applied)

    def speech_metadata(self) -> FluxSpeechMetadata:
        """Return it as the message that ends a turn."""
        metadata = self.metadata()
        return FluxSpeechMetadata(**asdict(metadata))


class Turns:
    """Follows the turns that have begun; seconds are of the connection's audio."""

    def __init__(self) -> None:
        self.characters = self.billable_characters = 0
        self._audio_s = 0.0  # of all turns that are over, as far as it was played
        self._active: Turn | None = None
        self._finished: deque[Turn] = deque(maxlen=KEPT_TURNS)  # since the last interruption
        self._interrupted_ms = -1

    @property
    def total_s(self) -> float:
        """How much audio there was; what was interrupted counts as far as it was played."""
        return self._active.end_s if self._active else self._audio_s

    def begin(self, turn: Turn) -> bool:
        """Note that a turn is spoken now; false if that is known."""
        if self._active is turn:
            return False
        self._active, turn.start_s = turn, self._audio_s
        return True

    def finish(self, turn: Turn) -> None:
        """Note that all of a turn's audio was sent."""
        self._end()
        self._finished.append(turn)

    def advances(self, offset_ms: int) -> bool:
        """Tell whether a position is behind that of the last interruption."""
        return offset_ms > self._interrupted_ms

    def at(self, offset_ms: int | None) -> Turn | None:
        """Return the turn that is heard at an offset; None if all turns were heard.

        Without an offset, it is the one that is spoken.
        """
        if offset_ms is None:
            return self._active
        unheard = [turn for turn in self._finished if milliseconds(turn.end_s) > offset_ms]
        return next(iter(unheard), self._active)

    def interrupt(self, offset_ms: int | None) -> int:
        """Note that nothing behind an offset will be heard; return how much was played."""
        sent_ms = milliseconds(self.total_s)
        self._end()
        self._finished.clear()
        if offset_ms is None:
            self._interrupted_ms = sent_ms
            return sent_ms
        self._interrupted_ms = offset_ms
        self._audio_s = min(self._audio_s, offset_ms / 1_000)
        return offset_ms

    def _end(self) -> None:
        """Count the turn that is spoken: it is over."""
        turn, self._active = self._active, None
        if turn:
            self._audio_s = turn.end_s
            self.characters += turn.controls.characters
            self.billable_characters += turn.controls.billable_characters
