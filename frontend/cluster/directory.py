"""A directory in Redis as a frontend writes and reads it."""

from typing import Generic, TypeVar

from frontend.cluster.connection import RedisConnection
from tasks.directory import Directory
from tasks.keys import DirectoryKeys

T = TypeVar("T")


class SharedDirectory(Generic[T]):
    """What processes publish of themselves. All methods raise RedisUnavailable."""

    def __init__(self, connection: RedisConnection, keys: DirectoryKeys, kind: type[T]) -> None:
        self._connection = connection
        self._directory = Directory(keys, kind)

    async def publish(self, name: str, value: T) -> None:
        """Publish a value, or renew it; it expires by itself."""
        await self._connection.send_all(self._directory.publish(name, value))

    async def withdraw(self, name: str) -> None:
        await self._connection.send_all(self._directory.withdraw(name))

    async def read(self) -> dict[str, T]:
        """Return the values that can be read, by name; remove the names of those that are gone."""
        names = sorted(await self._connection.send(self._directory.names()))
        if not names:
            return {}
        texts = await self._connection.send(self._directory.values(names))
        for command in self._directory.removal(names, texts):
            await self._connection.send(command)
        return self._directory.read(names, texts)
