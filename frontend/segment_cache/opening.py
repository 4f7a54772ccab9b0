"""Opens the cache that the settings ask for."""

from typing import Protocol

from frontend.cluster.memory import RedisMemory
from frontend.segment_cache.cache import Models, SegmentCache
from frontend.segment_cache.limits import StoreLimits
from frontend.segment_cache.stores import open_store
from frontend.settings import Settings
from frontend.telemetry.metrics.cache_metrics import CacheMetrics


class FleetView(Models, Protocol):
    """The live workers, and how full Redis is; frontend.cluster.fleet.Fleet has it."""

    memory: RedisMemory


def open_cache(
    settings: Settings, redis_url: str, fleet: FleetView, metrics: CacheMetrics
) -> SegmentCache | None:
    """Return the cache, or None if there is to be none.

    Raises:
        InvalidConfiguration: the setting names no store.
    """
    limits = StoreLimits.of(settings.segment_cache_mb, settings.segment_cache_hours)
    store = open_store(settings.segment_cache, redis_url, limits, lambda: fleet.memory)
    return SegmentCache(store, fleet, metrics, settings.segment_cache_wait_s) if store else None
