"""The live workers and their queues as this frontend sees them, refreshed every second."""

import asyncio
import logging
import math
import time
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from typing import Protocol

from backend_queues.errors import NoWorker, RedisUnavailable
from backend_queues.registry import Registry
from frontend.cluster.memory import RedisMemory
from frontend.cluster.result_servers.servers import ResultServers
from frontend.cluster.supervised_workers import SupervisedWorkers
from tasks.connection.broker import PRIORITIES
from tasks.connection.outage import Outage
from tasks.messages import Presence
from tasks.supervision.reports import SupervisorReport

log = logging.getLogger(__name__)

REFRESH_S = 1.0
QUEUE_LOOK_S = 0.25  # all utterances share a look at a queue's tasks for this long
LOOKS_APART_S = 0.1  # that requests cause, whatever their number
FULL_SHARE = 0.9


class ClusterView(Protocol):
    """What the fleet is read from. All methods raise RedisUnavailable."""

    async def workers(self) -> list[Presence]:
        """Return the live workers of all backends, by name."""

    async def supervisor_reports(self) -> list[SupervisorReport]:
        """Return the reports of all live supervisors."""

    async def memory(self) -> RedisMemory:
        """Return how full Redis is."""

    async def queue_depths(self, queues: Iterable[str]) -> list[list[int]]:
        """Return how many tasks wait in each of the queues, by priority."""

    async def queued_tasks(self, queue: str) -> Container[str]:
        """Return the ids of the tasks that wait in the queue."""


class Fleet:
    """The live workers by backend, and how many tasks wait for them."""

    def __init__(
        self,
        cluster: ClusterView,
        registry: Registry,
        full_share: float = FULL_SHARE,
        results: ResultServers | None = None,
    ) -> None:
        """Redis counts as full from that share of its memory on.

        `results` are the servers that carry utterances where it does not.
        """
        self.results = results or ResultServers()
        self.supervised = SupervisedWorkers()
        self._cluster = cluster
        self._registry = registry
        self._full_share = full_share
        self._looked_at = -math.inf
        self._look: asyncio.Task[None] | None = None
        self.memory = RedisMemory()
        self._workers: list[Presence] = []
        self._last_seen: dict[str, Presence] = {}  # by backend
        self._depths: dict[str, list[int]] = {}
        self._queued: dict[str, tuple[float, Container[str]]] = {}
        self._looking: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.redis_answers = False

    async def watch(self) -> None:
        """Refresh for ever."""
        outage = Outage()
        while True:
            try:
                await self.refresh()
                outage.over()
            except RedisUnavailable as error:
                if outage.worth_logging(error):
                    log.warning("%s", error.message)
            await asyncio.sleep(REFRESH_S)

    async def look(self) -> None:
        """Refresh for a request; those that come within a moment share one look.

        Raises:
            RedisUnavailable: as `refresh`.
        """
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(self._next_look())
            self._look.add_done_callback(_note_failure)
        await asyncio.shield(self._look)

    @property
    def is_full(self) -> bool:
        """Whether Redis has too little room for more speech."""
        return self.memory.is_over(self._full_share) or self.results.is_full

    def check_room(self) -> None:
        """See that Redis can keep another text's speech. Raises Overloaded, RedisUnavailable."""
        if self.memory.is_over(self._full_share):
            raise self.memory.refusal()
        self.results.check()

    async def _next_look(self) -> None:
        await asyncio.sleep(self._looked_at + LOOKS_APART_S - time.monotonic())
        await self.refresh()

    async def refresh(self) -> None:
        """Read presence, queue depths and Redis' memory now.

        Raises:
            RedisUnavailable: what was known stays, but for `redis_answers`.
        """
        looked_at = self._looked_at
        try:
            specs = self._registry.specs  # another machine's may have more
            present = await self._cluster.workers()
            workers = [worker for worker in present if worker.backend in specs]
            lists = await self._cluster.queue_depths([spec.queue for spec in specs.values()])
            depths = dict(zip(specs, lists, strict=True))
            reports = await self._cluster.supervisor_reports()
            self.memory = await self._cluster.memory()
        except RedisUnavailable:
            self.redis_answers = False
            raise
        finally:
            self._looked_at = time.monotonic()
        self.supervised.note(reports, workers, looked_at)
        self._workers, self._depths = workers, depths
        self._last_seen.update({worker.backend: worker for worker in workers})
        self.redis_answers = True

    def workers(self, backend: str = "") -> list[Presence]:
        wanted = self._registry.current(backend)  # a job may have a former name
        return [worker for worker in self._workers if not backend or worker.backend == wanted]

    def has_crashed(self, worker: str) -> bool:
        return self.supervised.has_crashed(worker)

    def is_unheard(self, worker: str) -> bool:
        return self.supervised.is_unheard(worker)

    def is_known(self, worker: str, heard_at: float) -> bool:
        return self.supervised.is_known(worker, heard_at)

    def absence(self, backend: str) -> NoWorker:
        """Return the error for a backend without a live worker, with the reason if it is known."""
        problems = " ".join(self.supervised.problems(backend))
        advice = problems or f"Start one with: voice-server worker {backend}"
        absence = f"No worker serves the backend {backend!r} now."
        error = NoWorker(f"{absence} {advice}")
        error.public = absence
        return error

    def queue_depth(self, backend: str) -> int:
        return sum(self.queue_depths(backend))

    def queue_depths(self, backend: str) -> Sequence[int]:
        """Return how many segments wait, by priority, the most urgent first."""
        return self._depths.get(backend, [0] * len(PRIORITIES))

    async def queued_tasks(self, backend: str) -> Container[str]:
        """Return the ids of the tasks in the backend's queue, as of a moment ago.

        Raises:
            RedisUnavailable: the broker does not answer.
        """
        async with self._looking[backend]:  # one looks, the others use its answer
            looked_at, tasks = self._queued.get(backend, (0.0, ()))
            if time.monotonic() - looked_at > QUEUE_LOOK_S:
                tasks = await self._cluster.queued_tasks(self._registry.get(backend).queue)
                self._queued[backend] = (time.monotonic(), tasks)
            return tasks

    async def present(self, backend: str) -> Presence:
        """Return what the live workers of the backend have in common: their voices.

        Raises:
            NoWorker: there is none, also not after a fresh look.
            Overloaded: nor can there be any, as Redis is full.
            RedisUnavailable: Redis does not answer.
        """
        if not self.redis_answers or not self.workers(backend):
            await self.look()
        workers = self.workers(backend)
        if not workers:
            self.check_room()
            raise self.absence(backend)
        return Presence.shared(workers)

    def last_seen(self, backend: str) -> Presence | None:
        """Return what the last live worker of the backend was like; None if there was none."""
        return self._last_seen.get(self._registry.current(backend))


def _note_failure(look: asyncio.Task[None]) -> None:
    """Nobody may be left to hear of it: a request whose client has gone waits no more."""
    if not look.cancelled():
        look.exception()
