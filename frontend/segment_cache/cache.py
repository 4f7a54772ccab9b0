"""The segment cache of one frontend: finds what was spoken before, and keeps what is spoken now.

A look is bounded in time, and what is kept waits in a bounded queue beside the streams. So a store
that is slow, full or away costs a listener no more than the wait for one look; after some that were
in vain it is left alone for a while.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from backend_queues.errors import TTSError
from frontend.segment_cache.kept_speech import messages_of, unpacked
from frontend.segment_cache.naming import segment_name
from frontend.segment_cache.writer import Writer
from frontend.telemetry.metrics.cache_metrics import CacheMetrics, Lookup
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    from frontend.segment_cache.stores import Store
    from tasks.messages import AnyNumberedMessage, Presence, SegmentTask

log = get_logger(__name__)

MOST_LOOKS = 64  # at once; a store that is so slow is of no use to more
TURNS = 5  # of a wait
IN_VAIN = 3  # looks in a row, for so long, after which the store is left alone
SILENT_S = 0.5
LEFT_ALONE_S = 5.0


class Models(Protocol):
    """What the live workers say of themselves; frontend.cluster.fleet.Fleet has it."""

    def workers(self, backend: str) -> Sequence[Presence]:
        """Return the live workers of a backend."""

    def last_seen(self, backend: str) -> Presence | None:
        """Return what the last live worker of the backend was like; None if there was none."""


class SegmentCache:
    """All methods are as streaming's port of that name describes them."""

    def __init__(
        self,
        store: Store,
        models: Models,
        metrics: CacheMetrics,
        wait_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """A look that takes longer than `wait_s` is in vain, if the event loop is in time."""
        self._store = store
        self._models = models
        self._metrics = metrics
        self._wait_s = wait_s
        self._clock = clock
        self._writer = Writer(store, metrics, clock)
        self._looks: set[asyncio.Future[bytes | None]] = set()
        self._in_vain = 0  # looks since the last answer
        self._in_vain_since = 0.0
        self._alone_until = -math.inf

    async def run(self) -> None:
        """Keep what waits to be kept, for ever."""
        await self._writer.run()

    async def close(self) -> None:
        await self._store.close()

    def serves(self, backend: str) -> bool:
        return self._model(backend) is not None

    def name(self, task: SegmentTask, backend: str, owner: str) -> str:
        model = self._model(backend)
        if model is None or not task.text:
            return ""
        numbered = model.capabilities.numbered
        return segment_name(task, backend, model.model, owner, numbered=numbered)

    async def find(
        self, name: str, task: SegmentTask, backend: str
    ) -> Sequence[AnyNumberedMessage]:
        kept, outcome = await self._look(name)
        speech = unpacked(kept) if kept else None
        if kept and not speech:
            outcome = Lookup.BROKEN
            self._writer.remove(name)
        self._metrics.looked(backend, outcome, len(kept) if kept and speech else 0)
        if not speech:
            return ()
        self._writer.touch(name)
        return messages_of(speech, task)

    def keep(self, name: str, messages: Sequence[AnyNumberedMessage], pause_s: float) -> None:
        self._writer.keep(name, messages, pause_s)

    def _model(self, backend: str) -> Presence | None:
        """Return a worker that stands for all of the backend, if their speech is one's like all's.

        Workers of two models, as during an update, make two kinds of speech.
        """
        last = self._models.last_seen(backend)
        workers = self._models.workers(backend) or ([last] if last else [])
        alike = len({worker.model for worker in workers}) == 1
        steady = all(it.model and it.capabilities.deterministic for it in workers)
        return workers[0] if alike and steady else None

    async def _look(self, name: str) -> tuple[bytes | None, Lookup]:
        """Return what is kept, and what became of the look."""
        if self._clock() < self._alone_until or len(self._looks) >= MOST_LOOKS:
            return None, Lookup.SKIPPED
        look = asyncio.create_task(self._store.get(name))
        self._looks.add(look)
        look.add_done_callback(self._end_look)
        if not await self._answered(look):
            self._note_in_vain(f"it has not answered for {self._wait_s:g} s")
            return None, Lookup.SLOW
        if look.exception():
            self._note_in_vain(_reason(look))
            return None, Lookup.FAILED
        self._in_vain = 0
        kept = look.result()
        return kept, Lookup.HIT if kept else Lookup.MISS

    async def _answered(self, look: asyncio.Future[bytes | None]) -> bool:
        """Wait for the store, which is not to blame where this process itself is late.

        So the wait is in turns of the event loop, in the last of which the answer would be read.
        """
        for _ in range(TURNS):
            done, _ = await asyncio.wait({look}, timeout=self._wait_s / TURNS)
            if done:
                return True
        return False

    def _end_look(self, look: asyncio.Future[bytes | None]) -> None:
        """Nobody may be left to hear of it."""
        self._looks.discard(look)
        if not look.cancelled():
            look.exception()

    def _note_in_vain(self, reason: str) -> None:
        """Leave the store alone if it has answered nobody for a while.

        Looks of many streams at once are in vain together, after one moment in which it was slow.
        """
        now = self._clock()
        if not self._in_vain:
            self._in_vain_since = now
        self._in_vain += 1
        if self._in_vain < IN_VAIN or now - self._in_vain_since < SILENT_S:
            return
        if self._alone_until <= self._in_vain_since:
            log.warning("The segment cache is of no use now.", reason=reason)
        self._alone_until = now + LEFT_ALONE_S


def _reason(look: asyncio.Future[bytes | None]) -> str:
    error = look.exception()
    return error.message if isinstance(error, TTSError) else repr(error)
