"""Contexts over a cluster in memory, on a clock that jumps."""

from collections.abc import AsyncIterator

import pytest

from frontend.settings import Settings
from frontend.streaming.background import Background
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import Core
from tests.support.spelled import REGISTRY, spelling_cluster
from tests.support.virtual_time import VirtualTimeLoop


def pytest_asyncio_loop_factories() -> dict[str, type[VirtualTimeLoop]]:
    return {"virtual": VirtualTimeLoop}


@pytest.fixture
async def core() -> AsyncIterator[Core]:
    cluster, background = spelling_cluster(), Background()
    yield make_core(cluster, Settings(), background, "f", REGISTRY)
    await background.finish(limit_s=5)
    await cluster.close()
