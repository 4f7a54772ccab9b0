"""Ending asyncio tasks that may be talking to Redis, racing them, and waiting with a limit."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

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


async def race(*works: Coroutine[Any, Any, T]) -> T:
    """Run the works side by side until the first ends, and return what it returned.

    The others are cancelled and waited for. Of several that end at once, the first in order counts.
    Not a TaskGroup, which cancels only once: see `cancel_and_wait`.

    Raises:
        BaseException: what that work has raised.
    """
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task.done()).result()
    finally:
        await cancel_and_wait(*tasks)
        # Two that fail at once, as when a client has left, would else be reported as forgotten.
        await asyncio.gather(*tasks, return_exceptions=True)


async def wait_for_event(event: asyncio.Event, timeout_s: float | None) -> bool:
    """Wait until the event is set, but no longer than `timeout_s`; None waits without a limit.

    Not by `asyncio.timeout`, which before Python 3.11.3 (Debian 12 has 3.11.2) fails in the
    clean-up of a cancelled task: what has to be done after the wait would not be done.

    Returns:
        Whether the event is set; it may be even though the limit has passed.
    """
    waiting = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({waiting}, timeout=timeout_s)
    finally:
        waiting.cancel()
    return event.is_set()
