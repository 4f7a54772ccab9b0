"""The background loops of the server, and what happens when one of them ends.

None of them ends by itself, so one that does has a fault. Most can be restarted alone. A vital part
cannot, since running streams depend on what it has seen so far: its end is the process's end.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from prometheus_client import Counter

from tasks.process.cancellation import cancel_and_wait
from tasks.supervision.backoff import Backoff

log = logging.getLogger(__name__)

Run = Callable[[], Coroutine[Any, Any, None]]


class Parts:
    """Runs the parts of the frontend until it is closed.

    `restarts` counts by part; `end_process` is called when a vital part has ended.
    """

    def __init__(
        self,
        restarts: Counter,
        end_process: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._restarts = restarts
        self._end_process = end_process
        self._clock = clock
        self._sleep = sleep
        self._tasks: list[asyncio.Task[None]] = []

    def keep(self, part: str, run: Run) -> None:
        """Run a part; when it ends, start it again after 0.5 to 30 s, the later the less it ran."""
        self._restarts.labels(part)  # so that it begins at zero
        self._tasks.append(asyncio.create_task(self._keep(part, run), name=part))

    def need(self, part: str, run: Run) -> None:
        """Run a part that the process cannot live without."""
        self._tasks.append(asyncio.create_task(self._need(part, run), name=part))

    async def close(self) -> None:
        """End all parts."""
        await cancel_and_wait(*self._tasks)

    async def _keep(self, part: str, run: Run) -> None:
        backoff = Backoff()
        while True:
            began = self._clock()
            error = await _run_to_end(run)
            delay_s = backoff.delay_s(self._clock() - began)
            log.error(
                "The part %s of the frontend has ended; starting it again in %g s.",
                part,
                round(delay_s, 1),
                exc_info=error,
            )
            self._restarts.labels(part).inc()
            await self._sleep(delay_s)

    async def _need(self, part: str, run: Run) -> None:
        error = await _run_to_end(run)
        log.critical("The part %s of the frontend has ended.", part, exc_info=error)
        self._end_process()


async def _run_to_end(run: Run) -> Exception | None:
    """Return why the part has ended; None if it has just returned."""
    try:
        await run()
    except Exception as error:  # noqa: BLE001 - the caller logs it and starts the part again
        return error
    return None
