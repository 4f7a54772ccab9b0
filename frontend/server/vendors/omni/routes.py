"""WS /v1/audio/speech/stream."""

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from frontend.server.guards.asking import client_of
from frontend.server.http.sockets import Socket
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.vendors.omni.session import Session


async def speech_stream(websocket: WebSocket) -> None:
    await websocket.accept()
    socket = Socket(websocket, send_timeout_of(websocket))
    session = Session(socket, state_of(websocket), client_of(websocket))
    await socket.serve(session.serve(), session.fail)


ROUTES = [WebSocketRoute("/v1/audio/speech/stream", speech_stream)]
