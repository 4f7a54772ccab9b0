"""The backends' queues as a frontend sees them: lists of Redis, or queues of RabbitMQ.

Redis shows which tasks wait, and how urgent they are. RabbitMQ shows how many; it keeps a task on
disk until a worker has ended it, so one that has not started is lost only if none waits.
"""

import asyncio
import re
from collections.abc import Container, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from kombu.connection import Connection

from frontend.cluster.broker_errors import broker_errors_translated
from frontend.cluster.connection import RedisConnection
from tasks import scripts
from tasks.app import app
from tasks.connection.broker import PRIORITIES, broker, queue_keys

TASK_ID = re.compile(rb'"id": ?"([^"]+)"')
LOOK_TIMEOUT_S = 2.0
MOST_LOOKED_AT = 2_000  # tasks in one call, while Redis does nothing else


class Queues(Protocol):
    """What waits for workers. Looking raises RedisUnavailable, also where RabbitMQ is meant."""

    async def depths(self, queues: Sequence[str]) -> list[list[int]]:
        """Return how many tasks wait in each of the queues, by priority."""

    async def tasks(self, queue: str) -> Container[str]:
        """Return the ids of the tasks that wait in the queue."""

    async def withdraw(self, queue: str, task_ids: Sequence[str]) -> None:
        """Take tasks that nobody waits for out of the queue, as far as that is cheap."""

    def lists(self, queue: str) -> list[str]:
        """Return the Redis lists of a queue by priority, the most urgent first; maybe none."""

    def elsewhere(self, queue: str) -> int:
        """Return how many tasks waited in no such list when last looked at."""

    def close(self) -> None:
        """Let go of what is not Redis."""


def queues_of(connection: RedisConnection) -> Queues:
    """Return the queues of the broker that the environment names."""
    return RedisQueues(connection) if broker().is_redis else AmqpQueues()


class RedisQueues:
    """Lists, which can be read."""

    def __init__(self, connection: RedisConnection) -> None:
        self._connection = connection
        self._depths = connection.script(scripts.DEPTHS)
        self._withdraw = connection.script(scripts.WITHDRAW)

    async def depths(self, queues: Sequence[str]) -> list[list[int]]:
        depths = await self._depths([key for queue in queues for key in queue_keys(queue)], [])
        steps = len(PRIORITIES)
        return [depths[first : first + steps] for first in range(0, len(depths), steps)]

    async def tasks(self, queue: str) -> Container[str]:
        lists = await self._connection.send_all(("LRANGE", key, 0, -1) for key in queue_keys(queue))
        ids = (TASK_ID.search(message) for messages in lists for message in messages)
        return {match[1].decode(errors="replace") for match in ids if match}

    async def withdraw(self, queue: str, task_ids: Sequence[str]) -> None:
        await self._withdraw(queue_keys(queue), [MOST_LOOKED_AT, *task_ids])

    def lists(self, queue: str) -> list[str]:
        return queue_keys(queue)

    def elsewhere(self, queue: str) -> int:
        return 0

    def close(self) -> None:
        """There is only Redis."""


class Unlisted(Container[str]):
    """Tasks of which only the number is known: while there are any, each may be among them."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __contains__(self, task_id: object) -> bool:
        return self._count > 0


class AmqpQueues:
    """Queues of RabbitMQ, counted from a thread of their own: kombu's connection blocks."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="queues")
        self._connection: Connection | None = None  # used by that thread alone
        self._seen: dict[str, int] = {}

    async def depths(self, queues: Sequence[str]) -> list[list[int]]:
        """Count them all as of the least urgent priority, as RabbitMQ does not show it.

        So a long batch job keeps no listener from being let in.
        """
        counts = await self._look(queues)
        return [[0] * (len(PRIORITIES) - 1) + [count] for count in counts]

    async def tasks(self, queue: str) -> Container[str]:
        [count] = await self._look([queue])
        return Unlisted(count)

    async def withdraw(self, queue: str, task_ids: Sequence[str]) -> None:
        """Nobody can take a task out of the middle of a queue."""

    def lists(self, queue: str) -> list[str]:
        return []

    def elsewhere(self, queue: str) -> int:
        return self._seen.get(queue, 0)

    def close(self) -> None:
        self._thread.submit(self._disconnect)
        self._thread.shutdown(wait=False)

    async def _look(self, queues: Sequence[str]) -> list[int]:
        loop = asyncio.get_running_loop()
        with broker_errors_translated("RabbitMQ does not answer"):
            async with asyncio.timeout(LOOK_TIMEOUT_S):
                counts = await loop.run_in_executor(self._thread, self._count, queues)
        self._seen.update(zip(queues, counts, strict=True))
        return counts

    def _count(self, queues: Sequence[str]) -> list[int]:
        """Declare the queues, as workers and senders do, since RabbitMQ's answer has the count."""
        try:
            self._connection = self._connection or _connect()
            channel = self._connection.default_channel
            return [
                int(app.amqp.queues[queue].bind(channel).queue_declare().message_count)
                for queue in queues
            ]
        except Exception:
            self._disconnect()
            raise

    def _disconnect(self) -> None:
        if self._connection:
            self._connection.collect()  # type: ignore[no-untyped-call]
            self._connection = None


def _connect() -> Connection:
    limits = {"read_timeout": LOOK_TIMEOUT_S, "write_timeout": LOOK_TIMEOUT_S}
    connection: Connection = app.connection_for_write(
        connect_timeout=LOOK_TIMEOUT_S, transport_options=limits
    )
    return connection
