"""Where the segments of the cache are kept, by the setting VOICE_SERVER_SEGMENT_CACHE."""

from collections.abc import Callable
from typing import Protocol

from backend_queues.errors import InvalidConfiguration, shown
from frontend.cluster.memory import RedisMemory
from frontend.segment_cache.folder_store import FolderStore
from frontend.segment_cache.limits import StoreLimits
from frontend.segment_cache.redis_store import RedisStore
from frontend.storage.opening import without_password
from tasks.connection.redis_address import SCHEMES

OWN_REDIS = "redis"  # the one of REDIS_URL


class Store(Protocol):
    """Bytes by name, the least recently used of which go when there are too many.

    Methods raise TTSError: RedisUnavailable, StorageUnavailable.
    """

    @property
    def has_room(self) -> bool:
        """Whether it may keep more: others may need the memory."""

    async def get(self, name: str) -> bytes | None:
        """Return what is kept by that name."""

    async def put(self, name: str, kept: bytes) -> None:
        """Keep it."""

    async def touch(self, names: list[str]) -> None:
        """Note that they are used."""

    async def remove(self, name: str) -> None:
        """Keep it no longer."""

    async def tidy(self) -> None:
        """Remove what is too old or too much; called now and then."""

    async def close(self) -> None:
        """Let go of connections and threads."""


def open_store(
    setting: str, redis_url: str, limits: StoreLimits, memory: Callable[[], RedisMemory]
) -> Store | None:
    """Return the store that a setting names; None if there is to be no cache.

    `memory` is that of the Redis at `redis_url`, which streams need.

    Raises:
        InvalidConfiguration: it names none.
    """
    if not setting:
        return None
    if setting == OWN_REDIS:
        return RedisStore(redis_url, limits, memory)
    if setting.partition("://")[0] in SCHEMES:
        return RedisStore(setting, limits)
    if "/" not in setting:
        raise InvalidConfiguration(
            f"VOICE_SERVER_SEGMENT_CACHE={shown(without_password(setting))}: give redis, the URL "
            "of a Redis server, the path of a folder, or s3://bucket/folder; empty is no cache."
        )
    return FolderStore(setting, limits)
