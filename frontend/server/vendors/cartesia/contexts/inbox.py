"""The messages of one context that have not been followed yet."""

import asyncio
from collections import deque

from frontend.server.vendors.cartesia.messages import ContextMessage
from tasks.process.cancellation import wait_for_event

MOST_WAITING = 1_000


class Inbox:
    """Takes messages in order; who brings too many, or too much text, waits until there is room."""

    def __init__(self, max_chars: int) -> None:
        """`max_chars` is how much text may wait; a message that has more comes alone."""
        self._max_chars = max_chars
        self._chars = 0
        self._messages: deque[ContextMessage] = deque()
        self._came = asyncio.Event()
        self._moved = asyncio.Event()
        self._is_closed = False

    async def put(self, message: ContextMessage) -> None:
        while self._is_full(message) and not self._is_closed:
            self._moved.clear()
            await self._moved.wait()
        self._chars += len(message.transcript)
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
        self._chars = 0
        self._moved.set()

    def close(self) -> None:
        """Nobody takes messages any more."""
        self._is_closed = True
        self.clear()

    def _is_full(self, message: ContextMessage) -> bool:
        if not self._messages:
            return False
        chars = self._chars + len(message.transcript)
        return len(self._messages) >= MOST_WAITING or chars > self._max_chars

    def _pop(self) -> ContextMessage:
        self._moved.set()
        message = self._messages.popleft()
        self._chars -= len(message.transcript)
        return message
