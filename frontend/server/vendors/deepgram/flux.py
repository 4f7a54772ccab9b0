"""WS /v2/speak: text in turns, and interruptions that are answered with what was heard.

The query is that of /v1/speak. What is wrong with it, or with the key, is answered in place of the
handshake. A turn is what is written up to a Flush; turns are spoken one after the other.

In:  {"type": "Speak", "text": "Hello "}, any number of times; the texts are joined as they are
     {"type": "Flush"}: the turn's text is complete
     {"type": "Interrupt", "playback_offset": {"type": "time_ms", "value": 3200}}: stop speaking at
     once, and forget what was written; the offset, of all audio of the connection, may be missing
     {"type": "Configure", "speed": 1.1}: speak so from the next segment on
     {"type": "Close"}: speak all turns to their end, then close
Out: {"type": "Connected", "request_id", "model_name", "model_version", "model_uuids"} first
     {"type": "SpeechStarted", "speech_id"}, then binary messages with the audio of this turn, then
     {"type": "SpeechMetadata", "speech_id", "audio_duration_ms", ...}
     {"type": "Flushed", "speech_id"} as soon as a Flush has come
     {"type": "SpeechInterrupted", "audio_played_ms", "text_spoken", "text_remaining", "metadata"}
     {"type": "ConfigureSuccess", "applied"} or {"type": "ConfigureFailure", "code", ...}
     {"type": "Warning", "code", "description"}, and the connection goes on
     {"type": "Error", "code", "description"}, after which it is closed
     {"type": "SessionMetadata", ...} last, after Close

Other than at Deepgram, a turn can be interrupted before its first audio, and after its last as long
as its listener hears it; pronunciations go with any speed.

Source: deepgram-sdk 7.17
"""

from typing import Any

import msgspec

from backend_queues.errors import InvalidOption, TTSError
from frontend.protocol.endpoints import Endpoint
from frontend.server.http.typed import parse_json
from frontend.server.vendors.deepgram.connection import Connection, Opening
from frontend.server.vendors.deepgram.controls import Controls
from frontend.server.vendors.deepgram.flux_messages import (
    ClientMessage,
    FluxApplied,
    FluxConfigure,
    FluxConfigureFailure,
    FluxConfigureSuccess,
    FluxConnected,
    FluxError,
    FluxFlushed,
    FluxInterrupt,
    FluxSessionMetadata,
    FluxSpeechInterrupted,
    FluxSpeechStarted,
    FluxWarning,
)
from frontend.server.vendors.deepgram.messages import (
    DeepgramClose,
    DeepgramFlush,
    DeepgramKeepAlive,
    DeepgramSpeak,
)
from frontend.server.vendors.deepgram.speech import Speech
from frontend.server.vendors.deepgram.turns import Turn, Turns, milliseconds

_KINDS: Any = ClientMessage  # a union, which no type[T] can be
EXAMPLE = '{"type": "Speak", "text": "Hello "} or {"type": "Flush"}'
SLOWEST, FASTEST, STEP = 0.5, 1.5, 0.05


