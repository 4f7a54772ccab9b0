"""What clients of Deepgram's WebSocket /v2/speak send and are sent, in turns.

As deepgram-sdk 7.17 has it, in `deepgram.speak.v2`. A turn is what is written up to a Flush, an
Interrupt or Close. Times in milliseconds are of the audio of the whole connection.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from frontend.server.vendors.deepgram.messages import (
    DeepgramClose,
    DeepgramFlush,
    DeepgramKeepAlive,
    DeepgramSpeak,
)

Milliseconds = Annotated[float, Meta(ge=0, le=10**10)]


class FluxPlaybackOffset(msgspec.Struct, frozen=True):
    """How much of the connection's audio a client has played."""

    value: Milliseconds
    type: Literal["time_ms"] = "time_ms"


class FluxInterrupt(msgspec.Struct, frozen=True, tag_field="type", tag="Interrupt"):
    """Stop speaking at once, and forget what was written."""

    playback_offset: Annotated[
        FluxPlaybackOffset | None,
        Meta(description="With it, the answer says what was heard of the text, and what not."),
    ] = None


class FluxConfigure(msgspec.Struct, frozen=True, tag_field="type", tag="Configure"):
    """Speak otherwise from the next segment on."""

    speed: Annotated[
        float | None, Meta(description="0.5 to 1.5 in steps of 0.05; null is as it is.")
    ] = None


ClientMessage = (
    DeepgramSpeak
    | DeepgramFlush
    | FluxInterrupt
    | FluxConfigure
    | DeepgramKeepAlive
    | DeepgramClose
)


class _Tagged(msgspec.Struct, frozen=True, tag_field="type", omit_defaults=True):
    """A message, whose type is its name."""


class FluxConnected(_Tagged, frozen=True, tag="Connected"):
    """The first message: what speaks."""

    request_id: str
    model_name: str
    model_version: str
    model_uuids: tuple[str, ...]


class FluxSpeechStarted(_Tagged, frozen=True, tag="SpeechStarted"):
    """A turn begins; the audio up to its SpeechMetadata or SpeechInterrupted is all of it."""

    speech_id: str


class FluxFlushed(_Tagged, frozen=True, tag="Flushed"):
    """A Flush has come: the turn's text is complete. Its audio is not."""

    speech_id: str


class FluxControlsApplied(msgspec.Struct, frozen=True):
    """How many controls within the text were followed."""

    pronunciations_applied: int = 0
    breaks_applied: int = 0
    pronunciation_warnings: int = 0


class FluxTurnMetadata(msgspec.Struct, frozen=True):
    """What a turn was."""

    speech_id: str
    audio_duration_ms: int
    input_character_count: int
    billable_character_count: int  # without the controls, but for the words in them
    controls_applied: FluxControlsApplied


class FluxSpeechMetadata(FluxTurnMetadata, frozen=True, tag_field="type", tag="SpeechMetadata"):
    """All audio of a turn has been sent."""


class FluxSpeechInterrupted(_Tagged, frozen=True, tag="SpeechInterrupted"):
    """The answer to an Interrupt; no audio of the turn follows.

    Without a playback offset, there are no texts, and `audio_played_ms` is what was sent.
    """

    audio_played_ms: int
    metadata: FluxTurnMetadata
    text_spoken: str | None = None
    text_remaining: str | None = None


class FluxSessionMetadata(_Tagged, frozen=True, tag="SessionMetadata"):
    """The last message: what the connection was."""

    total_audio_duration_ms: int
    total_input_character_count: int
    total_billable_character_count: int


class FluxApplied(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was configured; a field that never was is left out."""

    speed: float | None = None


class FluxConfigureSuccess(_Tagged, frozen=True, tag="ConfigureSuccess"):
    """The answer to a Configure that is followed."""

    applied: FluxApplied


class FluxConfigureFailure(_Tagged, frozen=True, tag="ConfigureFailure"):
    """The answer to a Configure that cannot be followed: all stays as it is."""

    code: str
    description: str
    field: str | None = None
    value: float | None = None


class FluxWarning(_Tagged, frozen=True, tag="Warning"):
    """Something is not as the client may think; the connection goes on."""

    code: str
    description: str


class FluxError(_Tagged, frozen=True, tag="Error"):
    """Why the connection is closed now."""

    code: str
    description: str


ServerMessage = (
    FluxConnected
    | FluxSpeechStarted
    | FluxFlushed
    | FluxSpeechMetadata
    | FluxSpeechInterrupted
    | FluxSessionMetadata
    | FluxConfigureSuccess
    | FluxConfigureFailure
    | FluxWarning
    | FluxError
)
