"""The core over a cluster in memory, on a clock that jumps."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from backend_queues.registry import registry
from frontend.settings import Settings
from frontend.streaming.admission import Admission
from frontend.streaming.assembly import UtteranceFactory
from frontend.streaming.background import Background
from frontend.streaming.delivery.segment_delivery import DeliveryContext
from frontend.streaming.scheduling.load import Load
from frontend.streaming.speech_service import SpeechService
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.traces import Traces
from tests.support.core import Core
from tests.support.memory_cluster import MemoryCluster
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
    load = Load(cluster)
    clock = asyncio.get_running_loop().time
    deliveries = DeliveryContext(cluster.transport, load, clock)
    background, metrics = Background(), Metrics(["tone"])
    factory = UtteranceFactory(settings, deliveries, background, metrics, Traces())

    def make_service() -> SpeechService:
        admission = Admission(load, settings.max_start_delay_s)
        return SpeechService(factory, admission, cluster, registry())

    yield Core(make_service(), cluster, metrics, load, make_service)
    await background.finish(limit_s=5)
