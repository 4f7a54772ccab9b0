"""The routes of Deepgram's clients, and how their WebSockets are opened."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket

from backend_queues.errors import TTSError
from frontend.protocol.endpoints import Endpoint
from frontend.server.guards.asking import client_of, use_no_cache
from frontend.server.http.error_route import ErrorRoute
from frontend.server.http.sockets import Socket
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.vendors.deepgram.connection import Connection, Opening
from frontend.server.vendors.deepgram.errors import error_response, request_id_of
from frontend.server.vendors.deepgram.flux import FluxConnection
from frontend.server.vendors.deepgram.formats import socket_encoding
from frontend.server.vendors.deepgram.socket import SpeakConnection
from frontend.server.vendors.deepgram.speak import speak
from frontend.server.vendors.deepgram.speaker import Speaker, read_query


class DeepgramRoute(ErrorRoute):
    """A route whose errors have Deepgram's form."""

    def error(self, request: Request, error: TTSError) -> Response:
        return error_response(error, request_id_of(request))


def socket(kind: type[Connection]) -> Callable[[WebSocket], Awaitable[None]]:
    """Return the endpoint of a WebSocket that is served by connections of this kind."""

    async def serve(websocket: WebSocket) -> None:
        try:
            opening = await _opening(websocket)
        except TTSError as error:
            refusal = error_response(error, request_id_of(websocket))
            await websocket.send_denial_response(refusal)
            return
        headers = opening.speaker.headers(opening.request_id)
        await websocket.accept(
            # Who sends a key as a subprotocol does not connect unless one is chosen.
            next(iter(websocket.scope["subprotocols"]), None),
            [(name.encode(), value.encode()) for name, value in headers.items()],
        )
        connection = kind(opening)
        await opening.socket.serve(connection.serve(), connection.fail)

    return serve


async def _opening(websocket: WebSocket) -> Opening:
    """Read what is asked for. Raises TTSError if it cannot be done."""
    query = read_query(websocket)
    if query.mip_opt_out:
        use_no_cache(websocket)
    state, client = state_of(websocket), client_of(websocket)
    encoding = socket_encoding(query)
    speaker = await Speaker.of(query, state, client)
    socket = Socket(websocket, send_timeout_of(websocket))
    return Opening(socket, state, client, request_id_of(websocket), speaker, encoding)


ROUTES: list[BaseRoute] = [
    DeepgramRoute(Endpoint.DEEPGRAM, speak, ["POST"]),
    DeepgramRoute(Endpoint.DEEPGRAM_FLUX, speak, ["POST"]),
    WebSocketRoute(Endpoint.DEEPGRAM, socket(SpeakConnection)),
    WebSocketRoute(Endpoint.DEEPGRAM_FLUX, socket(FluxConnection)),
]
