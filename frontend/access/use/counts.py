"""What counting needs of Redis."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Protocol

from tasks.directory import Command, Word


class Counts(Protocol):
    """A connection to Redis. All methods raise RedisUnavailable."""

    @property
    def pool(self) -> Any:
        """The connections, for a library that sends commands of its own."""

    async def send_all(self, commands: Iterable[Command]) -> list[Any]:
        """Send commands in one round trip; return their answers."""

    def script(self, text: str) -> Callable[[Sequence[str], Sequence[Word]], Awaitable[Any]]:
        """Return a function that runs a Lua script with its keys and arguments."""
