"""The messages of one context that have not been followed yet."""

import asyncio
from collections import deque

from frontend.server.vendors.cartesia.messages import ContextMessage
from tasks.process.cancellation import wait_for_event

MOST_WAITING = 1_000


class Inbox:
    """Takes messages in order; who brings too many waits until there is room."""

    def __init__(self) -> None:
        self._messages: deque[ContextMessage] = deque()
        self._came = asyncio.Event()
        self._moved = asyncio.Event()
        self._is_closed = False

    async def put(self, message: ContextMessage) -> None:
        while len(self._messages) >= MOST_WAITING and not self._is_closed:
            self._moved.clear()
            await self._moved.wait()
        self._messages.append(message)
        self._came.set()

    async def next(self, timeout_s: float | None = None) -> ContextMessage | None:
        """Return the next message, or None if none comes in time."""
        if not self._messages:
            self._came.clear()
            await wait_for_event(self._came, timeout_s)
        return self._pop() if self._messages else None

    def next_text(self) -> ContextMessage | None:
        """Return the next message if there is one now that begins a text."""
        while self._messages:
            message = self._pop()
            if message.transcript.strip() or message.continues:
                return message
        return None

    def clear(self) -> None:
        self._messages.clear()
        self._moved.set()

    def close(self) -> None:
        """Nobody takes messages any more."""
        self._is_closed = True
        self.clear()

    def _pop(self) -> ContextMessage:
        self._moved.set()
        return self._messages.popleft()
