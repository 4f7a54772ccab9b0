"""A real Redis, as a frontend is connected to it."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from frontend.cluster.bus import FrontendBus
from frontend.cluster.connection import RedisConnection
from tests.support.server import running_redis


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp") as folder,
        running_redis(Path(folder)) as (url, _),
    ):
        yield url


@pytest.fixture
async def connection(redis_url: str) -> AsyncIterator[RedisConnection]:
    bus = FrontendBus(redis_url, frontend="f")
    await bus.connection.send(("FLUSHALL",))
    yield bus.connection
    await bus.close()
