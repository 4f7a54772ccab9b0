"""One of the Redis servers that carry utterances, as a frontend sees it."""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from backend_queues.errors import RedisFull, RedisUnavailable
from frontend.cluster.connection import RedisConnection
from frontend.cluster.memory import RedisMemory, memory_of
from frontend.cluster.output_limit import check_output_limit
from tasks.connection.outage import Outage
from tasks.connection.redis_clients import async_redis_client
from tasks.connection.result_servers import ResultAddress
from tasks.directory import Command
from tasks.process.cancellation import wait_for_event

log = logging.getLogger(__name__)

LOOK_S = 1.0
DOUBTS_APART_S = 0.1
MOST_OWED = 5_000
CONNECTION: dict[str, Any] = {
    "socket_timeout": 1.5,
    "socket_connect_timeout": 1,
    "retry": Retry(NoBackoff(), 1),  # a connection may be of before the server's restart
}


class ResultServer:
    """Whether it answers, how full it is, and what is to be told to it."""

    def __init__(self, address: ResultAddress, shown: str, number: str) -> None:
        """It is `shown` to operators by its address, and by its number to anybody."""
        self.name = address.name
        self.shown = shown
        self.number = number
        self.answers = True  # until it is found out
        self.memory = RedisMemory()
        self._connection = RedisConnection(async_redis_client(address.url, **CONNECTION))
        self._doubted = asyncio.Event()
        self._owed: deque[Command] = deque(maxlen=MOST_OWED)
        self._outage = Outage()

    async def send_all(self, commands: Iterable[Command]) -> list[Any]:
        """Send commands in one round trip. Raises RedisUnavailable."""
        try:
            return await self._connection.send_all(commands)
        except RedisFull:
            raise
        except RedisUnavailable:
            self.doubt()
            raise

    async def tell(self, commands: Iterable[Command]) -> None:
        """Send what nobody waits for: if it is away, once it is back, but for the oldest of it."""
        said = list(commands)
        try:
            if self.answers:
                await self.send_all(said)
                return
        except RedisUnavailable:
            pass  # it is doubted, so that is logged
        self._owed.extend(said)

    def doubt(self) -> None:
        """Look at once whether it answers: a call has failed, or a connection was lost."""
        self._doubted.set()

    async def check_output_limit(self) -> None:
        """Warn if it would soon cut off a frontend; wait for it to answer."""
        await check_output_limit(self._connection, f"The Redis server {self.shown}")

    async def watch(self) -> None:
        """Look for ever, every second or when it is doubted."""
        while True:
            self._doubted.clear()
            await self._look()
            await asyncio.sleep(DOUBTS_APART_S if self.answers else LOOK_S)
            if self.answers:
                await wait_for_event(self._doubted, LOOK_S)

    async def close(self) -> None:
        await self._connection.close()

    async def _look(self) -> None:
        try:
            self.memory = await self._memory()
            with suppress(RedisFull):  # it answers, and is told once it has room again
                await self._pay()
        except RedisUnavailable as error:
            self.answers = False
            if self._outage.worth_logging(error):
                log.warning("The Redis server %s is away: %s", self.shown, error.message)
            return
        if not self.answers:
            log.info("The Redis server %s is back.", self.shown)
        self.answers = True
        self._outage.over()

    async def _memory(self) -> RedisMemory:
        """Ask how full it is; nothing is known if its ACL does not allow to ask."""
        return await memory_of(self._connection)

    async def _pay(self) -> None:
        if self._owed:
            owed = list(self._owed)
            await self._connection.send_all(owed)
            for _ in owed:
                self._owed.popleft()
