"""The API keys as a frontend knows them: all of them in memory, read again when one changes."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from backend_queues.errors import RedisUnavailable
from frontend.access.audit import audit
from frontend.access.client import Client
from frontend.access.errors import InvalidKey, KeysUnavailable
from frontend.access.key import KeyRecord, id_of, utc_now
from frontend.access.key_file import KeyFile
from frontend.access.redis_keys import Sends, keys_in_redis, version_in_redis
from tasks.connection.outage import Outage
from tasks.process.logs import get_logger

log = get_logger(__name__)

LOOK_S = 0.5
# While the keys cannot be read, nobody knows which are revoked: the known ones count this long.
GRACE_S = 60.0

Records = Mapping[str, KeyRecord]


class KeySource(Protocol):
    """Where keys are read from. Both raise KeysUnavailable or RedisUnavailable."""

    async def version(self) -> str:
        """Return what changes whenever a key does."""

    async def read(self) -> Records:
        """Return the records by id."""


class KeysOfFile:
    def __init__(self, file: KeyFile) -> None:
        self._file = file

    async def version(self) -> str:
        return await asyncio.to_thread(self._file.version)

    async def read(self) -> Records:
        return await asyncio.to_thread(self._file.read)


class KeysOfRedis:
    def __init__(self, connection: Sends) -> None:
        self._connection = connection

    async def version(self) -> str:
        return await version_in_redis(self._connection)

    async def read(self) -> Records:
        return await keys_in_redis(self._connection)


class Keyring:
    """Finds keys without asking anybody; they are `LOOK_S` old at most."""

    def __init__(
        self,
        source: KeySource,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._source = source
        self._clock = clock
        self._now = now
        self._version: str | None = None
        self._records: Records = {}
        self._read_at: float | None = None

    async def watch(self) -> None:
        """Follow the changes for ever."""
        outage = Outage()
        while True:
            try:
                await self.refresh()
                outage.over()
            except (KeysUnavailable, RedisUnavailable) as error:
                if outage.worth_logging(error):
                    log.warning("The API keys cannot be read now.", reason=error.message)
            await asyncio.sleep(LOOK_S)

    async def refresh(self) -> None:
        """Read the keys if any has changed. Raises KeysUnavailable, RedisUnavailable."""
        began = self._clock()
        version = await self._source.version()
        if version != self._version:
            records = await self._source.read()
            if self._read_at is not None:
                _audit_changes(self._records, records)
            self._version, self._records = version, records
        self._read_at = began

    def find(self, key: str) -> KeyRecord:
        """Return the record of a key.

        Raises:
            InvalidKey: there is no such key, or it has expired.
            KeysUnavailable: that cannot be known now.
        """
        record = self._records.get(id_of(key))
        self._check_current()
        if record is None or not record.fits(key):
            raise InvalidKey("There is no such API key; it may have been revoked.")
        return self._unexpired(record)

    def get(self, id: str) -> KeyRecord:
        """Return the record of the key with that id, which something stands for.

        Raises:
            InvalidKey, KeysUnavailable: as `find`.
        """
        self._check_current()
        if id not in self._records:
            raise InvalidKey("The API key whose rights this has has been revoked.")
        return self._unexpired(self._records[id])

    def _check_current(self) -> None:
        if self._read_at is None or self._clock() - self._read_at > GRACE_S:
            raise KeysUnavailable(
                "The server cannot read its API keys now, so it cannot let anybody in. Try again."
            )

    def _unexpired(self, record: KeyRecord) -> KeyRecord:
        if record.expired(self._now()):
            raise InvalidKey("This API key has expired.")
        return record


def _audit_changes(before: Records, after: Records) -> None:
    """Note which keys have come and gone; the command line notes who did it."""
    for id in after.keys() - before.keys():
        audit(Client(), "An API key counts from now on.", id=id, name=after[id].name)
    for id in before.keys() - after.keys():
        audit(Client(), "An API key counts no longer.", id=id, name=before[id].name)
    for id in before.keys() & after.keys():
        if before[id] != after[id]:
            audit(Client(), "An API key has changed.", id=id, name=after[id].name)
