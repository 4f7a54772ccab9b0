"""The store in a folder, on this machine or in a bucket: an object for each segment."""

import asyncio
import logging
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from frontend.segment_cache.limits import StoreLimits
from frontend.storage.object_store import StoredObject
from frontend.storage.storage import Storage

log = logging.getLogger(__name__)

T = TypeVar("T")

THREADS = 4
ABANDONED_S = 3600.0  # what is half written for so long was left by a process that is gone
OWN = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}")  # the paths of segments
ROOM = 0.9  # of the limit is left, so that not every new segment costs a look at all


class FolderStore:
    """Several frontends may share a folder; what one removes, the others do not find. What else is
    in the folder is nobody's to remove.

    A local folder notes when a segment is used. A bucket only knows when it was written, so there
    the oldest go first.
    """

    has_room = True

    def __init__(
        self, url: str, limits: StoreLimits, clock: Callable[[], float] = time.time
    ) -> None:
        """Raises InvalidConfiguration if it is no folder."""
        self._storage = Storage(url, holds="the segment cache")
        self._limits = limits
        self._clock = clock
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="segment-cache")

    async def get(self, name: str) -> bytes | None:
        return await self._do(lambda: self._storage.read(_path(name)))

    async def put(self, name: str, kept: bytes) -> None:
        await self._do(lambda: self._storage.write(_path(name), kept))

    async def touch(self, names: list[str]) -> None:
        await self._do(lambda: self._touch(names))

    async def remove(self, name: str) -> None:
        await self._do(lambda: self._storage.delete(_path(name)))

    async def tidy(self) -> None:
        await self._do(self._tidy)

    async def close(self) -> None:
        self._storage.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _touch(self, names: list[str]) -> None:
        for name in names:
            self._storage.touch(_path(name))

    def _tidy(self) -> None:
        now = self._clock()
        for name, (_, changed_ns) in self._storage.unfinished().items():
            if now - changed_ns / 1e9 > ABANDONED_S:
                self._storage.delete_unfinished(name)
        own = [it for it in self._storage.objects() if OWN.fullmatch(it.path)]
        for path in too_many(own, self._limits, now):
            self._storage.delete(path)


def too_many(objects: list[StoredObject], limits: StoreLimits, now: float) -> list[str]:
    """Return the paths of what has to go: what is unused for long, and else the longest unused."""
    kept_bytes = sum(it.size_bytes for it in objects)
    most_bytes = limits.most_bytes if kept_bytes <= limits.most_bytes else ROOM * limits.most_bytes
    gone = []
    for it in sorted(objects, key=lambda it: it.used_at):
        if now - it.used_at <= limits.unused_s and kept_bytes <= most_bytes:
            break
        kept_bytes -= it.size_bytes
        gone.append(it.path)
    return gone


def _path(name: str) -> str:
    """Folders of some hundred files each are quick everywhere."""
    return f"{name[:2]}/{name}"
