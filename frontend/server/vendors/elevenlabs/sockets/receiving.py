"""The messages of a client of ElevenLabs' sockets."""

from backend_queues.errors import InvalidRequest
from frontend.server.http.sockets import Socket
from frontend.server.http.typed import parse_json
from frontend.server.vendors.elevenlabs.sockets.messages import EXAMPLE, ElevenLabsMessage


async def receive(socket: Socket) -> ElevenLabsMessage:
    """Return the next message. Raises InvalidRequest if it is none."""
    message = await socket.receive()
    if isinstance(message, bytes):
        raise InvalidRequest(f"Send text frames, not binary ones: JSON such as {EXAMPLE}")
    return parse_json(message, ElevenLabsMessage, EXAMPLE)
