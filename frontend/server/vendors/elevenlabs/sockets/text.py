"""One text of a socket, spoken while it is written, until it ends or is interrupted.

A text that its client closes is spoken to its end if all of it was flushed, as ElevenLabs
documents. Otherwise, or if it is closed again, its client interrupts it: its work stops.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from starlette.websockets import WebSocketDisconnect

from backend_queues.errors import NothingToSpeak, ShuttingDown, TTSError, UnknownVoice
from frontend.protocol.events import Failure
from frontend.protocol.faults import internal_error
from frontend.server.http.sending import ClientTooSlow
from frontend.server.vendors.elevenlabs.asking import Asked, find_voice
from frontend.server.vendors.elevenlabs.sockets.sending import Sender, tell_and_close
from frontend.server.vendors.elevenlabs.sockets.writing import Writing
from frontend.server.vendors.elevenlabs.stream import timed
from frontend.streaming.contexts.context import Context
from tasks.process.cancellation import race
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    from frontend.server.vendors.elevenlabs.messages import VoiceSettings
    from frontend.server.vendors.elevenlabs.sockets.messages import ElevenLabsMessage
    from frontend.server.vendors.elevenlabs.sockets.sending import Connection
    from frontend.voices.voice_settings import VoiceSettings as CheckedSettings

log = get_logger(__name__)

# The whole socket ends with these: no other text over it would fare better.
ENDS_SOCKET = (ShuttingDown.code, UnknownVoice.code)


class SpokenText:
    """Takes the messages of one text, and speaks them."""

    def __init__(
        self, connection: Connection, context_id: str | None, settings: VoiceSettings | None
    ) -> None:
        self._connection = connection
        self._sender = Sender(connection, context_id)
        self._settings = settings
        self._writing = Writing(connection.query, connection.state.settings.max_text_chars)
        self._interrupted = asyncio.Event()
        self._idle: asyncio.TimerHandle | None = None
        self.failure: Failure | None = None
        self.timed_out = False
        self.keep_alive()

    @property
    def ended(self) -> bool:
        """Whether no more of it is taken."""
        return self._writing.ended

    def keep_alive(self) -> None:
        """Wait anew for more of it."""
        if self._idle:
            self._idle.cancel()
        limit_s = self._connection.query.inactivity_timeout
        self._idle = asyncio.get_running_loop().call_later(limit_s, self._time_out)

    def take(self, message: ElevenLabsMessage) -> None:
        """Take more of it; a text that is too long fails."""
        self.keep_alive()
        if self.ended:
            return
        try:
            if message.text:
                self._writing.write(message.text)
            if message.flush:
                self._writing.flush()
        except TTSError as error:
            self._fail(error)

    def end(self) -> None:
        """Take it as complete; a text that is too long fails."""
        try:
            self._writing.end()
        except TTSError as error:
            self._fail(error)

    def close(self) -> None:
        """End it; if it was not flushed, or is closed for the second time, at once."""
        if self.ended or not self._writing.flushed:
            self._interrupted.set()
        else:
            self.end()

    async def speak(self) -> None:
        """Speak it, until it ends or is interrupted, and tell its client of the end.

        Raises:
            WebSocketDisconnect: the client has left.
            ClientTooSlow: the client does not read.
        """
        try:
            await race(self._speak(), self._until_interrupted())
        except (WebSocketDisconnect, ClientTooSlow):
            raise
        except TTSError as error:
            self.failure = Failure.of(error)
        except Exception as error:  # noqa: BLE001 - told in the protocol's form
            self.failure = Failure.of(internal_error(log, "A text has failed.", error))
        finally:
            self._writing.drop()
            if self._idle:
                self._idle.cancel()
        await self._tell_end()

    async def _speak(self) -> None:
        of = self._connection
        settings = await self._resolve()
        if not await self._writing.begun():
            return
        async with of.state.speech_service.utterance(
            settings, of.endpoint, of.encoding.sample_rate_hz, client=of.client
        ) as utterance:
            context = Context(utterance)
            self._writing.open(context)
            async with aclosing(timed(context.events(), of.encoding)) as parts:
                async for part in parts:
                    if isinstance(part, Failure):
                        self.failure = part
                    else:
                        await self._sender.send(part)

    async def _resolve(self) -> CheckedSettings:
        of, query = self._connection, self._connection.query
        asked = Asked(
            of.voice_id,
            query.model_id,
            query.language_code,
            query.apply_text_normalization,
            self._settings,
        )
        found = await find_voice(of.state, of.client, asked)
        self._sender.warning = found.warning
        return await of.state.voices.resolve(found.request, of.client)

    async def _until_interrupted(self) -> None:
        await self._interrupted.wait()

    async def _tell_end(self) -> None:
        failure = self.failure
        if failure and failure.code in ENDS_SOCKET:
            await tell_and_close(self._connection.socket, failure)
        elif failure and failure.code != NothingToSpeak.code:
            await self._sender.fail(failure)
        await self._sender.end()

    def _fail(self, error: TTSError) -> None:
        self.failure = Failure.of(error)
        self._interrupted.set()

    def _time_out(self) -> None:
        """What was written is spoken, and no more is taken."""
        if not self.ended:
            self.timed_out = True
            self.end()
