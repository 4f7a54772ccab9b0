"""WS /v1/speak: text in as it is written, speech out in binary messages.

The query is that of POST /v1/speak, with raw encodings. What is wrong with it, or with the key, is
answered in place of the handshake.

In:  {"type": "Speak", "text": "Hello "}, any number of times; the texts are joined as they are
     {"type": "Flush"}: speak what was written, though its sentence may not have ended
     {"type": "Clear"}: stop speaking at once, and forget what was written
     {"type": "Close"}: speak what was written to its end, then close
Out: {"type": "Metadata", "request_id", "model_name", "model_version", "model_uuid", ...} first
     binary messages: one stream of the encoding
     {"type": "Flushed", "sequence_id": 0} when all audio before a Flush was sent
     {"type": "Cleared", "sequence_id": 0} after a Clear; nothing of before follows, no Flushed
     either
     {"type": "Warning", "description", "code"}: an unknown voice, or more than 20 times Flush in 60
     seconds, which Deepgram does not follow: here they are followed
     {"type": "Error", "description", "code"}, after which the connection is closed

Flushed and Cleared are numbered each by itself. After Clear the same connection takes a new text.

Source: deepgram-sdk 7.17, https://developers.deepgram.com/docs/tts-ws-flush and the pages beside it
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

import msgspec

from frontend.protocol.endpoints import Endpoint
from frontend.server.http.typed import parse_json
from frontend.server.vendors.deepgram.connection import Connection, Opening
from frontend.server.vendors.deepgram.controls import Controls
from frontend.server.vendors.deepgram.messages import (
    ClientMessage,
    DeepgramClear,
    DeepgramCleared,
    DeepgramClose,
    DeepgramError,
    DeepgramFlush,
    DeepgramFlushed,
    DeepgramKeepAlive,
    DeepgramMetadata,
    DeepgramSpeak,
    DeepgramWarning,
)
from frontend.server.vendors.deepgram.speech import Speech

_KINDS: Any = ClientMessage  # a union, which no type[T] can be
EXAMPLE = '{"type": "Speak", "text": "Hello "} or {"type": "Flush"}'
MOST_FLUSHES, FLUSHES_S = 20, 60.0


class SpeakConnection(Connection):
    """One client of /v1/speak."""

    endpoint = Endpoint.DEEPGRAM

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._flush_rate = FlushRate()
        self._flushed_messages = self._cleared_messages = 0

    async def _welcome(self) -> None:
        speaker = self._speaker
        version, uuid = speaker.model_version, speaker.model_uuid
        await self._say(DeepgramMetadata(self._request_id, speaker.name, version, uuid))
        if speaker.warning:
            await self._say(DeepgramWarning.of("VOICE_NOT_FOUND", speaker.warning))

    async def _take(self, message: str) -> DeepgramClose | DeepgramKeepAlive | None:
        taken: ClientMessage = parse_json(message, _KINDS, EXAMPLE)
        match taken:
            case DeepgramSpeak():
                if taken.text.strip() or (taken.text and self._is_open):
                    self._write(taken.text)
            case DeepgramFlush():
                await self._flush()
            case DeepgramClear():
                await self._clear()
            case _:
                return taken
        return None

    async def _flush(self) -> None:
        if self._flush_rate.is_over():
            await self._say(
                DeepgramWarning.of(
                    "EXCESSIVE_FLUSH",
                    f"Flush has come more than {MOST_FLUSHES} times in {FLUSHES_S:g} seconds. It "
                    "is followed here, but not everywhere: end texts with it, not sentences.",
                )
            )
        if self._is_open:
            self._speeches[-1].flush()
        else:
            await self._say_flushed()  # there is nothing that it could wait for

    @property
    def _is_open(self) -> bool:
        """Whether what is written now goes on with a text; a new one begins with a word."""
        return bool(self._speeches) and not self._speeches[-1].ended

    async def _clear(self) -> None:
        await self._stop()
        number, self._cleared_messages = self._cleared_messages, self._cleared_messages + 1
        await self._say(DeepgramCleared(number))

    async def _begin(self, speech: Speech) -> None:
        """Nothing is said of it."""

    async def _flushed(self, speech: Speech, number: int) -> None:
        if speech.is_done_with(number):
            speech.end()  # what is written now is another speech: none waits for text for ever
        await self._say_flushed()

    async def _say_flushed(self) -> None:
        # Counted first: two may be said at once, and a Clear may break one off.
        number, self._flushed_messages = self._flushed_messages, self._flushed_messages + 1
        await self._say(DeepgramFlushed(number))

    async def _finish(self, speech: Speech, *, was_silent: bool) -> None:
        """Each Flush was answered as its audio came to its end."""

    async def _farewell(self) -> None:
        """The connection's closing says it."""

    def _error(self, code: str, description: str) -> msgspec.Struct:
        return DeepgramError(code, description, description, code)

    def _new_speech(self, controls: Controls) -> Speech:
        return Speech(controls)


class FlushRate:
    """Counts the flushes of the last minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: deque[float] = deque(maxlen=MOST_FLUSHES)

    def is_over(self) -> bool:
        """Count one more, and tell whether that is one too many."""
        now = self._clock()
        is_over = len(self._times) == MOST_FLUSHES and now - self._times[0] < FLUSHES_S
        self._times.append(now)
        return is_over
