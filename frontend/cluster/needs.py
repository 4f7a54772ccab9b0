"""The needs of all frontends' listeners, shared through Redis."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from frontend.cluster.connection import RedisConnection
from frontend.cluster.directory import SharedDirectory
from tasks import scripts
from tasks.directory import Word
from tasks.keys import NEEDS

AnyNeed = tuple[str, float, float, float]  # the fields of a Need


class Need(NamedTuple):
    """What a listener needs of a backend, in seconds of its speech."""

    backend: str
    need_s: float  # that is not made yet
    lead_s: float = 0.0  # that the listener has; 0 is nothing yet
    begun_s: float = 0.0  # of the need, that a worker is speaking


class Needs(msgspec.Struct, frozen=True):
    """What the listeners of a frontend still need."""

    listeners: Sequence[Need]


class SharedNeeds:
    """What one frontend publishes of its listeners, and reads of the others'.

    All methods raise RedisUnavailable.
    """

    def __init__(self, connection: RedisConnection, frontend: str) -> None:
        self._frontend = frontend
        self._claim_room = connection.script(scripts.CLAIM_ROOM)
        self._needs = SharedDirectory(connection, NEEDS, Needs)

    async def publish(self, listeners: Sequence[AnyNeed]) -> None:
        """Publish what each listener still needs."""
        await self._needs.publish(self._frontend, Needs([Need(*need) for need in listeners]))

    async def claim_room(self, backend: str, limit: float, listeners: Sequence[AnyNeed]) -> bool:
        """Publish, but only if all frontends' listeners of the backend are within the limit."""
        own = sum(need[0] == backend for need in listeners)
        keys = [NEEDS.index, NEEDS.key(self._frontend)]
        needs = msgspec.json.encode(Needs([Need(*need) for need in listeners]))
        room: list[Word] = [backend, str(limit), own]
        arguments = [NEEDS.prefix, self._frontend, *room, needs, NEEDS.ttl_s]
        return bool(await self._claim_room(keys, arguments))

    async def of_others(self) -> list[Sequence[Need]]:
        """Return what the listeners of each other live frontend need."""
        published = await self._needs.read()
        published.pop(self._frontend, None)
        return [needs.listeners for needs in published.values()]
