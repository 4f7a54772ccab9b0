"""What WebSockets have in common: close codes, clients that leave or take nothing."""

import asyncio
import logging
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from frontend.protocol.events import Failure
from frontend.server.http.errors import STATUS
from frontend.server.http.state import state_of
from tasks.process.cancellation import cancel_and_wait

log = logging.getLogger(__name__)

# RFC 6455, section 7.4.1
NORMAL, POLICY_VIOLATION, INTERNAL_ERROR, TRY_AGAIN_LATER = 1000, 1008, 1011, 1013


class Socket:
    """A WebSocket whose client is left if it takes nothing for too long.

    `send` and `close` raise TimeoutError for that, and WebSocketDisconnect if the client has left.
    """

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._send_timeout_s = state_of(websocket).settings.send_timeout_s
        self.closing = False

    async def receive(self) -> str | bytes:
        """Return the next message. Raises WebSocketDisconnect when the client leaves."""
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        received: str | bytes | None = message.get("text")
        return message["bytes"] if received is None else received

    async def send(self, message: str | bytes) -> None:
        """Send a message; after `close` there is nobody to send to, and it does nothing."""
        if self.closing:
            return
        async with asyncio.timeout(self._send_timeout_s):
            if isinstance(message, str):
                await self._websocket.send_text(message)
            else:
                await self._websocket.send_bytes(message)

    async def close(self, code: int, reason: str = "") -> None:
        """Close, once."""
        if not self.closing:
            self.closing = True
            async with asyncio.timeout(self._send_timeout_s):
                await self._websocket.close(code, reason)


def close_code(failure: Failure) -> int:
    """Return the code to close with after a failure that ends the connection."""
    status = STATUS.get(failure.code, 500)
    if status == 503:
        return TRY_AGAIN_LATER
    return POLICY_VIOLATION if status < 500 else INTERNAL_ERROR


@contextmanager
def until_disconnect(path: str) -> Iterator[None]:
    """End quietly with a client that leaves, or that takes nothing for too long."""
    try:
        yield
    except WebSocketDisconnect:
        pass
    except TimeoutError:
        log.info("A client of %s took nothing for too long and was left.", path)


async def write_while_reading(
    writing: Coroutine[Any, Any, None], reading: Coroutine[Any, Any, None]
) -> None:
    """Write to the end, but stop at once when reading fails: the client has left."""
    writer, reader = asyncio.create_task(writing), asyncio.create_task(reading)
    try:
        await asyncio.wait({reader, writer}, return_when=asyncio.FIRST_COMPLETED)
        if reader.done():
            reader.result()
        await writer
    finally:
        await cancel_and_wait(reader, writer)
