"""Work that must outlive the request that asked for it."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any


class Background:
    """Runs coroutines to their end and is waited for when the server ends."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, limit_s: float) -> None:
        """Wait for the work under way, and for what it spawns, but not for ever."""
        deadline = time.monotonic() + limit_s
        while self._tasks and time.monotonic() < deadline:
            await asyncio.wait(self._tasks, timeout=limit_s)
