"""One connection of /v1/audio/speech/stream: hears its texts, and speaks one after the other.

In:  {"type": "session.config", "voice": "af_heart", ...}; first, and again between two texts
     {"type": "input.text", "text": "Hello "}, any number of times
     {"type": "input.done"}; the text is complete, and the next one may follow
     {"type": "session.close"}; the server closes once everything has been spoken
Out: session.configured; for each sentence (or text, by split_granularity) audio.start, its audio
     in binary messages, or with word_timestamps in audio.chunk, and audio.done; session.done at the
     end of each text; error, after which the next text may follow

Text is spoken as it comes, also where vllm-omni waits for input.done; and sglang-omni would close
the connection after session.done.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from backend_queues.errors import InvalidRequest, NothingToSpeak, TTSError, shown
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Event, Failure
from frontend.server.http.sockets import NORMAL, Socket, close_code
from frontend.server.http.typed import read_json
from frontend.server.vendors.incoming import IncomingText, TextRoom
from frontend.server.vendors.names import FoundVoice, VendorNames, vendor_voice
from frontend.server.vendors.omni.errors import omni_error
from frontend.server.vendors.omni.messages import (
    EXAMPLE,
    Config,
    Configured,
    SessionDone,
    read_config,
)
from frontend.server.vendors.omni.sentences import Sent, Sentences
from frontend.server.vendors.speaking import Asked, spoken
from tasks.process.cancellation import race

if TYPE_CHECKING:
    from frontend.access.client import Client
    from frontend.protocol.voice_settings import VoiceSettingsRequest
    from frontend.server.http.state import AppState

NORMAL_SPEED = 1.0


@dataclass(frozen=True)
class Turn:
    """A text that waits for its turn, or is spoken."""

    index: int
    config: Config
    asked: Asked


class Session:
    """`serve` raises WebSocketDisconnect and ClientTooSlow, as the socket does."""

    def __init__(self, socket: Socket, state: AppState, client: Client) -> None:
        self._socket = socket
        self._state = state
        self._client = client
        self._id = f"speech_ws_{uuid.uuid4().hex}"
        self._room = TextRoom(state.settings.max_text_chars)
        self._config: tuple[Config, VoiceSettingsRequest] | None = None
        self._coming: IncomingText | None = None  # until its input.done
        self._turns: asyncio.Queue[Turn | None] = asyncio.Queue()  # None is the end
        self._texts = 0

    async def serve(self) -> None:
        """Serve the client until it closes, or leaves; raises TTSError before its first config."""
        await race(self._hear(), self._speak())

    async def fail(self, failure: Failure) -> None:
        """Tell the client why the session ends, and close."""
        await self._tell(failure)
        await self._socket.close(close_code(failure), failure.code)

    # What is heard

    async def _hear(self) -> None:
        while True:
            received = await self._socket.receive()
            try:
                await self._take(_parsed(received))
            except TTSError as error:
                if self._config is None:
                    raise
                await self._tell(Failure.of(error))

    async def _take(self, message: dict[str, Any]) -> None:
        kind = message.get("type")
        if kind == "session.config":
            await self._configure(message)
        elif self._config is None:
            raise InvalidRequest(f"Expected session.config, got: {shown(kind)}")
        elif kind == "input.text":
            self._write(message.get("text", ""))
        elif kind == "input.done":
            self._text().end()
            self._coming = None
        elif kind == "session.close":
            if self._coming is not None:
                self._coming.end()
                self._coming = None
            self._turns.put_nowait(None)
        else:
            raise InvalidRequest(f"Unknown message type: {shown(kind)}; send {EXAMPLE}")

    async def _configure(self, message: dict[str, Any]) -> None:
        if self._coming is not None:
            raise InvalidRequest(
                "session.config cannot be applied while an utterance is in progress; send "
                "input.done first."
            )
        config = read_config(message)
        found = await self._found(config)
        await self._state.voices.resolve(found.request, self._client)  # tells what is wrong with it
        self._config = config, found.request
        granularity = config.split_granularity or "none"
        await self._say(
            Configured(
                session_id=self._id,
                response_format=config.encoding.format,
                stream_audio=config.stream_audio,
                split_granularity=granularity,
                warning=found.warning,
            )
        )

    async def _found(self, config: Config) -> FoundVoice:
        names = VendorNames(config.voice_name, config.model or "", config.language or "")
        found = await vendor_voice(self._state, self._client, names)
        worker = await self._state.voices.worker(found.request.backend)
        known = {option.name for option in worker.capabilities.options}
        options: dict[str, object] = {}
        if config.speed not in (None, NORMAL_SPEED):
            options["speed"] = config.speed
        if config.instructions and "instructions" in known:
            options["instructions"] = config.instructions
        return replace(found, request=replace(found.request, options=options))

    def _write(self, text: object) -> None:
        if not isinstance(text, str):
            raise InvalidRequest("input.text requires a string value.")
        if text:
            self._text().write(text)

    def _text(self) -> IncomingText:
        """Return the text that is coming; it begins here if there is none."""
        if self._coming is None:
            assert self._config
            self._room.take("")  # the turn's own, so that turns without a text are bounded too
            self._coming = IncomingText(self._room)
            config, request = self._config
            self._turns.put_nowait(Turn(self._texts, config, Asked(self._coming, request)))
            self._texts += 1
        return self._coming

    # What is said

    async def _speak(self) -> None:
        while turn := await self._turns.get():
            sentences = Sentences(turn.config, self._id, turn.index)
            try:
                await self._speak_turn(turn, sentences)
            finally:
                sentences.close()
                turn.asked.text.drop()
                self._room.give("")
            await self._say(SessionDone(self._id, turn.index, sentences.total))
        await self._socket.close(NORMAL)

    async def _speak_turn(self, turn: Turn, sentences: Sentences) -> None:
        events = spoken(self._state, self._client, turn.asked, Endpoint.OMNI_SPEECH)
        try:
            async with aclosing(events), aclosing(self._messages(events, sentences)) as messages:
                async for sent in messages:
                    await self._say(sent)
        except TTSError as error:
            await self._break(sentences, Failure.of(error))

    async def _messages(
        self, events: AsyncGenerator[Event], sentences: Sentences
    ) -> AsyncGenerator[Sent]:
        async for event in events:
            if isinstance(event, Failure):
                if event.code != NothingToSpeak.code:  # a text without a word has no sentence
                    await self._break(sentences, event)
                return
            async for sent in sentences.take(event):
                yield sent
        async for sent in sentences.end():
            yield sent

    async def _break(self, sentences: Sentences, failure: Failure) -> None:
        await self._tell(failure)
        for sent in sentences.broken():
            await self._say(sent)

    async def _tell(self, failure: Failure) -> None:
        await self._say(omni_error(failure))

    async def _say(self, sent: Sent) -> None:
        message = sent if isinstance(sent, bytes) else msgspec.json.encode(sent).decode()
        await self._socket.send(message)


def _parsed(received: str | bytes) -> dict[str, Any]:
    if isinstance(received, bytes):
        raise InvalidRequest(f"Send text frames, not binary ones: JSON such as {EXAMPLE}")
    try:
        message = read_json(received)
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(f"Invalid JSON message; send {EXAMPLE}") from error
    if not isinstance(message, dict):
        raise InvalidRequest("WebSocket messages must be JSON objects.")
    return message
