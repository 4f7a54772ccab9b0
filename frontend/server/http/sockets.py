"""What WebSockets have in common: close codes, errors, clients that leave or stop reading."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from backend_queues.errors import TTSError
from frontend.protocol.events import Failure
from frontend.protocol.faults import internal_error
from frontend.server.http.errors import STATUS
from frontend.server.http.sending import ClientTooSlow, SendTimeout

log = logging.getLogger(__name__)

# RFC 6455, section 7.4.1
NORMAL, POLICY_VIOLATION, INTERNAL_ERROR, TRY_AGAIN_LATER = 1000, 1008, 1011, 1013


class Socket:
    """A WebSocket whose messages must be read within the send timeout.

    `send` and `close` raise ClientTooSlow after it, and WebSocketDisconnect if the client has left.
    """

    def __init__(self, websocket: WebSocket, send_timeout: SendTimeout) -> None:
        self._websocket = websocket
        self._send_timeout = send_timeout
        self.closing = False

    async def receive(self) -> str | bytes:
        """Return the next message. Raises WebSocketDisconnect when the client leaves."""
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        received: str | bytes | None = message.get("text")
        return message["bytes"] if received is None else received

    async def send(self, message: str | bytes) -> None:
        """Send a message; does nothing after `close`."""
        if self.closing:
            return
        if isinstance(message, str):
            await self._send_timeout.within(self._websocket.send_text(message))
        else:
            await self._send_timeout.within(self._websocket.send_bytes(message))

    async def close(self, code: int, reason: str = "") -> None:
        """Close the connection, once."""
        if not self.closing:
            self.closing = True
            await self._send_timeout.within(self._websocket.close(code, reason))

    async def serve(
        self, serving: Coroutine[Any, Any, None], fail: Callable[[Failure], Awaitable[None]]
    ) -> None:
        """Run `serving` until it ends, or until the client leaves or stops reading.

        `fail` tells the client of an error, and closes the connection.
        """
        with self._send_timeout.logged(), suppress(WebSocketDisconnect):
            await self._serve(serving, fail)

    async def _serve(
        self, serving: Coroutine[Any, Any, None], fail: Callable[[Failure], Awaitable[None]]
    ) -> None:
        try:
            await serving
        except (WebSocketDisconnect, ClientTooSlow):
            raise
        except TTSError as error:
            await fail(Failure.of(error))
        except Exception as error:  # noqa: BLE001 - answered in the protocol's form
            path = self._websocket.url.path
            fault = internal_error(log, "A WebSocket connection has failed.", error, path=path)
            await fail(Failure.of(fault))


def close_code(failure: Failure) -> int:
    """Return the code for closing the connection after a failure."""
    status = STATUS.get(failure.code, 500)
    if status in (429, 503):
        return TRY_AGAIN_LATER
    return POLICY_VIOLATION if status < 500 else INTERNAL_ERROR
