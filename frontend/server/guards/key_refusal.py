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
from frontend.server.guards.refusal import DEEPGRAM, ELEVENLABS, refuse
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


async def refuse_asker(
    error: TTSError, connection: Connection, receive: Receive, send: Send
) -> None:
    """Answer who asks without the right key."""
    is_socket = connection["type"] == "websocket"
    if is_socket and "origin" in HTTPConnection(connection).headers:
        await _tell(WebSocket(connection, receive, send), Failure.of(error))
    else:
        await refuse(error, connection, receive, send, _challenge(error))


def _challenge(error: TTSError) -> dict[str, str]:
    """Return the header that says what would be let in (RFC 6750, section 3)."""
    if isinstance(error, InvalidKey):
        return {"WWW-Authenticate": REALM}
    if isinstance(error, MissingScope):
        return {"WWW-Authenticate": f'{REALM}, error="insufficient_scope"'}
    return {}


async def _tell(websocket: WebSocket, failure: Failure) -> None:
    message = _message(websocket.url.path, failure)
    await websocket.accept(next(iter(websocket.scope.get("subprotocols", ())), None))
    await websocket.send_text(msgspec.json.encode(message).decode())
    await websocket.close(close_code(failure), failure.code)


def _message(path: str, failure: Failure) -> msgspec.Struct:
    """Return the failure in the shape that the clients of this path expect."""
    if path == REALTIME:
        return ErrorMessage(ErrorOutput(failure.message, ""))
    if path.startswith(ELEVENLABS):
        return error_message(failure)
    if path == OMNI:
        return omni_error(failure)
    if path == CARTESIAS:
        return cartesia_message(failure)
    if path in DEEPGRAM:
        code = message_code(failure)
        return DeepgramError(code, failure.message, failure.message, code)
    return Error(failure.code, failure.message, failure.retry_after_s)
