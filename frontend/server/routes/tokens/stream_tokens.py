"""One connection of /stream-tokens; the messages are in the docstring of its folder."""

import asyncio
from contextlib import AbstractAsyncContextManager, aclosing

import msgspec
from starlette.websockets import WebSocket

from backend_queues.errors import InvalidRequest, TTSError
from frontend.access.client import Client
from frontend.audio.encoded import EncodedAudio, encoded
from frontend.audio.formats import RAW
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure, Opened
from frontend.server.guards.asking import client_of
from frontend.server.http.sockets import NORMAL, Socket, close_code
from frontend.server.http.state import AppState, send_timeout_of, state_of
from frontend.server.http.typed import parse_json
from frontend.server.messages.token_events import (
    InterruptedMessage,
    ResumedEvent,
    ServerMessage,
    TakenEvent,
    WarningEvent,
    message_of,
)
from frontend.server.messages.tokens import EXAMPLE, ClientMessage
from frontend.server.routes.tokens.token_settings import TokenSettings
from frontend.server.routes.tokens.token_text import TokenText
from frontend.streaming.contexts.context import Context, Interrupted
from frontend.streaming.journal.heard import Heard
from frontend.streaming.journal.journal import Journal
from frontend.streaming.resume_records import ResumeRight
from frontend.streaming.utterance import Utterance
from frontend.voices.voice_settings import VoiceSettings
from tasks.process.cancellation import race

NOTHING = Interrupted("", "")


async def stream_tokens(websocket: WebSocket) -> None:
    await websocket.accept()
    socket = Socket(websocket, send_timeout_of(websocket))
    connection = TokenConnection(socket, state_of(websocket), client_of(websocket))
    await socket.serve(connection.serve(), connection.fail)


class TokenConnection:
    """One client: receives its text while sending its audio; after an interruption, the next."""

    def __init__(self, socket: Socket, state: AppState, client: Client) -> None:
        self._client = client
        self._socket = socket
        self._speech_service = state.speech_service
        self._registry = state.registry
        self._settings = TokenSettings(state.voices.of(client), state)
        self._text = TokenText()
        self._started = asyncio.Event()  # the client knows what it resumes the stream by

    async def serve(self) -> None:
        """Speak the client's texts to the end of the first that it does not interrupt.

        Raises:
            WebSocketDisconnect: the client has left.
            ClientTooSlow: the client does not read.
            TTSError: a message before the first text is wrong, or the stream cannot be resumed.
        """
        message = await self._receive()
        if message.resume is not None:
            interrupted = await self._go_on(message.resume, message.heard())
        else:
            interrupted = await self._begin(message)
        while interrupted:
            await self._say(InterruptedMessage.of(interrupted))
            self._text, self._started = TokenText(), asyncio.Event()
            await self._settings.begin_again()
            interrupted = await self._begin(await self._receive())

    async def fail(self, failure: Failure) -> None:
        """Tell the client why the stream ends, and close."""
        await self._say(message_of(failure, self._settings.output))
        await self._socket.close(close_code(failure), failure.code)

    async def _begin(self, first: ClientMessage) -> Interrupted | None:
        message, voice_settings = await self._configured(first)
        self._settings.keep_defaults()
        async with self._opening(voice_settings) as utterance:
            return await self._speak(utterance, Context(utterance), message)

    def _opening(self, voice_settings: VoiceSettings) -> AbstractAsyncContextManager[Utterance]:
        encoding = self._settings.output.encoding()
        if not self._settings.output.events or encoding.format not in RAW:
            return self._speech_service.utterance(
                voice_settings,
                Endpoint.STREAM_TOKENS,
                encoding.sample_rate_hz,
                client=self._client,
            )
        journal = self._text.keep(self._speech_service.journal(self._client.key))
        journal.note(self._settings.voice)
        if self._settings.named:
            journal.note(self._settings.named)
        return self._speech_service.writing(
            voice_settings, Endpoint.STREAM_TOKENS, encoding, journal, client=self._client
        )

    async def _go_on(self, token: str, heard: Heard) -> Interrupted | None:
        """Go on with a stream whose connection was lost."""
        right = ResumeRight(token, self._client.key)
        continuation = await self._speech_service.take_over(right, heard)
        first = self._settings.go_on(continuation, self._registry)
        self._text = TokenText.of(continuation)
        encoding = continuation.encoding
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
            had_s = continuation.point.position.sent_samples / encoding.sample_rate_hz
            return await self._speak(utterance, Context(utterance, had_s=had_s), None)

    async def _configured(self, message: ClientMessage) -> tuple[ClientMessage, VoiceSettings]:
        """Return the message that begins the text, and the voice settings for it."""
        while True:
            message.check_resumes_nothing()
            self._settings.reading.set_ssml(message.ssml, begun=False)
            self._settings.output = message.redirected(self._settings.output)
            self._settings.output.encoding()  # an unknown format fails at once
            voice_settings = await self._settings.follow(message)
            if message.begins:
                return message, voice_settings
            if message.interrupts():
                await self._say(InterruptedMessage.of(NOTHING))
            else:
                self._text.took()
            message = await self._receive()

    async def _speak(
        self, utterance: Utterance, context: Context, message: ClientMessage | None
    ) -> Interrupted | None:
        """Return what its listener has heard, if it interrupts the text."""
        works = [self._read(utterance, context, message), self._write(utterance, context)]
        if self._text.journal:
            works.append(self._acknowledge(self._text.journal))
        return await race(*works)

    async def _read(
        self, utterance: Utterance, context: Context, message: ClientMessage | None
    ) -> Interrupted:
        """Pass the client's text on, until it interrupts it.

        Raises:
            WebSocketDisconnect: the client has left.
        """
        try:
            while not self._text.ended:
                message = message or await self._next(utterance)
                if message.interrupts():
                    return context.interrupt(message.played_s)
                await self._write_text(message, utterance)
                message = None
        except TTSError as error:
            utterance.fail(error)
        while True:  # ignore what else follows `done`, but notice when the client leaves
            received = await self._socket.receive()
            if isinstance(received, str) and '"interrupt"' in received:
                message = parse_json(received, ClientMessage, EXAMPLE)
                if message.interrupts():
                    return context.interrupt(message.played_s)

    async def _write_text(self, message: ClientMessage, utterance: Utterance) -> None:
        reading, asked = self._settings.reading, self._settings.asked
        late = await self._text.write(message, utterance, reading, asked)
        for warning in late if self._settings.output.events else ():
            await self._say(WarningEvent(warning))

    async def _next(self, utterance: Utterance) -> ClientMessage:
        message = await self._receive()
        message.check_resumes_nothing()
        message.check_keeps(self._settings.output)
        self._settings.reading.set_ssml(message.ssml, begun=True)
        before = self._settings.asked
        voice_settings = await self._settings.follow(message)
        if self._settings.asked != before:
            utterance.change_voice(voice_settings)
            self._text.note(self._settings.voice)
        if self._settings.named and message.voices is not None:
            self._text.note(self._settings.named)
        return message

    async def _write(self, utterance: Utterance, context: Context) -> None:
        """Send the stream to its end and close."""
        output = self._settings.output
        async with (
            aclosing(self._text.events(utterance, context)) as events,
            aclosing(encoded(events, output.encoding())) as sent,
        ):
            async for event in sent:
                if isinstance(event, EncodedAudio):
                    await self._socket.send(event.data)
                elif isinstance(event, Failure):
                    await self.fail(event)
                    return
                else:
                    await self._say(message_of(event, output, self._text.token))
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
