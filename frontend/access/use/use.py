"""What clients use of a frontend: the one place that counts it."""

from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from frontend.access.client import Client
from frontend.access.keyring import Keyring
from frontend.access.use.at_once import StreamsAtOnce
from frontend.access.use.counts import Counts
from frontend.access.use.limits import Limits
from frontend.access.use.rates import Allowance, Kind, Rates
from frontend.settings import Settings

REMEMBERED = 10_000  # clients whose allowance is shown in headers


class Use:
    """Counts what clients use. Methods raise TooManyRequests, and RedisUnavailable."""

    def __init__(
        self, connection: Counts, settings: Settings, keyring: Keyring | None = None
    ) -> None:
        self._keyring = keyring
        self._limits = Limits(settings)
        self._rates = Rates(connection.pool)
        self._at_once = StreamsAtOnce(connection)
        self._left: OrderedDict[tuple[Kind, str], Allowance] = OrderedDict()

    def check_key(self, client: Client) -> None:
        """See that the client's key still counts, by which it was let in some time ago.

        Raises:
            InvalidKey: it has been revoked, or has expired.
            KeysUnavailable: that cannot be known now.
        """
        if self._keyring and client.key:
            self._keyring.get(client.key)

    @asynccontextmanager
    async def stream(self, client: Client) -> AsyncIterator[None]:
        """Count a stream as long as the block lasts."""
        async with self._at_once.stream(self._limits.streams(client)):
            yield

    def counts_text(self, client: Client) -> bool:
        """Tell whether the client's characters are limited at all."""
        return bool(self._limits.characters_per_minute(client))

    async def take_text(self, client: Client, characters: int) -> None:
        """Count text that is to be spoken."""
        limits = self._limits.characters_per_minute(client)
        left = await self._rates.take("characters", limits, characters)
        self._remember("characters", client, left)

    async def take_upload(self, client: Client) -> None:
        """Count a file or a job that is sent."""
        limits = self._limits.uploads_per_hour(client)
        self._remember("uploads", client, await self._rates.take("uploads", limits, 1))

    def most_waiting(self, client: Client) -> int | None:
        """Return how many of the client's texts may wait in line; None is any number."""
        return self._limits.waiting_texts(client)

    def left(self, kind: Kind, client: Client) -> Allowance | None:
        """Return what was left of it when it was last counted."""
        return self._left.get((kind, client.name))

    async def keep(self) -> None:
        """Renew what is open, for ever."""
        await self._at_once.keep()

    def _remember(self, kind: Kind, client: Client, left: Allowance | None) -> None:
        if left is None:
            return
        self._left[kind, client.name] = left
        self._left.move_to_end((kind, client.name))
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
