"""WebSockets with limits: uvicorn's protocol, which closes what is idle and clients that are gone.

A pong cannot be waited for with a fixed limit: it comes behind the audio that a slow listener has
not taken yet. So a client counts as gone when nothing at all has come from it for a while, and it
has had the time to hear what it was sent since.

What comes is read in small parts (`reading.py`), and no further than to the end of a message, until
that is taken: messages of a byte or none take far more time and memory than they have bytes.

The client's own pings have the same way before them: many a device that plays what it reads leaves
when they are not answered within seconds. So little waits here for the connection to take it.
"""

import asyncio
import socket
from asyncio.transports import BaseTransport, Transport
from typing import Any

from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
from uvicorn.config import Config
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame

from backend_queues.errors import InvalidRequest, Overloaded
from frontend.server.connections.held import HELD, SMALL_BYTES
from frontend.server.connections.limits import limits_of
from frontend.server.connections.raw_answer import raw_answer
from frontend.server.connections.reading import Incoming, reading_of

# RFC 6455, section 7.4.1
GOING_AWAY, POLICY_VIOLATION, TRY_AGAIN_LATER = 1001, 1008, 1013
PART_BYTES = 512  # 85 of the smallest frames, each of which may be a message
UNSENT_BYTES = 32_768  # in the transport, and once more in the kernel; 0.7 s of pcm each


class WebSocketConnection(WebSocketsSansIOProtocol):
    """One connection; `check` must be called once a second."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits = limits_of(config)
        now = self.loop.time()
        self._heard_at = now  # anything, also a pong
        self._said_at = now  # a whole message, by either side
        self._sent_bytes = 0  # since something was heard
        self._message_since: float | None = None  # of a message that has not come to its end
        self._message_bytes = 0
        self._held_bytes = 0
        self._late_pong = b""  # waits until the connection takes more

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        reading, paused = reading_of(self.config), lambda: self.read_paused
        self._incoming = Incoming(self.transport, reading, PART_BYTES, self._read, paused)
        _keep_little_unsent(self.transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._incoming.drop()
        self._hold(0)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._heard_at = self.loop.time()
        self._sent_bytes = 0
        if not self.handshake_initiated:
            super().data_received(data)
            return None if self.handshake_initiated else self._refuse()
        return self._incoming.take(data)

    def _refuse(self) -> None:
        """Answer a handshake that `websockets` cannot read; uvicorn would wait for ever."""
        answer = b"".join(self.conn.data_to_send())
        error = InvalidRequest("The request for a WebSocket cannot be read.")
        self.transport.write(answer or raw_answer(error, self.default_headers))
        self.handshake_complete = self.close_sent = True
        self.transport.close()

    def _read(self, data: bytes) -> None:
        super().data_received(data)
        self._note_part(len(data))

    async def receive(self) -> ASGIReceiveEvent:
        message = await self.queue.get()
        if self.read_paused and self.queue.empty():
            self.read_paused = False
            self._incoming.go_on()
        return message

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._late_pong and not self.close_sent:
            self.transport.write(self._late_pong)
        self._late_pong = b""

    def handle_ping(self) -> None:
        """Answer; but of those that come while nothing is taken only the last (RFC 6455, 5.5.3)."""
        answers = self.conn.data_to_send()
        if self.writable.is_set():
            self.transport.write(b"".join(answers))
        elif answers:
            self._late_pong = answers[-1]

    def handle_cont(self, event: Frame) -> None:
        """Join the message as it comes: a list of fragments could be far larger than it."""
        if not isinstance(self.frames[0], bytearray):
            self.frames = [bytearray(self.frames[0])]  # type: ignore[list-item]
        self.frames[0] += event.data
        if event.fin:
            self.frames = [bytes(self.frames[0])]
            self.send_receive_event_to_app()

    def send_receive_event_to_app(self) -> None:
        self._said_at = self.loop.time()
        self._message_since = None
        super().send_receive_event_to_app()

    async def send(self, message: ASGISendEvent) -> None:
        if not self.handshake_complete and self.transport.is_closing():
            # It would drop the answer to the handshake, and then take the next message for one.
            raise ClientDisconnected
        await super().send(message)
        if message["type"] == "websocket.close":
            self._incoming.go_on()  # to the client's own
        if message["type"] == "websocket.http.response.body" and self.close_sent:
            self.handshake_complete = True  # uvicorn would log that it has got no answer
        if message["type"] == "websocket.send":
            self._said_at = self.loop.time()
            self._sent_bytes += len(message.get("bytes") or message.get("text") or "")

    def check(self, now: float) -> None:
        """Close the connection if it is idle, or if its client is gone or sends too slowly."""
        if not self.handshake_complete or self.close_sent or self.transport.is_closing():
            return
        if self.read_paused:  # nothing can be heard
            self._heard_at = now
            self._message_since = None
        elif now - self._heard_at > self._silence_limit_s():
            self._end(GOING_AWAY, "No ping was answered.")
        elif now - self._said_at > self._limits.idle_s:
            self._end(GOING_AWAY, "Nothing was said for too long.")
        elif self._sends_slowly(now):
            self._end(POLICY_VIOLATION, "The message came too slowly.")

    def _note_part(self, count: int) -> None:
        """Note whether what has come ends in the middle of a message."""
        if not self.frames and not self.conn.reader.buffer:
            self._message_since, self._message_bytes = None, 0
        elif self._message_since is None:
            self._message_since, self._message_bytes = self._heard_at, count
        else:
            self._message_bytes += count
        try:
            self._hold(self._message_bytes if self._message_bytes > SMALL_BYTES else 0)
        except Overloaded as error:
            self._end(TRY_AGAIN_LATER, error.message)

    def _hold(self, count: int) -> None:
        """Count the memory that this connection holds. Raises Overloaded if there is none."""
        HELD.take(count - self._held_bytes)
        self._held_bytes = count

    def _sends_slowly(self, now: float) -> bool:
        if self._message_since is None:
            return False
        return now - self._message_since > self._limits.body_limit_s(self._message_bytes)

    def _silence_limit_s(self) -> float:
        return self._limits.silence_s + self._sent_bytes / self._limits.taken_bytes_per_s

    def _end(self, code: int, reason: str) -> None:
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.close()


def _keep_little_unsent(transport: Transport) -> None:
    """Bound what is not on its way yet, which leaves alone how much may be on its way."""
    transport.set_write_buffer_limits(high=UNSENT_BYTES)
    connection = transport.get_extra_info("socket")
    is_tcp = connection is not None and connection.family != socket.AF_UNIX
    if is_tcp and hasattr(socket, "TCP_NOTSENT_LOWAT"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
