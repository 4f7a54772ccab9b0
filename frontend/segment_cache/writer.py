"""Keeps segments in the store beside the streams: what waits is bounded, and dropped beyond."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from backend_queues.errors import TTSError
from frontend.segment_cache.kept_speech import MOST_BYTES, packed, speech_of
from frontend.telemetry.metrics.cache_metrics import Keeping
from tasks.messages import Chunk
from tasks.process.cancellation import wait_for_event
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    from frontend.segment_cache.stores import Store
    from frontend.telemetry.metrics.cache_metrics import CacheMetrics
    from tasks.messages import AnyNumberedMessage

log = get_logger(__name__)

MOST_WAITING_BYTES = 32_000_000
MOST_NAMES = 1_000  # whose use is to be noted, or that are to be removed
TIDY_S = 30.0


class Spoken(NamedTuple):
    """A segment that waits to be kept."""

    name: str
    messages: Sequence[AnyNumberedMessage]
    pause_s: float
    size_bytes: int


class Writer:
    """One loop does all that changes the store."""

    def __init__(
        self,
        store: Store,
        metrics: CacheMetrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._metrics = metrics
        self._waiting: deque[Spoken] = deque()
        self._waiting_bytes = 0
        self._used: dict[str, None] = {}
        self._broken: dict[str, None] = {}
        self._work = asyncio.Event()
        self._failing = False
        self._clock = clock
        self._tidied_at = clock()

    def keep(self, name: str, messages: Sequence[AnyNumberedMessage], pause_s: float) -> None:
        """Keep a segment, unless too much waits already."""
        size = sum(len(it.pcm) for it in messages if isinstance(it, Chunk))
        if size > MOST_BYTES // 2 or self._waiting_bytes + size > MOST_WAITING_BYTES:
            self._metrics.kept(Keeping.DROPPED)
            return
        self._waiting.append(Spoken(name, messages, pause_s, size))
        self._waiting_bytes += size
        self._work.set()

    def touch(self, name: str) -> None:
        """Note that a segment was used."""
        if len(self._used) < MOST_NAMES:
            self._used[name] = None
            self._work.set()

    def remove(self, name: str) -> None:
        """Remove what cannot be read."""
        if len(self._broken) < MOST_NAMES:
            self._broken[name] = None
            self._work.set()

    async def run(self) -> None:
        """Do what waits, for ever."""
        while True:
            await wait_for_event(self._work, TIDY_S)
            self._work.clear()
            await self._change()
            if self._clock() - self._tidied_at > TIDY_S:
                self._tidied_at = self._clock()
                await self._tried(self._store.tidy())

    async def _change(self) -> None:
        while self._waiting:
            spoken = self._waiting.popleft()
            self._waiting_bytes -= spoken.size_bytes
            await self._put(spoken)
        broken, self._broken = self._broken, {}
        for name in broken:
            await self._tried(self._store.remove(name))
        used, self._used = self._used, {}
        if used:
            await self._tried(self._store.touch(list(used)))

    async def _put(self, spoken: Spoken) -> None:
        if not self._store.has_room:
            self._metrics.kept(Keeping.DROPPED)
            return
        kept = await asyncio.to_thread(_packed, spoken)
        if kept is None:
            self._metrics.kept(Keeping.DROPPED)
        elif await self._tried(self._store.put(spoken.name, kept)):
            self._metrics.kept(Keeping.KEPT, len(kept))
        else:
            self._metrics.kept(Keeping.FAILED)

    async def _tried(self, change: Awaitable[None]) -> bool:
        """Tell whether the store did it; that it does not is logged once."""
        try:
            await change
        except TTSError as error:
            if not self._failing:
                log.warning("The segment cache keeps nothing now.", reason=error.message)
            self._failing = True
            return False
        self._failing = False
        return True


def _packed(spoken: Spoken) -> bytes | None:
    speech = speech_of(spoken.messages, spoken.pause_s)
    return packed(speech) if speech else None
