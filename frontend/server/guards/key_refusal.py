"""A request without the right key, answered in the form of the interface that it came to.

The handshake of a WebSocket is answered with the status, which programs can read. A browser's page
cannot: it only sees that there is no connection. So a browser, which always sends Origin, gets the
error as a message of the protocol, after which the connection is closed.
"""

import msgspec
from starlette.requests import HTTPConnection
from starlette.types import Receive, Send
from starlette.types import Scope as Connection
from starlette.websockets import WebSocket

from backend_queues.errors import TTSError
from frontend.access.errors import InvalidKey, MissingScope
from frontend.protocol.events import Failure
from frontend.server.guards.refusal import DEEPGRAM, ELEVENLABS, NOT_FROM_UVICORN, response_for
from frontend.server.http.sockets import close_code
from frontend.server.messages.realtime import ErrorMessage, ErrorOutput
from frontend.server.messages.token_events import Error
from frontend.server.vendors.cartesia.errors import error_message as cartesia_message
from frontend.server.vendors.cartesia.recognition import SOCKET as CARTESIAS
from frontend.server.vendors.deepgram.errors import message_code
from frontend.server.vendors.deepgram.messages import DeepgramError
from frontend.server.vendors.elevenlabs.sockets.sending import error_message
from frontend.server.vendors.omni.errors import omni_error

REALTIME = "/ws"
OMNI = "/v1/audio/speech/stream"
REALM = 'Bearer realm="voice-server"'


async def refuse(error: TTSError, connection: Connection, receive: Receive, send: Send) -> None:
    """Answer with the error."""
    is_socket = connection["type"] == "websocket"
    if is_socket and "origin" in HTTPConnection(connection).headers:
        await _tell(WebSocket(connection, receive, send), error)
        return
    response = response_for(connection, error)
    if isinstance(error, InvalidKey):
        response.headers["WWW-Authenticate"] = REALM
    elif isinstance(error, MissingScope):
        response.headers["WWW-Authenticate"] = f'{REALM}, error="insufficient_scope"'
    if is_socket:
        response.headers.update(NOT_FROM_UVICORN)
    await response(connection, receive, send)


async def _tell(websocket: WebSocket, error: TTSError) -> None:
    failure = Failure.of(error)
    message: msgspec.Struct = Error(failure.code, failure.message, failure.retry_after_s)
    if websocket.url.path == REALTIME:
        message = ErrorMessage(ErrorOutput(failure.message, ""))
    elif websocket.url.path.startswith(ELEVENLABS):
        message = error_message(failure)
    elif websocket.url.path == OMNI:
        message = omni_error(failure)
    elif websocket.url.path == CARTESIAS:
        message = cartesia_message(failure)
    elif websocket.url.path in DEEPGRAM:
        code = message_code(failure)
        message = DeepgramError(code, failure.message, failure.message, code)
    await websocket.accept(next(iter(websocket.scope.get("subprotocols", ())), None))
    await websocket.send_text(msgspec.json.encode(message).decode())
    await websocket.close(close_code(failure), failure.code)
