"""Requests without a server, for tests."""

import asyncio
from collections.abc import Iterable

from starlette.requests import Request
from starlette.types import Message


class Connection:
    """The client's end: sends the parts of a body, and then stays until it leaves."""

    def __init__(self, parts: Iterable[bytes] = ()) -> None:
        parts = list(parts)
        self._messages: list[Message] = [
            {"type": "http.request", "body": part, "more_body": number < len(parts)}
            for number, part in enumerate(parts, 1)
        ]
        self._left = asyncio.Event()

    def leave(self) -> None:
        self._left.set()

    def request(self, headers: dict[str, str] | None = None) -> Request:
        raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
        scope = {"type": "http", "method": "POST", "path": "/", "headers": raw}
        return Request(scope, self._receive)

    async def _receive(self) -> Message:
        if self._messages:
            return self._messages.pop(0)
        await self._left.wait()
        return {"type": "http.disconnect"}
