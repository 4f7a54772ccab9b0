"""A WebSocket as uvicorn hands it to the application."""

import asyncio
import json
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.types import Message

PATIENCE_S = 3_600.0  # of the clock that jumps


class Connection:
    """A WebSocket as uvicorn hands it to the application."""

    def __init__(self, app: Starlette, path: str, query: bytes) -> None:
        self._app = app
        self._received: asyncio.Queue[Message] = asyncio.Queue()
        self._received.put_nowait({"type": "websocket.connect"})
        self.sent: list[Message] = []
        self._scope = {
            "type": "websocket",
            "path": path,
            "query_string": query,
            "headers": [],
            "scheme": "ws",
            "server": ("127.0.0.1", 8000),
            "client": ("127.0.0.1", 5000),
            "subprotocols": [],
        }

    async def hold(self, frames: Sequence[str | bytes | float], leaves: bool) -> list[Message]:
        """Send the frames; return what came. A client that `leaves` does so after its last."""
        serving = asyncio.create_task(self._app(self._scope, self._received.get, self._send))
        for frame in frames:
            if isinstance(frame, float):
                await asyncio.sleep(frame)
            else:
                kind = "text" if isinstance(frame, str) else "bytes"
                self._received.put_nowait({"type": "websocket.receive", kind: frame})
        if not leaves:
            await asyncio.wait([serving], timeout=60)
        self._received.put_nowait({"type": "websocket.disconnect", "code": 1006})
        async with asyncio.timeout(PATIENCE_S):
            await serving
        for message in self.sent:
            if message.get("text") is not None:
                assert isinstance(json.loads(message["text"]), dict)
        return self.sent

    async def _send(self, message: Message) -> None:
        await asyncio.sleep(0)
        self.sent.append(message)
