"""What the two WebSockets have in common: a queue of speeches, one of which is spoken at a time."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from backend_queues.errors import InvalidRequest, NothingToSpeak, TextTooLong
from frontend.audio.encoded import EncodedAudio, encoded
from frontend.protocol.events import Failure, Flushed
from frontend.server.http.sockets import NORMAL, Socket, close_code
from frontend.server.vendors.deepgram.controls import Controls
from frontend.server.vendors.deepgram.errors import message_code
from frontend.server.vendors.deepgram.messages import DeepgramClose, DeepgramKeepAlive
from frontend.streaming.contexts.context import Context
from tasks.process.cancellation import cancel_and_wait, race

if TYPE_CHECKING:
    from frontend.access.client import Client
    from frontend.audio.formats import Encoding
    from frontend.protocol.endpoints import Endpoint
    from frontend.server.http.state import AppState
    from frontend.server.vendors.deepgram.speaker import Speaker
    from frontend.server.vendors.deepgram.speech import Speech

MOST_SPEECHES = 100
BYTES_PER_SAMPLE = {"pcm": 2, "mulaw": 1, "alaw": 1}


@dataclass(frozen=True)
class Opening:
    """What a connection is opened with."""

    socket: Socket
    state: AppState
    client: Client
    request_id: str
    speaker: Speaker
    encoding: Encoding


class Connection(ABC):
    """One client: takes its messages while its speeches are spoken, one after the other."""

    endpoint: Endpoint

    def __init__(self, opening: Opening) -> None:
        self._socket = opening.socket
        self._state = opening.state
        self._client = opening.client
        self._request_id = opening.request_id
        self._speaker = opening.speaker
        self._encoding = opening.encoding
        self._speeches: deque[Speech] = deque()  # the first is spoken
        self._speaking: asyncio.Task[None] | None = None
        self._news = asyncio.Event()  # a speech has come, or no more will
        self._closes = False

    async def serve(self) -> None:
        """Speak the client's texts until it closes the connection, or leaves.

        Raises:
            WebSocketDisconnect: the client has left.
            ClientTooSlow: the client does not read.
            TTSError: a message is wrong, or its text cannot be spoken.
        """
        await self._welcome()
        # Reading never ends by itself: it raises when the client leaves.
        await race(self._read(), self._speak_all())

    async def fail(self, failure: Failure) -> None:
        """Tell the client why the connection ends, and close it."""
        code = message_code(failure)
        await self._say(self._error(code, failure.message))
        await self._socket.close(close_code(failure), code)

    @abstractmethod
    async def _welcome(self) -> None:
        """Send what comes first."""

    @abstractmethod
    async def _take(self, message: str) -> DeepgramClose | DeepgramKeepAlive | None:
        """Follow a message; return one that both connections follow alike."""

    @abstractmethod
    async def _begin(self, speech: Speech) -> None:
        """A speech's turn has come."""

    @abstractmethod
    async def _flushed(self, speech: Speech, number: int) -> None:
        """All audio before a flush was sent."""

    @abstractmethod
    async def _finish(self, speech: Speech, *, was_silent: bool) -> None:
        """All audio of a speech was sent."""

    @abstractmethod
    async def _farewell(self) -> None:
        """Send what comes last, after Close."""

    @abstractmethod
    def _error(self, code: str, description: str) -> msgspec.Struct:
        """Return the message that says why the connection ends."""

    @abstractmethod
    def _new_speech(self, controls: Controls) -> Speech:
        """Return a new speech."""

    async def _say(self, message: msgspec.Struct) -> None:
        await self._socket.send(msgspec.json.encode(message).decode())

    async def _read(self) -> None:
        """Follow the client's messages. Raises WebSocketDisconnect when it leaves."""
        while not self._closes:
            message = await self._socket.receive()
            if isinstance(message, bytes):
                raise InvalidRequest("Send text frames with JSON, not binary ones.")
            if isinstance(await self._take(message), DeepgramClose):
                self._close()
        while True:  # ignore what follows Close, but notice when the client leaves
            await self._socket.receive()

    def _write(self, text: str) -> Speech:
        """Write to the last speech, or a new one. Raises TextTooLong."""
        speech = self._speeches[-1] if self._speeches else None
        if speech is None or speech.ended:
            speech = self._add_speech()
        waiting, limit = self._waiting_chars() + len(text), self._state.settings.max_text_chars
        if waiting > limit:
            raise TextTooLong(
                f"{waiting:,} characters wait to be spoken; the limit is {limit:,} "
                "(VOICE_SERVER_MAX_TEXT_CHARS). Send less at once."
            )
        speech.write(text)
        return speech

    def _add_speech(self) -> Speech:
        if len(self._speeches) >= MOST_SPEECHES:
            raise TextTooLong(f"{MOST_SPEECHES} texts wait to be spoken; send the next one later.")
        speech = self._new_speech(Controls(takes_phonemes=self._speaker.takes_phonemes))
        self._speeches.append(speech)
        self._news.set()
        return speech

    def _waiting_chars(self) -> int:
        return sum(speech.waiting_chars for speech in self._speeches)

    def _close(self) -> None:
        self._closes = True
        if self._speeches:
            self._speeches[-1].end()
        self._news.set()

    async def _stop(self) -> None:
        """Forget all speeches; no audio of them is sent after this."""
        self._speeches.clear()
        if self._speaking:
            await cancel_and_wait(self._speaking)

    async def _speak_all(self) -> None:
        while not self._socket.closing:
            if self._speeches:
                await self._speak_next()
            elif self._closes:
                await self._farewell()
                await self._socket.close(NORMAL)
            else:
                self._news.clear()
                await self._news.wait()

    async def _speak_next(self) -> None:
        """Speak the first speech to its end, or until it is stopped."""
        speech = self._speeches[0]
        self._speaking = asyncio.create_task(self._speak(speech))
        try:
            await asyncio.wait({self._speaking})
        finally:
            await cancel_and_wait(self._speaking)
        if not self._speaking.cancelled():
            self._speaking.result()
        if self._speeches and self._speeches[0] is speech:
            self._speeches.popleft()

    async def _speak(self, speech: Speech) -> None:
        await self._begin(speech)
        rate_hz = self._encoding.sample_rate_hz
        opening = self._state.speech_service.utterance(
            self._speaker.settings, self.endpoint, rate_hz, client=self._client
        )
        async with opening as utterance:
            context = Context(utterance)
            speech.open(context)
            await self._deliver(speech, context)

    async def _deliver(self, speech: Speech, context: Context) -> None:
        bytes_per_s = self._encoding.sample_rate_hz * BYTES_PER_SAMPLE[self._encoding.format]
        async with (
            aclosing(context.events()) as events,
            aclosing(encoded(events, self._encoding)) as sent,
        ):
            async for event in sent:
                match event:
                    case EncodedAudio():
                        await self._socket.send(event.data)
                        speech.audio_s += len(event.data) / bytes_per_s
                    case Flushed():
                        speech.answered_flushes = event.number
                        await self._flushed(speech, event.number)
                    case Failure() if event.code != NothingToSpeak.code:
                        await self.fail(event)
                        return
        await self._finish(speech, was_silent=isinstance(event, Failure))
