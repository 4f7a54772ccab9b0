"""A frontend's bus on a Redis of the test's own, and that Redis as the test writes to it."""

from collections.abc import AsyncIterator, Iterator

import pytest
import redis

from frontend.cluster.bus import FrontendBus


@pytest.fixture
async def bus(redis_url: str) -> AsyncIterator[FrontendBus]:
    bus = FrontendBus(redis_url, "test")
    yield bus
    await bus.close()


@pytest.fixture
def keys(redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_url, protocol=2) as client:
        yield client
