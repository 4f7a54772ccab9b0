"""WS /v1/text-to-speech/{voice_id}/stream-input and /multi-stream-input: texts as they are written.

In:  {"text": "Hello ", "context_id": "1"}, any number of times; `messages` has all fields.
     The first message of a text may have its voice_settings. "flush" speaks what is written.
     stream-input has one text, which {"text": ""} ends. Of multi-stream-input each `context_id`
     is a text, five at most at once; {"text": ""} keeps it alive, {"close_context": true} ends it,
     {"close_socket": true} all of them.
Out: {"audio": "<base64>", "alignment": {...}, "normalizedAlignment": {...}}; the audio of one text
     is one stream of the output_format, and the first has a "warning" if what was asked for is not
     known here and something else speaks. {"isFinal": true} at the end of each text.
     {"message", "error", "code"} if a text or the socket fails.
     Of a text with an id, each message has it twice: "contextId" and "context_id".
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
from starlette.routing import BaseRoute, WebSocketRoute

from frontend.access.access import Credential, require
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure
from frontend.server.guards.asking import client_of, use_no_cache
from frontend.server.http.sockets import NORMAL, POLICY_VIOLATION, Socket, close_code
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.vendors.elevenlabs.formats import encoding_of
from frontend.server.vendors.elevenlabs.sockets.contexts import Contexts
from frontend.server.vendors.elevenlabs.sockets.messages import (
    ElevenLabsError,
    ElevenLabsMessage,
    SocketQuery,
)
from frontend.server.vendors.elevenlabs.sockets.receiving import receive
from frontend.server.vendors.elevenlabs.sockets.sending import Connection, send, tell_and_close
from frontend.server.vendors.elevenlabs.sockets.text import SpokenText
from frontend.server.vendors.elevenlabs.words import InvalidInput, word_of
from tasks.process.cancellation import race

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from frontend.access.client import Client

KEY_S = 10.0  # for the first message, where a key is asked for and comes in it


async def stream_input(websocket: WebSocket) -> None:
    await _serve(websocket, Endpoint.ELEVENLABS_SOCKET)


async def multi_stream_input(websocket: WebSocket) -> None:
    await _serve(websocket, Endpoint.ELEVENLABS_CONTEXTS)


async def _serve(websocket: WebSocket, endpoint: Endpoint) -> None:
    await websocket.accept()
    socket = Socket(websocket, send_timeout_of(websocket))

    async def fail(failure: Failure) -> None:
        await tell_and_close(socket, failure)

    await socket.serve(_Opening(websocket, socket, endpoint).serve(), fail)


class _Opening:
    """A socket that has been accepted."""

    def __init__(self, websocket: WebSocket, socket: Socket, endpoint: Endpoint) -> None:
        self._websocket = websocket
        self._socket = socket
        self._endpoint = endpoint

    async def serve(self) -> None:
        """Speak what the client sends.

        Raises:
            WebSocketDisconnect: the client has left.
            ClientTooSlow: the client does not read.
            TTSError: a message or the query is wrong, or the key is.
        """
        query = _read_query(self._websocket)
        encoding = encoding_of(query.output_format)
        if not query.enable_logging:
            use_no_cache(self._websocket)
        client, first = await self._let_in()
        connection = Connection(
            self._socket,
            state_of(self._websocket),
            client,
            self._endpoint,
            self._websocket.path_params["voice_id"],
            query,
            encoding,
        )
        if self._endpoint is Endpoint.ELEVENLABS_CONTEXTS:
            await Contexts(connection, SpokenText).serve(first)
        else:
            await _One(connection).serve(first)

    async def _let_in(self) -> tuple[Client, ElevenLabsMessage | None]:
        """Return who the client is, and its first message if that was read to know it.

        Raises:
            InvalidKey, MissingScope: neither a header nor the first message has the right key.
        """
        client = client_of(self._websocket)
        access = state_of(self._websocket).access
        if access.keyring is None or client.scopes:
            return client, None
        try:
            async with asyncio.timeout(KEY_S):
                first = await receive(self._socket)
        except TimeoutError:
            first = ElevenLabsMessage()
        known = await access.client(Credential(first.key), client.address)
        require(known, "speak")
        return (known if client.cache else known.without_cache()), first


class _One:
    """The socket of one text."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def serve(self, first: ElevenLabsMessage | None) -> None:
        socket = self._connection.socket
        first = first or await receive(socket)
        text = SpokenText(self._connection, None, first.voice_settings)
        await race(self._read(text, first), text.speak())
        if text.failure:  # which was told before the text's end
            await socket.close(close_code(text.failure), word_of(text.failure))
        if text.timed_out:
            await send(socket, _timed_out(self._connection.query.inactivity_timeout))
            await socket.close(POLICY_VIOLATION, "input_timeout_exceeded")
        await socket.close(NORMAL)

    async def _read(self, text: SpokenText, message: ElevenLabsMessage) -> None:
        """Never ends by itself: it raises when the client leaves."""
        while True:
            if message.text == "":
                text.end()
            else:
                text.take(message)
            message = await receive(self._connection.socket)


def _read_query(websocket: WebSocket) -> SocketQuery:
    try:
        return msgspec.convert(dict(websocket.query_params), SocketQuery, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidInput.of("query", error, SocketQuery) from error


def _timed_out(limit_s: float) -> ElevenLabsError:
    return ElevenLabsError(
        message=f"No more of the text came within {limit_s:g} s, so it has ended. Send "
        '{"text": " "} to keep it open.',
        error="input_timeout_exceeded",
        code=POLICY_VIOLATION,
    )


ROUTES: list[BaseRoute] = [
    WebSocketRoute("/v1/text-to-speech/{voice_id}/stream-input", stream_input),
    WebSocketRoute("/v1/text-to-speech/{voice_id}/multi-stream-input", multi_stream_input),
]
