"""One context of a socket: its text comes in messages, its speech goes out, until it ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.websockets import WebSocketDisconnect

from backend_queues.errors import InvalidRequest, NothingToSpeak, ShuttingDown, TTSError
from frontend.audio.encoded import EncodedAudio, EncodedEvent, encoded
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Done, Failure
from frontend.protocol.faults import internal_error
from frontend.server.http.sending import ClientTooSlow
from frontend.server.vendors.cartesia.contexts.context_text import ContextText
from frontend.server.vendors.cartesia.contexts.inbox import Inbox
from frontend.server.vendors.cartesia.errors import error_message
from frontend.server.vendors.cartesia.formats import encoding_of
from frontend.server.vendors.cartesia.messages import CartesiaBody, ContextMessage, ServerMessage
from frontend.server.vendors.cartesia.telling import Telling
from frontend.streaming.contexts.context import Context
from tasks.process.cancellation import race
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    from frontend.access.client import Client
    from frontend.audio.formats import Encoding
    from frontend.streaming.speech_service import SpeechService
    from frontend.voices.voice_settings import VoiceSettings

Send = Callable[[ServerMessage], Awaitable[None]]
# How a text is spoken, and what of that could not be followed.
SettingsOf = Callable[[CartesiaBody], Awaitable[tuple["VoiceSettings", str]]]

log = get_logger(__name__)

# A context of which nothing is said or heard for so long has ended. (Cartesia's ends after 1 s,
# which an LLM that thinks does not keep to.)
IDLE_S = 20.0
LASTING = ("model_id", "voice", "output_format", "language", "locale", "add_timestamps")
SPOKEN_SO = ("generation_config", "speed")


class SpokenContext:
    """Speaks one text; and another by the same id, if more comes after the text's end."""

    def __init__(
        self,
        context_id: str,
        speech_service: SpeechService,
        client: Client,
        settings_of: SettingsOf,
        send: Send,
        max_text_chars: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = context_id
        self._speech_service = speech_service
        self._client = client
        self._settings_of = settings_of
        self._send = send
        self._clock = clock
        self._active_at = clock()
        self.inbox = Inbox(max_text_chars)

    async def run(self) -> None:
        """Speak what comes, until nothing more does.

        Raises:
            WebSocketDisconnect, ClientTooSlow: nobody hears it.
            ShuttingDown: the server ends; the client was told.
        """
        try:
            message = await self.inbox.next()
            while message:
                await self._speak_or_tell(message)
                message = self.inbox.next_text()
        finally:
            self.inbox.close()

    async def _speak_or_tell(self, first: ContextMessage) -> None:
        """Speak one text; what is wrong ends it, and is told."""
        try:
            await self._speak_text(first)
        except TTSError as error:
            await self._fail(error)
        except (WebSocketDisconnect, ClientTooSlow):
            raise
        except Exception as error:  # noqa: BLE001 - answered in the protocol's form
            fault = internal_error(log, "A context has failed.", error, context=self.id)
            await self._fail(fault)

    async def _fail(self, error: TTSError) -> None:
        self.inbox.clear()
        await self._send(error_message(error, self.id))
        if isinstance(error, ShuttingDown):
            raise error

    async def _speak_text(self, first: ContextMessage) -> None:
        encoding = encoding_of(first.output_format, raw=True)
        settings, warning = await self._settings_of(first)  # tells at once what is wrong with it
        first, opening = await self._with_words(first), first
        if changed := _changed(opening, first):
            settings, warning = await self._settings_of(changed)
        telling = Telling(self.id, with_words=bool(first.add_timestamps), warning=warning)
        telling.count_flushes()
        if _is_silent(first):
            await self._send(telling.done())
            return
        async with self._speech_service.utterance(
            settings, Endpoint.CARTESIA_SOCKET, encoding.sample_rate_hz, client=self._client
        ) as utterance:
            context = Context(utterance)
            text = ContextText(context, telling)
            # Writing never ends by itself: it raises where a message is wrong.
            await race(self._write(first, context, text), self._tell(context, telling, encoding))

    async def _with_words(self, first: ContextMessage) -> ContextMessage:
        """Return the first message with the words that come for it, if it has none itself.

        A context may be opened long before, and is not to take anybody's place until then.
        """
        message = first
        while message.continues and _is_silent(message):
            more = await self._next()
            _check_lasts(first, more)
            message = _with_more(message, more)
        return message

    async def _write(self, first: ContextMessage, context: Context, text: ContextText) -> None:
        message, before = first, first
        text.take(message)
        while message.continues:
            message = await self._next(text)
            _check_lasts(first, message)
            if changed := _changed(before, message):
                settings, _ = await self._settings_of(changed)
                context.change_voice(settings)
                before = changed
            text.take(message)
        text.end()
        await asyncio.Event().wait()  # what comes now is another text

    async def _next(self, text: ContextText | None = None) -> ContextMessage:
        """Return the next message; one that ends the context, if none comes for too long."""
        while True:
            delay_s = text.delay_s if text else None
            idle_s = self._clock() - self._active_at
            message = await self.inbox.next(delay_s or max(0.0, IDLE_S - idle_s))
            if message:
                self._active_at = self._clock()
                return message
            if text and delay_s is not None:
                text.flush()
            elif self._clock() - self._active_at >= IDLE_S:
                return ContextMessage(context_id=self.id)

    async def _tell(self, context: Context, telling: Telling, encoding: Encoding) -> None:
        async with (
            aclosing(context.events()) as events,
            aclosing(encoded(events, encoding)) as following,
        ):
            async for told in following:
                event = _as_told(told)
                if isinstance(event, Failure) and event.code == ShuttingDown.code:
                    raise ShuttingDown(event.message)
                if isinstance(event, Failure):
                    self.inbox.clear()
                if isinstance(event, EncodedAudio):
                    await self._send(telling.audio(event.data))
                for message in telling.of(event):
                    await self._send(message)
                self._active_at = self._clock()


def _as_told(event: EncodedEvent) -> EncodedEvent:
    """Agents end contexts without a word in them, and wait for their end."""
    if isinstance(event, Failure) and event.code == NothingToSpeak.code:
        return Done(0, 0.0)
    return event


def _is_silent(message: ContextMessage) -> bool:
    """Tell whether nothing is to be done for it yet."""
    return not message.flush and not message.transcript.strip()


def _with_more(message: ContextMessage, more: ContextMessage) -> ContextMessage:
    """Return a message without words, and what follows it, as one."""
    given = {name: getattr(more, name) for name in (*SPOKEN_SO, "max_buffer_delay_ms")}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return msgspec.structs.replace(
        message, transcript=more.transcript, continues=more.continues, flush=more.flush, **changes
    )


def _check_lasts(first: ContextMessage, message: ContextMessage) -> None:
    """Raises InvalidRequest: the message would change what holds for a whole context."""
    for name in LASTING:
        given = getattr(message, name)
        if given is not None and given != getattr(first, name):
            raise InvalidRequest(
                f"{name} must stay the same within a context. Open another one, by another "
                "context_id."
            )


def _changed(before: ContextMessage, message: ContextMessage) -> ContextMessage | None:
    """Return how the text is spoken from this message on; None if as before."""
    given = {name: getattr(message, name) for name in SPOKEN_SO}
    changes = {
        name: value
        for name, value in given.items()
        if value is not None and value != getattr(before, name)
    }
    return msgspec.structs.replace(before, **changes) if changes else None
