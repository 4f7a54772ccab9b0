"""The core over a cluster in memory, on a clock that jumps."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest

from backend_queues.registry import Registry, registry
from frontend.settings import Settings
from frontend.streaming.admission.admission import Admission
from frontend.streaming.admission.capacity import Capacity
from frontend.streaming.admission.needs import ListenerNeeds
from frontend.streaming.admission.speeds import Speeds
from frontend.streaming.assembly import UtteranceFactory
from frontend.streaming.background import Background
from frontend.streaming.delivery.crashes import Crashes
from frontend.streaming.delivery.segment_delivery import DeliveryContext
from frontend.streaming.delivery.spoken_before import NO_CACHE
from frontend.streaming.diction.diction import AS_WRITTEN, Diction
from frontend.streaming.farewells import Farewells
from frontend.streaming.ports import SegmentCache
from frontend.streaming.scheduling.load import Load
from frontend.streaming.speech_service import SpeechService
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.traces import Traces
from tests.support.client_use import MemoryUse
from tests.support.core import Core
from tests.support.memory_cluster import MemoryBoard, MemoryCluster
from tests.support.virtual_time import VirtualTimeLoop


def pytest_asyncio_loop_factories() -> dict[str, type[VirtualTimeLoop]]:
    """Run the tests of this folder in loops whose time is virtual."""
    return {"virtual": VirtualTimeLoop}


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
async def cluster() -> AsyncIterator[MemoryCluster]:
    cluster = MemoryCluster()
    yield cluster
    await cluster.close()


@pytest.fixture
async def core(cluster: MemoryCluster, settings: Settings) -> AsyncIterator[Core]:
    background = Background()
    yield make_core(cluster, settings, background, "f")
    await background.finish(limit_s=5)


def make_core(
    cluster: MemoryCluster,
    settings: Settings,
    background: Background,
    frontend: str,
    specs: Registry | None = None,
    diction: Diction = AS_WRITTEN,
    cache: SegmentCache = NO_CACHE,
) -> Core:
    """Return the core of a frontend process; without specs, it knows the built-in backends."""
    use = MemoryUse()
    load, metrics = Load(cluster), Metrics(specs.specs if specs else ["tone"])
    clock = asyncio.get_running_loop().time
    crashes = Crashes(cluster.transport, clock)
    deliveries = DeliveryContext(cluster.transport, load, clock, crashes, cache)
    factory = UtteranceFactory(
        settings,
        deliveries,
        background,
        Farewells(cluster, background),
        metrics,
        Traces(),
        specs or registry(),
        diction,
    )
    needs = ListenerNeeds(MemoryBoard(cluster, frontend), clock)
    capacity = Capacity(needs, Speeds(cluster, clock), settings, clock)
    admission = Admission(load, needs, capacity, settings, metrics, clock, cluster)
    service = SpeechService(factory, admission, use, cluster, specs or registry())
    shared = specs, diction, cache
    other = partial(make_core, cluster, settings, background, f"{frontend}'", *shared)
    return Core(frontend, service, cluster, metrics, load, admission, crashes, use, other)
