"""What the segment cache of a process was good for."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from prometheus_client import Counter

MakeCounter = Callable[[str, str, tuple[str, ...]], Counter]


class Lookup(StrEnum):
    """What became of a look at the cache; all but the first are misses."""

    HIT = "hit"
    MISS = "miss"
    BROKEN = "broken"  # it is there, and cannot be read
    SLOW = "slow"
    FAILED = "failed"
    SKIPPED = "skipped"  # it was not asked, as it has not answered, or others wait for it


class Keeping(StrEnum):
    """What became of a segment that was to be kept."""

    KEPT = "kept"
    DROPPED = "dropped"  # too much waited, or it is too large, or there is no room
    FAILED = "failed"


class CacheMetrics:
    """Its instruments; a process without a cache shows zeros."""

    def __init__(self, counter: MakeCounter, backends: Iterable[str]) -> None:
        self._lookups = counter(
            "segment_cache_lookups",
            "Segments looked for in the cache, by what was found.",
            ("backend", "outcome"),
        )
        self._kept = counter(
            "segment_cache_kept",
            "Segments to be kept in the cache, by whether they were.",
            ("outcome",),
        )
        self._bytes = counter(
            "segment_cache_bytes", "Bytes read from the cache, and written to it.", ("way",)
        )
        self.hits = self.misses = 0
        for backend in backends:
            for lookup in Lookup:
                self._lookups.labels(backend, lookup)
        for keeping in Keeping:
            self._kept.labels(keeping)
        for way in ("read", "written"):
            self._bytes.labels(way)

    def looked(self, backend: str, outcome: Lookup, size_bytes: int) -> None:
        """Count a look, and the bytes that were found."""
        self._lookups.labels(backend, outcome).inc()
        self._bytes.labels("read").inc(size_bytes)
        if outcome is Lookup.HIT:
            self.hits += 1
        else:
            self.misses += 1

    def kept(self, outcome: Keeping, size_bytes: int = 0) -> None:
        """Count a segment that was to be kept."""
        self._kept.labels(outcome).inc()
        self._bytes.labels("written").inc(size_bytes)
