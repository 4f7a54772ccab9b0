"""WS /stream-tokens: text in as it is written, speech out in binary messages.

In:  {"voice": "af_heart", "opts": {"speed": 1.0}}, also "backend", "language" and "fallback";
     optional, at any time; applies to the text that is cut from then on.
     {"format": "mulaw", "sample_rate": 8000, "events": true}; optional, before the first token.
     {"voices": {"Alice": "af_heart"}}; the same: names that the text uses for voices
     {"ssml": true}; before the first token: the text is SSML, and spoken once it is complete
     {"token": "Hello "}, any string, any number of times.
     {"done": true}
     {"resume": "...", "after": 48000}; instead of all that before, over a new connection; optional
     with it "segment" and "words", see below
Out: {"type": "generating", "sentence": "...", "queue_depth": 0} for each segment enqueued
     binary messages: one stream of the format, or mono little-endian int16 at 24 kHz
     {"type": "error", "code": "...", "message": "..."} if the stream fails; sometimes retry_after_s
     with events, each {"type": ...}:
       queued   utterance, position, eta_s: the workers are busy; before start, any number of times
       start    utterance, backend, voice, sample_rate_hz, format, maybe warnings
       fallback segment_index, start_s, from, to, voice, reason: another backend speaks from there
                on, and tells words again that were told for later
       segment  segment_index, text, start_s
       mark     segment_index, name, start_s: a mark of SSML is heard
       warning  message: something in the text cannot be followed; before start, it tells that
       words    segment_index, words: [[text, start_s, end_s], ...]
       taken    messages: so many messages of the client are kept, should its connection be lost
       resumed  messages: the stream goes on; the client sends again what came after so many
       done     segments, audio_s
The server closes after the last audio.

With events, the start of a stream without a container has a `resume`, a secret. For a minute after
its connection or frontend is lost, a client goes on with the stream at any frontend: `after` so
many samples that it has, it gets the very next one. Of the events it gets those that belong behind
them, and none twice if it also tells the last `segment` and how many of its `words` it has. The
messages count from the first one of the stream, without those that resume it.
"""

import asyncio
from contextlib import aclosing
from dataclasses import replace

import msgspec
from starlette.websockets import WebSocket

