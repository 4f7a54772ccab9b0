"""The store in Redis: a key for each segment, and an index of their sizes and last uses."""

from frontend.cluster.connection import RedisConnection
from frontend.segment_cache.limits import StoreLimits
from tasks import scripts
from tasks.connection.redis_clients import async_redis_client
from tasks.directory import Word
from tasks.keys import CACHE_KEY, CACHE_SIZES_KEY, cached_key

# A call that takes longer is of no use: nobody waits for it any more.
CONNECTION = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_connections": 16}
INDEX = [CACHE_KEY, CACHE_SIZES_KEY]


class RedisStore:
    """Has connections of its own, so that streams never wait for the cache's."""

    def __init__(self, url: str, limits: StoreLimits, *, shares_redis: bool = False) -> None:
        self.shares_redis = shares_redis
        self._limits = limits
        self._connection = RedisConnection(async_redis_client(url, **CONNECTION))
        self._put = self._connection.script(scripts.PUT_CACHED)
        self._touch = self._connection.script(scripts.TOUCH_CACHED)

    async def get(self, name: str) -> bytes | None:
        kept: bytes | None = await self._connection.send(("GET", cached_key(name)))
        return kept

    async def put(self, name: str, kept: bytes) -> None:
        bounds = self._limits.most_bytes, round(self._limits.unused_s)
        arguments: list[Word] = [cached_key(""), name, kept, *bounds]
        await self._put(INDEX, arguments)

    async def touch(self, names: list[str]) -> None:
        await self._touch(INDEX, [cached_key(""), round(self._limits.unused_s), *names])

    async def remove(self, name: str) -> None:
        """The index forgets it in time, as it does what has expired."""
        await self._connection.send(("DEL", cached_key(name)))

    async def tidy(self) -> None:
        """Keys expire, and whoever puts one tidies up."""

    async def close(self) -> None:
        await self._connection.close()
