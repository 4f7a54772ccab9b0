"""How much of its memory Redis uses, as it says itself."""

from collections.abc import Mapping
from typing import Any

import msgspec
from redis.exceptions import NoPermissionError

from backend_queues.errors import Overloaded, RedisUnavailable
from frontend.cluster.connection import RedisConnection

LOOK_AGAIN_S = 5


class RedisMemory(msgspec.Struct, frozen=True):
    """What Redis uses and what it may use, in bytes; 0 is not known, or unlimited."""

    used_bytes: int = 0
    limit_bytes: int = 0

    @classmethod
    def of(cls, info: Mapping[Any, Any]) -> "RedisMemory":
        """Read the answer to INFO memory, which other servers than Redis may leave out of."""
        used, limit = info.get("used_memory"), info.get("maxmemory")
        if isinstance(used, int) and isinstance(limit, int):
            return cls(used, limit)
        return cls()

    def is_over(self, share: float) -> bool:
        return 0 < self.limit_bytes * share <= self.used_bytes

    def refusal(self) -> Overloaded:
        """Return the error for who wants it to keep more."""
        return Overloaded(
            f"Redis is full ({_size(self.used_bytes)} of {_size(self.limit_bytes)}): no new text "
            "is taken until streams have ended. Raise its maxmemory, or have fewer at once.",
            LOOK_AGAIN_S,
        )


async def memory_of(connection: RedisConnection) -> RedisMemory:
    """Ask how full Redis is; nothing is known if its ACL does not allow to ask.

    Raises:
        RedisUnavailable: it does not answer.
    """
    try:
        return RedisMemory.of(await connection.send(("INFO", "memory")))
    except RedisUnavailable as error:
        if isinstance(error.__cause__, NoPermissionError):
            return RedisMemory()
        raise


def _size(count: int) -> str:
    return f"{count / 1e6:,.0f} MB" if count >= 10e6 else f"{count / 1e6:,.1f} MB"