class FluxConnection(Connection):
    """One client of /v2/speak."""

    endpoint = Endpoint.DEEPGRAM_FLUX

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._turns = Turns()
        self._applied = FluxApplied()

    async def _welcome(self) -> None:
        speaker = self._speaker
        version, uuids = speaker.model_version, (speaker.model_uuid,)
        await self._say(FluxConnected(self._request_id, speaker.name, version, uuids))
        if speaker.warning:
            await self._warn("VOICE_NOT_FOUND", speaker.warning)

    async def _take(self, message: str) -> DeepgramClose | DeepgramKeepAlive | None:
        taken: ClientMessage = parse_json(message, _KINDS, EXAMPLE)
        match taken:
            case DeepgramSpeak():
                if taken.text and (turn := self._write(taken.text)) is self._speeches[0]:
                    await self._begin(turn)
            case DeepgramFlush():
                await self._flush()
            case FluxInterrupt():
                await self._interrupt(taken)
            case FluxConfigure():
                await self._say(await self._configure(taken.speed))
            case _:
                return taken
        return None

    async def _flush(self) -> None:
        turn = self._speeches[-1] if self._speeches else None
        if not isinstance(turn, Turn) or turn.ended:
            await self._warn("NO_ACTIVE_SPEECH", "There is no text that a Flush could end.")
            return
        turn.end()
        await self._say(FluxFlushed(turn.id))

    async def _interrupt(self, asked: FluxInterrupt) -> None:
        offset_ms = round(asked.playback_offset.value) if asked.playback_offset else None
        if offset_ms is not None and not self._turns.advances(offset_ms):
            await self._warn(
                "INVALID_INTERRUPT_OFFSET",
                f"{offset_ms} ms is not behind the position of the Interrupt before.",
            )
            return
        turn = self._turns.at(offset_ms)
        if turn is None and (turn := self._next_turn()):
            await self._begin(turn)
        if turn is None:
            await self._warn_of_silence()
            return
        spoken = remaining = None
        if offset_ms is not None:
            heard = turn.heard_at(offset_ms)
            spoken, remaining = heard.spoken, heard.remaining
        await self._stop()
        played_ms = self._turns.interrupt(offset_ms)
        await self._say(FluxSpeechInterrupted(played_ms, turn.metadata(), spoken, remaining))

    def _next_turn(self) -> Turn | None:
        """Return the turn that is about to begin, as between the end of one and the next."""
        turns = (turn for turn in self._speeches if isinstance(turn, Turn))
        return next((turn for turn in turns if turn.start_s is None), None)

    async def _warn_of_silence(self) -> None:
        if self._turns.total_s:
            await self._warn("NO_ACTIVE_SPEECH", "All that was written has been spoken.")
        else:
            await self._warn("NO_AUDIO_GENERATED", "Nothing has been spoken yet.")

    async def _configure(self, speed: float | None) -> FluxConfigureSuccess | FluxConfigureFailure:
        if speed is None:
            return FluxConfigureSuccess(self._applied)
        if not SLOWEST <= speed <= FASTEST:
            return _no_speed("SPEED_OUT_OF_RANGE", speed, f"speed is {SLOWEST} to {FASTEST}.")
        if abs(speed / STEP - round(speed / STEP)) > 1e-6:
            return _no_speed("SPEED_INCREMENT_INVALID", speed, f"speed goes in steps of {STEP}.")
        try:
            speaker = await self._speaker.at_speed(speed, self._state, self._client)
        except InvalidOption as error:
            if not self._speaker.has_speed:
                return _no_speed("SPEED_NOT_SUPPORTED", None, error.message)
            return _no_speed("SPEED_OUT_OF_RANGE", speed, error.message)
        except TTSError as error:
            return FluxConfigureFailure("INTERNAL_ERROR", error.message)
        self._speaker, self._applied = speaker, FluxApplied(speed)
        for speech in self._speeches:
            speech.change_voice(speaker.settings)
        return FluxConfigureSuccess(self._applied)

    async def _begin(self, speech: Speech) -> None:
        assert isinstance(speech, Turn)
        if self._turns.begin(speech):
            await self._say(FluxSpeechStarted(speech.id))

    async def _flushed(self, speech: Speech, number: int) -> None:
        """A Flush ends a turn here, and the audio's end is that of the turn."""

    async def _finish(self, speech: Speech, *, was_silent: bool) -> None:
        assert isinstance(speech, Turn)
        self._turns.finish(speech)
        if was_silent:
            await self._warn("NO_SYNTHESIZABLE_TEXT", "There is nothing in the text to be said.")
        if speech.controls.unfollowed:
            await self._warn(
                "PRONUNCIATION_WARNINGS",
                "This voice, or what is spelled, has words said as they are written.",
            )
        await self._say(speech.speech_metadata())

    async def _farewell(self) -> None:
        totals = self._turns
        total_ms = milliseconds(totals.total_s)
        counted = totals.characters, totals.billable_characters
        await self._say(FluxSessionMetadata(total_ms, *counted))

    async def _warn(self, code: str, description: str) -> None:
        await self._say(FluxWarning(code, description))

    def _error(self, code: str, description: str) -> msgspec.Struct:
        return FluxError(code, description)

    def _new_speech(self, controls: Controls) -> Speech:
        return Turn(controls)


def _no_speed(code: str, speed: float | None, description: str) -> FluxConfigureFailure:
    return FluxConfigureFailure(code, description, "speed", speed)
