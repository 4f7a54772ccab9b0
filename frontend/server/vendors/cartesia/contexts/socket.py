"""WS /tts/websocket: several texts at once, each written while it is spoken.

In:  {"context_id", "transcript", "continue", "model_id", "voice", "output_format", ...}: the first
     with an id opens a context, those after it are more of its text, as it is joined to what was
     before. One without `continue` is the last one. Only `transcript`, `continue`, `flush`,
     `max_buffer_delay_ms` and how it is spoken may differ within a context.
     {"context_id", "transcript": "", "continue": true, "flush": true}: what is written is spoken
     {"context_id", "cancel": true}: the context ends at once, and nothing more comes of it
Out: {"type": "chunk", "data": base64, "flush_id", "step_time", ...}; the first one has a "warning"
     too if what was asked for is not known here and something else speaks
     {"type": "timestamps", "word_timestamps": {"words", "start", "end"}, ...} with add_timestamps
     {"type": "flush_done", "flush_id", ...} behind the audio of what was flushed
     {"type": "done", ...} at the end of a context
     {"type": "error", "title", "message", "error_code", "status_code", "request_id", ...}: the
     context that it names has ended; the socket goes on
each with `context_id`, `status_code` and `done`. The socket is closed when the server ends, when
nothing was said over it for too long, and when its client does not read.
"""

import asyncio
from collections.abc import Mapping

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect

from backend_queues.errors import InvalidRequest, ShuttingDown, TTSError
from frontend.access.client import Client
from frontend.access.errors import TooManyRequests
from frontend.protocol.events import Failure
from frontend.protocol.mistakes import converted, mistake_in
from frontend.server.guards.asking import client_of
from frontend.server.http.sending import ClientTooSlow
from frontend.server.http.sockets import Socket, close_code
from frontend.server.http.state import AppState, send_timeout_of, state_of
from frontend.server.http.typed import parse_json
from frontend.server.vendors.cartesia.asked import asked_voice
from frontend.server.vendors.cartesia.contexts.spoken_context import SpokenContext
from frontend.server.vendors.cartesia.errors import error_message
from frontend.server.vendors.cartesia.messages import (
    EXAMPLE,
    MAX_CONTEXT_ID_CHARS,
    CartesiaBody,
    ContextMessage,
    ServerMessage,
    encode_json,
)
from frontend.voices.voice_settings import VoiceSettings
from tasks.process.cancellation import cancel_and_wait, race

MOST_CONTEXTS = 20  # of one socket, at once


async def tts_websocket(websocket: WebSocket) -> None:
    await websocket.accept()
    socket = Socket(websocket, send_timeout_of(websocket))
    connection = CartesiaConnection(socket, state_of(websocket), client_of(websocket))
    await socket.serve(connection.serve(), connection.fail)


class CartesiaConnection:
    """One socket and its contexts, each in a task of its own."""

    def __init__(self, socket: Socket, state: AppState, client: Client) -> None:
        self._socket = socket
        self._state = state
        self._client = client
        self._contexts: dict[str, tuple[SpokenContext, asyncio.Task[None]]] = {}
        self._broken = asyncio.Event()
        self._reason: Exception | None = None  # why the socket is of no use any more

    async def serve(self) -> None:
        """Follow the client's messages until it leaves; its contexts end with that.

        Raises:
            WebSocketDisconnect: the client has left.
            ClientTooSlow: the client does not read.
        """
        try:
            await race(self._read(), self._wait_broken())
        finally:
            await cancel_and_wait(*(task for _, task in self._contexts.values()))

    async def fail(self, failure: Failure) -> None:
        """Tell the client why the connection ends, and close it."""
        await self._send(error_message(failure))
        await self._socket.close(close_code(failure), failure.code)

    async def _read(self) -> None:
        while True:
            received = await self._socket.receive()
            context_id = ""
            try:
                given = _parsed(received)
                context_id = _context_id(given)
                await self._follow(_message(given))
            except TTSError as error:
                await self._cancel(context_id)  # the error says that it has ended
                await self._send(error_message(error, context_id))

    async def _follow(self, message: ContextMessage) -> None:
        if message.cancel:
            await self._cancel(message.context_id)
            return
        if message.context_id not in self._contexts:
            self._open(message.context_id)
        context, _ = self._contexts[message.context_id]
        await context.inbox.put(message)

    def _open(self, context_id: str) -> None:
        """Raises TooManyRequests if there are as many contexts as may be."""
        if len(self._contexts) >= MOST_CONTEXTS:
            raise TooManyRequests(
                f"A socket has {MOST_CONTEXTS} contexts at once. Wait for the end of one, or open "
                "another socket."
            )
        context = SpokenContext(
            context_id,
            self._state.speech_service,
            self._client,
            self._settings_of,
            self._send,
            self._state.settings.max_text_chars,
        )
        task = asyncio.create_task(self._run(context), name=f"context {context_id}")
        self._contexts[context_id] = context, task

    async def _settings_of(self, body: CartesiaBody) -> tuple[VoiceSettings, str]:
        asked = await asked_voice(self._state, self._client, body)
        return await asked.voice_settings(), asked.warning

    async def _cancel(self, context_id: str) -> None:
        _, task = self._contexts.pop(context_id, (None, None))
        if task:
            await cancel_and_wait(task)

    async def _run(self, context: SpokenContext) -> None:
        try:
            await context.run()
        except (WebSocketDisconnect, ClientTooSlow):
            pass  # `serve` raises it
        except ShuttingDown as error:
            failure = Failure.of(error)
            await self._socket.close(close_code(failure), failure.code)
        finally:
            if self._contexts.get(context.id, (None, None))[0] is context:
                del self._contexts[context.id]

    async def _wait_broken(self) -> None:
        await self._broken.wait()
        assert self._reason is not None
        raise self._reason

    async def _send(self, message: ServerMessage) -> None:
        """Send a message; what makes one of the contexts fail ends all of them."""
        if self._reason:
            raise self._reason
        try:
            await self._socket.send(encode_json(message).decode())
        except (WebSocketDisconnect, ClientTooSlow) as error:
            self._reason = error
            self._broken.set()
            raise


def _parsed(received: str | bytes) -> Mapping[str, object]:
    if isinstance(received, bytes):
        raise InvalidRequest(f"Send text frames, not binary ones: JSON such as {EXAMPLE}")
    return parse_json(received, dict[str, object], EXAMPLE)


def _context_id(given: Mapping[str, object]) -> str:
    """Return the context that an error is about; "" if none can be."""
    found = given.get("context_id")
    return found if isinstance(found, str) and len(found) <= MAX_CONTEXT_ID_CHARS else ""


def _message(given: Mapping[str, object]) -> ContextMessage:
    try:
        return converted(given, ContextMessage)
    except msgspec.ValidationError as error:
        mistake = mistake_in(error, ContextMessage)
        raise InvalidRequest(f"{mistake} Send JSON such as {EXAMPLE}") from error
