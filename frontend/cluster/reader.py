"""What all processes on this Redis publish: live workers, supervisors' reports, full queues."""

from collections.abc import Container, Iterable

from frontend.cluster.connection import RedisConnection
from frontend.cluster.directory import SharedDirectory
from frontend.cluster.memory import RedisMemory, memory_of
from frontend.cluster.queues import Queues
from tasks.keys import SUPERVISORS, WORKERS
from tasks.messages import Presence
from tasks.supervision.reports import SupervisorReport


class ClusterReader:
    """Reads the state of the cluster, and writes none. All methods raise RedisUnavailable."""

    def __init__(self, connection: RedisConnection, queues: Queues) -> None:
        self._connection = connection
        self._workers = SharedDirectory(connection, WORKERS, Presence)
        self._reports = SharedDirectory(connection, SUPERVISORS, SupervisorReport)
        self._queues = queues

    async def workers(self) -> list[Presence]:
        """Return the live workers of all backends, by name."""
        return list((await self._workers.read()).values())

    async def supervisor_reports(self) -> list[SupervisorReport]:
        """Return the reports of all live supervisors."""
        return list((await self._reports.read()).values())

    async def memory(self) -> RedisMemory:
        """Return how full Redis is; nothing is known if its ACL does not allow to ask."""
        return await memory_of(self._connection)

    async def queue_depths(self, queues: Iterable[str]) -> list[list[int]]:
        """Return how many tasks wait in each of the queues, by priority."""
        return await self._queues.depths(list(queues))

    async def queued_tasks(self, queue: str) -> Container[str]:
        """Return the ids of the tasks that wait in the queue."""
        return await self._queues.tasks(queue)
