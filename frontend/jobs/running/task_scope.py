"""Tasks that end together."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from tasks.process.cancellation import cancel_and_wait

log = logging.getLogger(__name__)


class TaskScope:
    """Holds the tasks of one job, which all end when one fails or when `end` is called.

    Not an asyncio.TaskGroup, which cancels only once: see `cancel_and_wait`.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._over = asyncio.Event()
        self._fault: BaseException | None = None

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._note_end)
        return task

    def end(self) -> None:
        """Say that all is done, so that what still runs is not needed."""
        self._over.set()

    async def wait(self) -> None:
        """Wait for the end, and cancel what still runs; cancelling this does that at once.

        Raises:
            BaseException: what the first task that failed has raised.
        """
        try:
            await self._over.wait()
        finally:
            self._over.set()
            while running := [task for task in self._tasks if not task.done()]:
                await cancel_and_wait(*running)
        if self._fault:
            raise self._fault

    def _note_end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error and self._over.is_set():
            log.warning("A task of a job has failed after the job's end.", exc_info=error)
        elif error:
            self._fault = error
            self._over.set()
