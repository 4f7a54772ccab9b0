"""Metrics of what all frontends share, queues and workers, as this frontend sees them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from backend_queues.registry import Registry
from tasks.messages import Presence


class MemoryView(Protocol):
    """What Redis uses and what it may use; 0 is not known, or unlimited."""

    @property
    def used_bytes(self) -> int: ...

    @property
    def limit_bytes(self) -> int: ...


class ServerView(Protocol):
    """One of the Redis servers that carry speech."""

    @property
    def shown(self) -> str: ...

    @property
    def answers(self) -> bool: ...

    @property
    def memory(self) -> MemoryView: ...


class ServersView(Protocol):
    @property
    def all(self) -> Sequence[ServerView]: ...


class FleetView(Protocol):
    """What is measured; frontend.cluster.fleet.Fleet has it, of about a second ago."""

    @property
    def redis_answers(self) -> bool: ...

    @property
    def memory(self) -> MemoryView: ...

    @property
    def results(self) -> ServersView: ...

    def workers(self, backend: str) -> Sequence[Presence]: ...

    def queue_depths(self, backend: str) -> Sequence[int]: ...


class FleetCollector(Collector):
    """Read when Prometheus scrapes, in any thread, without asking Redis."""

    def __init__(self, fleet: FleetView, registry: Registry) -> None:
        self._fleet = fleet
        self._backends = tuple(registry.specs)

    def collect(self) -> Iterable[GaugeMetricFamily]:
        yield self._queue_depths()
        yield from self._workers()
        yield GaugeMetricFamily(
            "voice_server_redis_up",
            "1 while Redis answers; while it does not, queues and workers are as last known.",
            float(self._fleet.redis_answers),
        )
        yield GaugeMetricFamily(
            "voice_server_redis_memory_bytes",
            "What Redis uses of its memory, 0 while unknown.",
            float(self._fleet.memory.used_bytes),
        )
        yield GaugeMetricFamily(
            "voice_server_redis_memory_limit_bytes",
            "Redis' maxmemory, 0 while unknown or unlimited.",
            float(self._fleet.memory.limit_bytes),
        )
        yield from self._result_servers()

    def _result_servers(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily(
            "voice_server_result_redis_up",
            "1 while a Redis server that carries speech answers: each of RESULT_REDIS_URLS by its "
            "address, else that of REDIS_URL.",
            labels=("server",),
        )
        used = GaugeMetricFamily(
            "voice_server_result_redis_memory_bytes",
            "What it uses of its memory, 0 while unknown.",
            labels=("server",),
        )
        servers = [(it.shown, it.answers, it.memory) for it in self._fleet.results.all]
        alone = ("REDIS_URL", self._fleet.redis_answers, self._fleet.memory)
        for name, answers, memory in servers or [alone]:
            up.add_metric((name,), float(answers))
            used.add_metric((name,), float(memory.used_bytes))
        yield up
        yield used

    def _queue_depths(self) -> GaugeMetricFamily:
        depth = GaugeMetricFamily(
            "voice_server_queue_depth",
            "Tasks that wait in a backend's queue; priority 0 is the most urgent.",
            labels=("backend", "priority"),
        )
        for backend in self._backends:
            for priority, tasks in enumerate(self._fleet.queue_depths(backend)):
                depth.add_metric((backend, str(priority)), tasks)
        return depth

    def _workers(self) -> Iterator[GaugeMetricFamily]:
        alive = GaugeMetricFamily("voice_server_workers", "Live workers.", labels=("backend",))
        busy = GaugeMetricFamily(
            "voice_server_busy_workers", "Live workers that speak now.", labels=("backend",)
        )
        for backend in self._backends:
            workers = self._fleet.workers(backend)
            alive.add_metric((backend,), len(workers))
            busy.add_metric((backend,), sum(worker.busy for worker in workers))
        yield alive
        yield busy
