"""Commands to Redis from one event loop, whose errors are all RedisUnavailable."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from tasks.connection.translation import redis_errors_translated
from tasks.directory import Command, Word

Script = Callable[[Sequence[str], Sequence[Word]], Awaitable[Any]]


class RedisConnection:
    """What every part of a frontend that keeps something in Redis is given."""

    def __init__(self, client: Any) -> None:
        # Any: redis-py's annotations allow for every setting at once, text and bytes alike.
        self._client = client

    @property
    def pool(self) -> Any:
        """The connections, for a library that sends commands of its own."""
        return self._client.connection_pool

    async def send(self, command: Command) -> Any:
        """Send one command; return redis-py's answer."""
        with redis_errors_translated():
            return await self._client.execute_command(*command)

    async def send_all(self, commands: Iterable[Command]) -> list[Any]:
        """Send commands in one round trip, which is not a transaction; return their answers."""
        pipeline = self._client.pipeline(transaction=False)
        for command in commands:
            pipeline.execute_command(*command)
        with redis_errors_translated():
            answers: list[Any] = await pipeline.execute()
        return answers

    def script(self, text: str) -> Script:
        """Return a function that runs a Lua script with its keys and arguments."""
        script = self._client.register_script(text)

        async def run(keys: Sequence[str], arguments: Sequence[Word]) -> Any:
            with redis_errors_translated():
                return await script(keys, arguments)

        return run

    async def close(self) -> None:
        await self._client.aclose()