from backend_queues.errors import InvalidRequest, TTSError
from frontend.access.client import Client
from frontend.audio.encoded import EncodedAudio, encoded
from frontend.audio.formats import RAW
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure, Opened
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.guards.asking import client_of
from frontend.server.http.sockets import NORMAL, Socket, close_code
from frontend.server.http.state import AppState, send_timeout_of, state_of
from frontend.server.http.typed import parse_json
from frontend.server.messages.token_events import (
    ResumedEvent,
    ServerMessage,
    TakenEvent,
    WarningEvent,
    message_of,
)
from frontend.server.messages.tokens import EXAMPLE, ClientMessage, Output
from frontend.server.routes.tokens.token_text import TokenText
from frontend.server.routes.tokens.token_voices import TokenVoices
from frontend.streaming.journal.entries import Named, Voice
from frontend.streaming.journal.heard import Heard
from frontend.streaming.journal.journal import Journal
from frontend.streaming.resume_records import ResumeRight
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
        self._client = client
        self._socket = socket
        self._speech_service = state.speech_service
        self._registry = state.registry
        self._voices = state.voices
        self._asked = VoiceSettingsRequest()
        self._voice_settings: VoiceSettings | None = None  # those asked for, once checked
        self._output = Output()
        self._named: Named | None = None  # the names that the client has given last
        self._text = TokenText()
        self._reading = TokenVoices(state.voices.of(client), state.settings)
        self._started = asyncio.Event()  # the client knows what it resumes the stream by

    async def serve(self) -> None:
        """Speak the client's text to its end, or until the client leaves.

        Raises:
            WebSocketDisconnect: the client has left.
            ClientTooSlow: the client does not read.
            TTSError: a message before the first text is wrong, or the stream cannot be resumed.
        """
        message = await self._receive()
        if message.resume is not None:
            await self._go_on(message.resume, message.heard())
        else:
            await self._begin(message)

    async def fail(self, failure: Failure) -> None:
        """Tell the client why the stream ends, and close."""
        await self._say(message_of(failure, self._output))
        await self._socket.close(close_code(failure), failure.code)

    async def _begin(self, first: ClientMessage) -> None:
        message, voice_settings = await self._configured(first)
        # Even if the server's defaults change, this stream keeps those it began with.
        self._asked = replace(
            self._asked, backend=voice_settings.backend.name, voice=voice_settings.voice
        )
        encoding = self._output.encoding()
        if self._output.events and encoding.format in RAW:
            journal = self._text.keep(self._speech_service.journal(self._client.key))
            journal.note(Voice.of(voice_settings, self._asked))
            if self._named:
                journal.note(self._named)
            opening = self._speech_service.writing(
                voice_settings, Endpoint.STREAM_TOKENS, encoding, journal, client=self._client
            )
        else:
            opening = self._speech_service.utterance(
                voice_settings,
                Endpoint.STREAM_TOKENS,
                encoding.sample_rate_hz,
                client=self._client,
            )
        async with opening as utterance:
            await self._speak(utterance, message)

    async def _go_on(self, token: str, heard: Heard) -> None:
        """Go on with a stream whose connection was lost."""
        right = ResumeRight(token, self._client.key)
        continuation = await self._speech_service.take_over(right, heard)
        encoding, last = continuation.encoding, continuation.asked
        self._output = Output(encoding.format, encoding.sample_rate_hz, events=True)
        self._asked, self._voice_settings = last.request(), last.voice_settings(self._registry)
        current = continuation.voices[-1].voice_settings(self._registry)
        self._reading.go_on(continuation, self._asked, self._voice_settings, current)
        self._text = TokenText.of(continuation)
        first = continuation.voices[0].voice_settings(self._registry)
        async with self._speech_service.writing(
            first,
            Endpoint.STREAM_TOKENS,
            encoding,
            continuation.journal,
            continuation,
            client=self._client,
        ) as utterance:
            await self._say(ResumedEvent(continuation.messages))
            self._started.set()
            await self._speak(utterance, None)

    async def _configured(self, message: ClientMessage) -> tuple[ClientMessage, VoiceSettings]:
        """Return the message that begins the text, and the voice settings for it."""
        while True:
            message.check_resumes_nothing()
            self._reading.set_ssml(message.ssml, begun=False)
            self._output = message.redirected(self._output)
            self._output.encoding()  # an unknown format fails at once
            voice_settings = await self._follow(message)
            if message.begins:
                return message, voice_settings
            self._text.took()
            message = await self._receive()

    async def _speak(self, utterance: Utterance, message: ClientMessage | None) -> None:
        # Reading never ends by itself: it raises when the client leaves.
        works = [self._read(utterance, message), self._write(utterance)]
        if self._text.journal:
            works.append(self._acknowledge(self._text.journal))
        await race(*works)

    async def _read(self, utterance: Utterance, message: ClientMessage | None) -> None:
        """Pass the client's text on. Raises WebSocketDisconnect when the client leaves."""
        try:
            while not self._text.ended:
                await self._write_text(message or await self._next(utterance), utterance)
                message = None
        except TTSError as error:
            utterance.fail(error)
        while True:  # ignore what follows `done`, but notice when the client leaves
            await self._socket.receive()

    async def _write_text(self, message: ClientMessage, utterance: Utterance) -> None:
        late = await self._text.write(message, utterance, self._reading, self._asked)
        for warning in late if self._output.events else ():
            await self._say(WarningEvent(warning))

    async def _next(self, utterance: Utterance) -> ClientMessage:
        message = await self._receive()
        message.check_resumes_nothing()
        message.check_keeps(self._output)
        self._reading.set_ssml(message.ssml, begun=True)
        before = self._voice_settings
        voice_settings = await self._follow(message)
        if voice_settings is not before:
            utterance.change_voice(voice_settings)
            self._text.note(Voice.of(voice_settings, self._asked))
        if self._named and message.voices is not None:
            self._text.note(self._named)
        return message

    async def _follow(self, message: ClientMessage) -> VoiceSettings:
        """Return the voice settings for the text from this message on."""
        asked = message.changed_settings(self._asked)
        if self._voice_settings is None or asked != self._asked:
            self._voice_settings, self._asked = (
                await self._voices.resolve(asked, self._client),
                asked,
            )
            self._reading.ask(asked, self._voice_settings)
        if message.voices is not None:
            self._named = await self._reading.name(message.voices)
        return self._voice_settings

    async def _write(self, utterance: Utterance) -> None:
        """Send the stream to its end and close."""
        encoding = self._output.encoding()
        async with (
            aclosing(self._text.events(utterance)) as events,
            aclosing(encoded(events, encoding)) as sent,
        ):
            async for event in sent:
                if isinstance(event, EncodedAudio):
                    await self._socket.send(event.data)
                elif isinstance(event, Failure):
                    await self.fail(event)
                    return
                else:
                    await self._say(message_of(event, self._output, self._text.token))
                    if isinstance(event, Opened):
                        self._started.set()
        await self._socket.close(NORMAL)

    async def _acknowledge(self, journal: Journal) -> None:
        """Tell the client what it needs not send again, as long as the stream lasts."""
        await self._started.wait()
        async for messages in journal.taken():
            await self._say(TakenEvent(messages))

    async def _say(self, message: ServerMessage | None) -> None:
        if message:
            await self._socket.send(msgspec.json.encode(message).decode())

    async def _receive(self) -> ClientMessage:
        text = await self._socket.receive()
        if isinstance(text, bytes):
            raise InvalidRequest(f"Send text frames, not binary ones: JSON such as {EXAMPLE}")
        return parse_json(text, ClientMessage, EXAMPLE)
