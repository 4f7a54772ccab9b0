"""WS /ws: plain texts in, their speech as base64 in JSON out, one text after the other.

In:  each text, JSON too, is spoken after those before it. `stop` or a blank text ends the list;
     the texts that wait are still spoken, then the server closes.
     Query: engine (or backend), voice, language, words=true, ssml=true, fallback=false, the
     backend's options; for what is missing, the server's defaults apply as they are when a text's
     turn comes.
Out: {"audioOutput": {"audio": "<base64>", "format": "wav", "sampleRate": 24000, "isHeader": true}}
     A text's first one begins with the header of a WAV file, and only that one has isHeader.
     {"words": {"words": [["Hello", 0.1, 0.4], ...]}} with words=true, in seconds from that header
     {"fallback": {"from": "...", "to": "...", ...}} with words=true, if another backend goes on
     {"error": {"message": "...", "engineName": "..."}} if a text fails
     {"finalOutput": {"isFinal": true}} at the end of each text, even if it failed
Binary messages, and texts beyond the number that may wait, are refused: their error comes at once
and without a finalOutput, which would end the text being spoken.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing

from starlette.websockets import WebSocket

from backend_queues.errors import (
    InvalidRequest,
    RedisUnavailable,
    ShuttingDown,
    TextTooLong,
    TTSError,
)
from frontend.access.client import Client
from frontend.audio.formats import SPEECH_HZ
from frontend.audio.wav import wav_header
from frontend.protocol.asked_text import AskedText
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, Failure, FellBack, SpokenWords
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.guards.asking import client_of
from frontend.server.http.sockets import NORMAL, Socket, close_code
from frontend.server.http.state import AppState, send_timeout_of, state_of
from frontend.server.messages.realtime import (
    AudioMessage,
    AudioOutput,
    ErrorMessage,
    ErrorOutput,
    FallbackMessage,
    FinalMessage,
    ServerMessage,
    SpokenOutput,
    WordsMessage,
    encode_json,
    read_query,
)
from frontend.voices.casting.casting import cast_text
from frontend.voices.casting.parted_text import PartedText
from tasks.process.cancellation import race

MAX_WAITING_TEXTS = 1_000
STOP = ("stop", "")


async def realtime(websocket: WebSocket) -> None:
    await websocket.accept()
    socket = Socket(websocket, send_timeout_of(websocket))
    connection = RealtimeConnection(socket, state_of(websocket), client_of(websocket))
    await socket.serve(connection.serve(websocket.query_params), connection.fail)


class WaitingTexts:
    """The texts of one client whose turn has not come."""

    def __init__(self, max_chars: int) -> None:
        self._max_chars = max_chars
        self._chars = 0
        self._texts: asyncio.Queue[str | None] = asyncio.Queue()

    def add(self, text: str) -> None:
        """Add a text. Raises TextTooLong if too much waits already."""
        if self._texts.qsize() >= MAX_WAITING_TEXTS:
            raise TextTooLong(
                f"{MAX_WAITING_TEXTS:,} texts wait to be spoken; send the next after a finalOutput."
            )
        if self._chars + len(text) > self._max_chars:
            raise TextTooLong(
                f"{self._chars + len(text):,} characters would wait to be spoken; the limit is "
                f"{self._max_chars:,} (VOICE_SERVER_MAX_TEXT_CHARS). Send the next after a "
                "finalOutput, and long texts in parts."
            )
        self._chars += len(text)
        self._texts.put_nowait(text)

    def end(self) -> None:
        """No text will follow."""
        self._texts.put_nowait(None)

    async def next(self) -> str | None:
        """Return the next text as soon as there is one; None is the end."""
        text = await self._texts.get()
        self._chars -= len(text or "")
        return text


class RealtimeConnection:
    """One client: receives its texts while it speaks earlier ones."""

    def __init__(self, socket: Socket, state: AppState, client: Client) -> None:
        self._socket = socket
        self._speech_service = state.speech_service
        self._client = client
        self._state = state
        self._texts = WaitingTexts(state.settings.max_text_chars)
        self._voice_settings = VoiceSettingsRequest()
        self._wants_words = self._is_ssml = False

    async def serve(self, query: Mapping[str, str]) -> None:
        """Speak the client's texts until it says that there are no more, or leaves.

        Raises:
            WebSocketDisconnect: the client has left.
            ClientTooSlow: the client does not read.
            InvalidRequest: a parameter of the query is wrong.
        """
        known, self._voice_settings = read_query(query)
        self._wants_words, self._is_ssml = known.words, known.ssml
        # Reading never ends by itself: it raises when the client leaves.
        await race(self._read(), self._speak_all())

    async def fail(self, failure: Failure) -> None:
        """Tell the client why the connection ends, and close it."""
        await self._send_error(failure.message, self._voice_settings.backend)
        await self._socket.close(close_code(failure), failure.code)

    async def _read(self) -> None:
        while not _is_stop(message := await self._socket.receive()):
            try:
                self._take(message)
            except TTSError as error:
                await self._send_error(error.message, await self._backend())
        self._texts.end()
        while True:  # ignore what follows `stop`, but notice when the client leaves
            await self._socket.receive()

    def _take(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            raise InvalidRequest("Send texts to be spoken, not binary messages.")
        self._texts.add(message)

    async def _speak_all(self) -> None:
        while not self._socket.closing and (text := await self._texts.next()) is not None:
            await self._speak(text)
        await self._socket.close(NORMAL)

    async def _speak(self, text: str) -> None:
        try:
            parts = await self._cast(text)
            voice_settings = parts.voice_settings
            async with aclosing(
                self._speech_service.speak(parts, voice_settings, Endpoint.WS, client=self._client)
            ) as events:
                await self._send_speech(events, voice_settings.backend.name)
        except TTSError as error:
            await self._end_text(Failure.of(error), await self._backend())

    async def _cast(self, text: str) -> PartedText:
        """Find who speaks what of a text, as the server's defaults are now."""
        asked, finder = AskedText(text, ssml=self._is_ssml), self._state.voices.of(self._client)
        allowed = self._state.settings.inline_voices
        return await cast_text(asked, self._voice_settings, finder, allowed)

    async def _send_speech(self, events: AsyncGenerator[Event], backend: str) -> None:
        """Send a text's speech and its end; the header waits for the first audio."""
        header = wav_header(SPEECH_HZ)
        async for event in events:
            match event:
                case Audio():
                    output = AudioOutput(header + event.pcm, "wav", SPEECH_HZ, bool(header))
                    await self._send(AudioMessage(output))
                    header = b""
                case SpokenWords() if self._wants_words:
                    await self._send(WordsMessage(SpokenOutput(event.words)))
                case FellBack() if self._wants_words:
                    await self._send(FallbackMessage(event))
                case Failure():
                    await self._end_text(event, backend)
                case Done():
                    await self._send(FinalMessage())

    async def _end_text(self, failure: Failure, backend: str) -> None:
        """Report a failed text; the next one may succeed, unless the server is shutting down."""
        await self._send_error(failure.message, backend)
        await self._send(FinalMessage())
        if failure.code == ShuttingDown.code:
            await self._socket.close(close_code(failure), failure.code)

    async def _send_error(self, message: str, backend: str) -> None:
        await self._send(ErrorMessage(ErrorOutput(message, backend)))

    async def _send(self, message: ServerMessage) -> None:
        await self._socket.send(encode_json(message).decode())

    async def _backend(self) -> str:
        """Return the backend that was to speak; "" if that cannot be known now."""
        try:
            return self._voice_settings.backend or (await self._state.defaults.read()).backend
        except RedisUnavailable:
            return ""


def _is_stop(message: str | bytes) -> bool:
    return isinstance(message, str) and message.strip().lower() in STOP
