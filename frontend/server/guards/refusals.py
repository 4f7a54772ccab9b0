"""A request without the right key, answered in the form of the interface that it came to.

The handshake of a WebSocket is answered with the status, which programs can read. A browser's page
cannot: it only sees that there is no connection. So a browser, which always sends Origin, gets the
error as a message of the protocol, after which the connection is closed.
"""

from collections.abc import Callable, Mapping

import msgspec
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Receive, Send
from starlette.types import Scope as Connection
from starlette.websockets import WebSocket

from backend_queues.errors import TTSError
from frontend.access.errors import InvalidKey, MissingScope
from frontend.protocol.events import Failure
from frontend.server.http.errors import error_response
from frontend.server.http.sockets import close_code
from frontend.server.messages.realtime import ErrorMessage, ErrorOutput
from frontend.server.messages.tokens import Error
from frontend.server.routes.classic import not_changed
from frontend.server.routes.openai.errors import error_response as openai_response

Answer = Callable[[TTSError], Response]

ANSWERS: Mapping[str, Answer] = {
    "/set_engine": not_changed,
    "/setvoice": not_changed,
    "/dev/captioned_speech": openai_response,
}
OPENAI_PATHS = ("/v1/audio/speech", "/v1/models")
REALTIME = "/ws"
REALM = 'Bearer realm="voice-server"'


async def refuse(error: TTSError, connection: Connection, receive: Receive, send: Send) -> None:
    """Answer with the error."""
    if connection["type"] == "websocket" and "origin" in HTTPConnection(connection).headers:
        await _tell(WebSocket(connection, receive, send), error)
        return
    response = _answer_of(connection["path"])(error)
    if isinstance(error, InvalidKey):
        response.headers["WWW-Authenticate"] = REALM
    elif isinstance(error, MissingScope):
        response.headers["WWW-Authenticate"] = f'{REALM}, error="insufficient_scope"'
    await response(connection, receive, send)


def _answer_of(path: str) -> Answer:
    if path.startswith(OPENAI_PATHS):
        return openai_response
    return ANSWERS.get(path, error_response)


async def _tell(websocket: WebSocket, error: TTSError) -> None:
    failure = Failure.of(error)
    message: msgspec.Struct = Error(failure.code, failure.message, failure.retry_after_s)
    if websocket.url.path == REALTIME:
        message = ErrorMessage(ErrorOutput(failure.message, ""))
    await websocket.accept()
    await websocket.send_text(msgspec.json.encode(message).decode())
    await websocket.close(close_code(failure), failure.code)
