"""Texts that end the process of whoever speaks them: two workers, and no third for some minutes.

A worker that falls silent may have been killed, or its network may be gone, so a silence is only a
suspicion. It counts once a supervisor reports that the process has crashed, as one that hangs may
much later. All frontends share the count through Redis.
"""

import logging
from collections import deque

import msgspec

from backend_queues.errors import RedisUnavailable
from frontend.streaming.delivery.ledger import Entry
from frontend.streaming.ports import Clock, Transport
from tasks.keys import HEARTBEAT_DUE_S
from tasks.messages import SegmentTask

log = logging.getLogger(__name__)

# By then its supervisor has reported what became of a worker, unless that hangs, and this frontend
# has read it.
SETTLED_AFTER_S = 6.0
# Before a third worker gets a text: the second ends, its supervisor tells, the fleet reads. It
# takes so long at the most.
REPORTED_IN_S = 3.0
RISKED = 2  # workers, for one segment, while it is not known that they have not crashed
MOST_SUSPECTS = 1_000


class Suspect(msgspec.Struct, frozen=True):
    """A text in whose midst a worker fell silent, or was left."""

    task: SegmentTask
    queue: str
    worker: str
    since: float


class Crashes:
    """What this frontend knows of workers that crashed, and counts in Redis."""

    def __init__(self, transport: Transport, clock: Clock) -> None:
        self._transport = transport
        self._clock = clock
        self._suspects: deque[Suspect] = deque(maxlen=MOST_SUSPECTS)

    def suspect(self, task: SegmentTask, queue: str, worker: str) -> None:
        """Note that the worker may have crashed at this text; a pause reaches no backend."""
        if task.text and worker:
            self._suspects.append(Suspect(task, queue, worker, self._clock()))

    async def hold(self, entry: Entry) -> None:
        """Have a crash of the entry's worker count before a third worker gets the text.

        The next attempt waits while it is `risky`, or until the end of the process would be known:
        it ended before the first heartbeat that did not come.
        """
        self.suspect(entry.task, entry.backend.queue, entry.worker)
        await self.settle_in_time()
        entry.left.append((entry.worker, entry.heard_at))
        if self.is_risky(entry):
            now = self._clock()
            ended_s = max(0.0, now - entry.heard_at - HEARTBEAT_DUE_S)
            entry.held_until = now + max(0.0, REPORTED_IN_S - ended_s)

    def is_risky(self, entry: Entry) -> bool:
        """Tell whether the text may have crashed two workers, and it is soon known of the last."""
        if not entry.left or self._transport.workers.is_known(*entry.left[-1]):
            return False
        return sum(self._may_have_crashed(*it) for it in entry.left) >= RISKED

    def _may_have_crashed(self, worker: str, heard_at: float) -> bool:
        workers = self._transport.workers
        return workers.has_crashed(worker) or not workers.is_known(worker, heard_at)

    async def settle(self) -> None:
        """Count the crashes that are known by now. Raises RedisUnavailable."""
        for suspect in list(self._suspects):
            if self._transport.workers.has_crashed(suspect.worker):
                bus = self._transport.bus
                await bus.count_crash(suspect.task, suspect.queue, suspect.worker)
            elif self._may_crash_yet(suspect):
                continue
            if suspect in self._suspects:  # nobody has settled it meanwhile
                self._suspects.remove(suspect)

    def _may_crash_yet(self, suspect: Suspect) -> bool:
        is_new = self._clock() - suspect.since < SETTLED_AFTER_S
        return is_new or self._transport.workers.is_unheard(suspect.worker)

    async def settle_in_time(self) -> None:
        """As `settle`; without Redis, later."""
        try:
            await self.settle()
        except RedisUnavailable as error:
            log.debug("Crashes are counted later. %s", error.message)
