"""Ending asyncio tasks that may be talking to Redis."""

import asyncio
from typing import Any

AGAIN_S = 0.5


async def cancel_and_wait(*tasks: asyncio.Task[Any]) -> None:
    """Cancel the tasks and wait until all of them have ended.

    They are cancelled again and again: redis-py sends through `asyncio.wait_for`, which before
    Python 3.12 drops a cancellation that comes in the moment in which its work gets done.
    """
    running = {task for task in tasks if not task.done()}
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=AGAIN_S)
