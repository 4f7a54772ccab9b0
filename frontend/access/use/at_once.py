"""How many streams a client has at once, on all frontends.

Each is a member of a sorted set whose score is when it stops counting, unless its frontend renews
it: the streams of a frontend that died are forgotten within seconds.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from backend_queues.errors import RedisUnavailable
from frontend.access.errors import TooManyRequests
from frontend.access.use.counts import Counts
from frontend.access.use.limits import Limit
from tasks import scripts
from tasks.directory import Word
from tasks.keys import STREAM_TTL_S, streams_key

RENEW_S = STREAM_TTL_S / 3
LEAVE_AT_ONCE = 4  # nobody waits for it, and what somebody waits for needs connections too
RETRY_AFTER_S = 5.0  # nobody knows when one of the client's own streams will end


class StreamsAtOnce:
    """Lets a stream begin if its client may have another one. Raises RedisUnavailable then."""

    def __init__(self, connection: Counts) -> None:
        self._connection = connection
        self._enter = connection.script(scripts.ENTER_STREAM)
        self._renew = connection.script(scripts.RENEW_STREAMS)
        self._few_at_once = asyncio.Semaphore(LEAVE_AT_ONCE)
        self._leaving: set[asyncio.Future[None]] = set()
        self._open: dict[str, Sequence[str]] = {}  # the sets that each of ours is in

    @asynccontextmanager
    async def stream(self, limits: Sequence[Limit]) -> AsyncIterator[None]:
        """Count a stream as long as the block lasts.

        Raises:
            TooManyRequests: there are as many as one of the limits allows.
        """
        if not limits:
            yield
            return
        name, keys = uuid.uuid4().hex, [streams_key(limit.name) for limit in limits]
        most: list[Word] = [limit.most for limit in limits]
        full = await self._enter(keys, [name, STREAM_TTL_S, *most])
        if full:
            raise TooManyRequests(
                f"{limits[full - 1].most} streams at once are allowed. "
                "Try again when one of them has ended.",
                RETRY_AFTER_S,
            )
        self._open[name] = keys
        try:
            yield
        finally:
            del self._open[name]
            # Beside the end of the request, which a client that has left cancels.
            leaving = asyncio.ensure_future(self._leave(name, keys))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)

    async def keep(self) -> None:
        """Renew those that are open, for ever."""
        while True:
            await asyncio.sleep(RENEW_S)
            with suppress(RedisUnavailable):  # the next time, or they count no more
                await self._renew_all()

    async def _renew_all(self) -> None:
        names: dict[str, list[Word]] = {}
        for name, keys in self._open.items():
            for key in keys:
                names.setdefault(key, []).append(name)
        for key, members in names.items():
            await self._renew([key], [STREAM_TTL_S, *members])

    async def _leave(self, name: str, keys: Sequence[str]) -> None:
        with suppress(RedisUnavailable):  # it expires
            async with self._few_at_once:
                await self._connection.send_all(("ZREM", key, name) for key in keys)
