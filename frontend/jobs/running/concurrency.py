"""How many segments of jobs may be in flight at once: enough that no worker waits, and no more.

Workers take listeners' segments first; the jobs' share of the queues is kept short, because
every frontend looks through it, and because what is not enqueued is free to be paused or cancelled.
"""

import asyncio
import math
from collections import Counter, defaultdict

from frontend.cluster.fleet import Fleet
from tasks.process.cancellation import wait_for_event

WORK_AHEAD_S = 1.0  # of each worker; a segment gets from here to an idle worker in some 5 ms
LEAST_AHEAD, MOST_AHEAD = 2, 32  # segments for each worker, the one in its hands among them
MOST_QUEUED = 256  # on one backend, of this frontend
LOOK_S = 1.0  # workers come and go


class ConcurrencyLimit:
    """Lets the segments of all jobs of this frontend in, by backend, the first come first."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet
        self._inside: Counter[str] = Counter()
        self._entrances: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._left: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def enter(self, backend: str) -> None:
        """Wait until another segment may be enqueued; `leave` when it is over."""
        async with self._entrances[backend]:
            left = self._left[backend]
            while self._inside[backend] >= self.size(backend):
                left.clear()
                await wait_for_event(left, LOOK_S)
            self._inside[backend] += 1

    def leave(self, backend: str) -> None:
        self._inside[backend] -= 1
        self._left[backend].set()

    def size(self, backend: str) -> int:
        """Return how many segments may be in flight on the backend; none while Redis is full."""
        if self._fleet.is_full:
            return 0
        workers = self._fleet.workers(backend)
        if not workers:
            return 1  # it reports that workers are missing by waiting for one
        return min(MOST_QUEUED, sum(_ahead(worker.busy_s) for worker in workers))


def _ahead(busy_s: float) -> int:
    """Return how many segments keep one worker busy for WORK_AHEAD_S.

    Worker by worker, not by the workers' mean: one that has not spoken yet reports 0 s, which
    would make the others seem faster than they are.
    """
    if not busy_s:
        return LEAST_AHEAD
    return min(MOST_AHEAD, max(LEAST_AHEAD, 1 + math.ceil(WORK_AHEAD_S / busy_s)))
