"""The store in Redis: a key for each segment, and an index of their sizes and last uses."""

from collections.abc import Callable

from frontend.cluster.connection import RedisConnection
from frontend.cluster.memory import RedisMemory
from frontend.segment_cache import scripts
from frontend.segment_cache.limits import StoreLimits
from tasks.connection.redis_clients import async_redis_client
from tasks.directory import Word
from tasks.keys import CACHE_KEY, CACHE_SIZES_KEY, cached_key

# Nobody waits as long for a look; a call that hangs is over some time.
CONNECTION = {
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "timeout": 5,  # for one of the connections
    "max_connections": 16,
}
INDEX = [CACHE_KEY, CACHE_SIZES_KEY]
# Of the memory of a Redis that streams need too: what the cache may have of it, and from where on
# it keeps nothing more, and gives back half of what it has. New texts are refused at 0.9.
OWN_SHARE = 0.25
ROOM_SHARE = 0.7


class RedisStore:
    """Has connections of its own, so that streams never wait for the cache's."""

    def __init__(
        self, url: str, limits: StoreLimits, memory: Callable[[], RedisMemory] = RedisMemory
    ) -> None:
        """`memory` is that of a Redis which is not the cache's alone."""
        self._limits = limits
        self._memory = memory
        self._connection = RedisConnection(async_redis_client(url, **CONNECTION))
        self._put = self._connection.script(scripts.PUT)
        self._touch = self._connection.script(scripts.TOUCH)

    @property
    def has_room(self) -> bool:
        return not self._memory().is_over(ROOM_SHARE)

    @property
    def most_bytes(self) -> int:
        """How much it may keep, as large as Redis is now."""
        limit = self._memory().limit_bytes
        own = round(OWN_SHARE * limit) if limit else self._limits.most_bytes
        return min(own, self._limits.most_bytes)

    async def get(self, name: str) -> bytes | None:
        kept: bytes | None = await self._connection.send(("GET", cached_key(name)))
        return kept

    async def put(self, name: str, kept: bytes) -> None:
        await self._change(name, kept, self.most_bytes)

    async def touch(self, names: list[str]) -> None:
        await self._touch(INDEX, [cached_key(""), round(self._limits.unused_s), *names])

    async def remove(self, name: str) -> None:
        """The index forgets it in time, as it does what has expired."""
        await self._connection.send(("DEL", cached_key(name)))

    async def tidy(self) -> None:
        """Give memory back that others need; keys expire, and whoever puts one tidies up."""
        if not self.has_room:
            kept = await self._connection.send(("HGET", CACHE_SIZES_KEY, ":all"))
            await self._change("", b"", int(kept or 0) // 2)

    async def close(self) -> None:
        await self._connection.close()

    async def _change(self, name: str, kept: bytes, most_bytes: int) -> None:
        bounds = most_bytes, round(self._limits.unused_s)
        arguments: list[Word] = [cached_key(""), name, kept, *bounds]
        await self._put(INDEX, arguments)
