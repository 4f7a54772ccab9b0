"""WS /stream-tokens: text in as it is written, speech out in binary messages.

In:  {"voice": "af_heart", "opts": {"speed": 1.0}}, also "backend" and "language"; optional, at any
     time; applies to the text that is cut from then on.
     {"format": "mulaw", "sample_rate": 8000, "events": true}; optional, before the first token.
     {"token": "Hello "}, any string, any number of times.
     {"done": true}
Out: {"type": "generating", "sentence": "...", "queue_depth": 0} for each segment enqueued
     binary messages: one stream of the format, or mono little-endian int16 at 24 kHz
     {"type": "error", "code": "...", "message": "..."} if the stream fails; sometimes retry_after_s
     with events, each {"type": ...}:
       queued   utterance, position, eta_s: the workers are busy; before start, any number of times
       start    utterance, backend, voice, sample_rate_hz, format
       segment  segment_index, text, start_s
       words    segment_index, words: [[text, start_s, end_s], ...]
       done     segments, audio_s
The server closes after the last audio.
"""

from contextlib import aclosing
from dataclasses import replace

import msgspec
from starlette.websockets import WebSocket

from backend_queues.errors import InvalidRequest, TTSError
from frontend.access.client import Client
from frontend.audio.encoded import EncodedAudio, EncodedEvent, encoded
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.guards.asking import client_of
from frontend.server.http.sockets import NORMAL, Socket, close_code
from frontend.server.http.state import AppState, send_timeout_of, state_of
from frontend.server.http.typed import parse_json
from frontend.server.messages.tokens import EXAMPLE, ClientMessage, Output, message_of
from frontend.streaming.utterance import Utterance
from frontend.voices.voice_settings import VoiceSettings
from tasks.process.cancellation import race


async def stream_tokens(websocket: WebSocket) -> None:
    await websocket.accept()
    socket = Socket(websocket, send_timeout_of(websocket))
    connection = TokenConnection(socket, state_of(websocket), client_of(websocket))
    await socket.serve(connection.serve(), connection.fail)


class TokenConnection:
    """One client: receives its text while sending its audio."""

    def __init__(self, socket: Socket, state: AppState, client: Client) -> None:
        self._socket = socket
        self._speech_service = state.speech_service
        self._client = client
        self._voices = state.voices
        self._asked = VoiceSettingsRequest()
        self._voice_settings: VoiceSettings | None = None  # those asked for, once checked
        self._output = Output()

    async def serve(self) -> None:
        """Speak the client's text to its end, or until the client leaves.

        Raises:
            WebSocketDisconnect: the client has left.
            ClientTooSlow: the client does not read.
            TTSError: a message before the first text is wrong.
        """
        message, voice_settings = await self._configured()
        # Even if the server's defaults change, this stream keeps those it began with.
        self._asked = replace(
            self._asked, backend=voice_settings.backend.name, voice=voice_settings.voice
        )
        rate_hz = self._output.encoding().sample_rate_hz
        async with self._speech_service.utterance(
            voice_settings, Endpoint.STREAM_TOKENS, rate_hz, client=self._client
        ) as utterance:
            # Reading never ends by itself: it raises when the client leaves.
            await race(self._read(message, utterance), self._write(utterance))

    async def fail(self, failure: Failure) -> None:
        """Tell the client why the stream ends, and close."""
        await self._say(failure)
        await self._socket.close(close_code(failure), failure.code)

    async def _configured(self) -> tuple[ClientMessage, VoiceSettings]:
        """Return the message that begins the text, and the voice settings for it."""
        while True:
            message = await self._receive()
            self._output = message.redirected(self._output)
            self._output.encoding()  # an unknown format fails at once
            voice_settings = await self._follow(message)
            if message.begins:
                return message, voice_settings

    async def _read(self, message: ClientMessage, utterance: Utterance) -> None:
        """Pass the client's text on. Raises WebSocketDisconnect when the client leaves."""
        try:
            while not message.done:
                utterance.write(message.token)
                message = await self._receive()
                message.check_keeps(self._output)
                utterance.change_voice(await self._follow(message))
            utterance.write(message.token)
            utterance.end_text()
        except TTSError as error:
            utterance.fail(error)
        while True:  # ignore what follows `done`, but notice when the client leaves
            await self._socket.receive()

    async def _follow(self, message: ClientMessage) -> VoiceSettings:
        """Return the voice settings for the text from this message on."""
        asked = message.changed_settings(self._asked)
        if self._voice_settings is None or asked != self._asked:
            self._voice_settings, self._asked = (
                await self._voices.resolve(asked),
                asked,
            )
        return self._voice_settings

    async def _write(self, utterance: Utterance) -> None:
        """Send the stream to its end and close."""
        encoding = self._output.encoding()
        async with aclosing(encoded(utterance.events(), encoding)) as events:
            async for event in events:
                if isinstance(event, EncodedAudio):
                    await self._socket.send(event.data)
                elif isinstance(event, Failure):
                    await self.fail(event)
                    return
                else:
                    await self._say(event)
        await self._socket.close(NORMAL)

    async def _say(self, event: EncodedEvent) -> None:
        message = message_of(event, self._output)
        if message:
            await self._socket.send(msgspec.json.encode(message).decode())

    async def _receive(self) -> ClientMessage:
        text = await self._socket.receive()
        if isinstance(text, bytes):
            raise InvalidRequest(f"Send text frames, not binary ones: JSON such as {EXAMPLE}")
        return parse_json(text, ClientMessage, EXAMPLE)
