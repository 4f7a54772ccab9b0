"""API keys in Redis, as the command line changes them and frontends read them.

They are one hash: a record by id, and a random version, by which frontends see that something has
changed. A counter would not do: after Redis has lost its data it could come to the same number.
"""

import secrets
from typing import Any, Protocol

import msgspec

from frontend.access.key import KeyRecord, read_records
from tasks.connection.redis_clients import redis_client
from tasks.connection.translation import redis_errors_translated
from tasks.directory import Command
from tasks.keys import KEYS_KEY, KEYS_VERSION

ANSWER_S = 5.0


class Sends(Protocol):
    """What a frontend reads Redis with."""

    async def send(self, command: Command) -> Any: ...


class RedisKeys:
    """The keys for the command line. All methods block, and raise RedisUnavailable."""

    def __init__(self, url: str) -> None:
        # Any: redis-py's annotations leave this method out.
        self._client: Any = redis_client(
            url, socket_timeout=ANSWER_S, socket_connect_timeout=ANSWER_S
        )

    def __str__(self) -> str:
        return "Redis"

    def read(self) -> dict[str, KeyRecord]:
        """Return the records by id."""
        with redis_errors_translated():
            return records_of(self._client.execute_command("HGETALL", KEYS_KEY))

    def add(self, record: KeyRecord) -> None:
        content = msgspec.json.encode(record)
        with redis_errors_translated():
            self._client.execute_command(
                "HSET", KEYS_KEY, record.id, content, KEYS_VERSION, _new_version()
            )

    def revoke(self, id: str) -> bool:
        """Remove a key; return whether it was there."""
        with redis_errors_translated(), self._client.pipeline(transaction=True) as pipeline:
            pipeline.execute_command("HDEL", KEYS_KEY, id)
            pipeline.execute_command("HSET", KEYS_KEY, KEYS_VERSION, _new_version())
            removed, _ = pipeline.execute()
        return bool(removed)


async def version_in_redis(connection: Sends) -> str:
    """Return what changes whenever a key does. Raises RedisUnavailable."""
    version = await connection.send(("HGET", KEYS_KEY, KEYS_VERSION))
    return (version or b"").decode(errors="replace")


async def keys_in_redis(connection: Sends) -> dict[str, KeyRecord]:
    """Return the records by id. Raises RedisUnavailable."""
    return records_of(await connection.send(("HGETALL", KEYS_KEY)))


def records_of(fields: dict[bytes, bytes]) -> dict[str, KeyRecord]:
    """Return the records among the fields of the hash."""
    return read_records(text for name, text in fields.items() if name != KEYS_VERSION.encode())


def _new_version() -> str:
    return secrets.token_hex(8)
