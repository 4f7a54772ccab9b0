"""The live workers and their queues as this frontend sees them, refreshed every second."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from typing import Protocol

import msgspec

from backend_queues.errors import NoWorker, RedisUnavailable
from backend_queues.registry import Registry
from tasks.connection.broker import PRIORITIES
from tasks.connection.outage import Outage
from tasks.messages import Presence
from tasks.supervision.reports import SupervisorReport, problem

log = logging.getLogger(__name__)

REFRESH_S = 1.0
QUEUE_LOOK_S = 0.25  # all utterances share a look at a queue's tasks for this long


class ClusterView(Protocol):
    """What the fleet is read from. All methods raise RedisUnavailable."""

    async def workers(self) -> list[Presence]:
        """Return the live workers of all backends, by name."""

    async def supervisor_reports(self) -> list[SupervisorReport]:
        """Return the reports of all live supervisors."""

    async def queue_depths(self, queues: Iterable[str]) -> list[list[int]]:
        """Return how many tasks wait in each of the queues, by priority."""

    async def queued_tasks(self, queue: str) -> Container[str]:
        """Return the ids of the tasks that wait in the queue."""


class Fleet:
    """The live workers by backend, and how many tasks wait for them."""

    def __init__(self, cluster: ClusterView, registry: Registry) -> None:
        self._cluster = cluster
        self._registry = registry
        self._workers: list[Presence] = []
        self._supervised: list[SupervisorReport] = []
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

    async def refresh(self) -> None:
        """Read presence and queue depths now.

        Raises:
            RedisUnavailable: what was known stays, but for `redis_answers`.
        """
        try:
            specs = self._registry.specs  # another machine's may have more
            present = await self._cluster.workers()
            workers = [worker for worker in present if worker.backend in specs]
            lists = await self._cluster.queue_depths([spec.queue for spec in specs.values()])
            depths = dict(zip(specs, lists, strict=True))
            supervised = await self._cluster.supervisor_reports()
        except RedisUnavailable:
            self.redis_answers = False
            raise
        self._workers, self._depths, self._supervised = workers, depths, supervised
        self.redis_answers = True

    def workers(self, backend: str = "") -> list[Presence]:
        wanted = self._registry.current(backend)  # a job may have a former name
        return [worker for worker in self._workers if not backend or worker.backend == wanted]

    def supervised(self) -> list[SupervisorReport]:
        """Return the reports of the supervisors on the workers they keep running."""
        return self._supervised

    def problems(self, backend: str) -> list[str]:
        """Return what is wrong with a backend's workers, a sentence each, as supervisors see it."""
        live = {(worker.host, worker.pid) for worker in self._workers}
        sentences = (
            problem(child, report.host, (report.host, child.pid) in live)
            for report in self._supervised
            for child in report.children
            if child.backend == backend
        )
        return [sentence for sentence in sentences if sentence]

    def absence(self, backend: str) -> NoWorker:
        """Return the error for a backend without a live worker, with the reason if it is known."""
        problems = " ".join(self.problems(backend))
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
            RedisUnavailable: Redis does not answer.
        """
        if not self.redis_answers or not self.workers(backend):
            await self.refresh()
        workers = self.workers(backend)
        if not workers:
            raise self.absence(backend)
        shared = set(workers[0].voices).intersection(*(worker.voices for worker in workers))
        voices = tuple(voice for voice in workers[0].voices if voice in shared)
        return msgspec.structs.replace(workers[0], voices=voices)
