"""A Redis that would soon cut a frontend off is told of at the start, where it can be asked."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
import redis

from frontend.cluster.connection import RedisConnection
from frontend.cluster.output_limit import SETTING, WANTED, OutputLimit, check_output_limit
from tasks.connection.redis_clients import async_redis_client


@pytest.fixture
async def connection(redis_url: str) -> AsyncIterator[RedisConnection]:
    connection = RedisConnection(async_redis_client(redis_url))
    yield connection
    await connection.close()


async def told(connection: RedisConnection, caplog: pytest.LogCaptureFixture) -> str:
    with caplog.at_level(logging.WARNING):
        async with asyncio.timeout(60):
            await check_output_limit(connection)
    return caplog.text


async def test_redis_as_it_comes_is_told_what_to_set(
    connection: RedisConnection, caplog: pytest.LogCaptureFixture
) -> None:
    assert f"{SETTING} {WANTED}" in await told(connection, caplog)


@pytest.mark.parametrize("limit", [WANTED, "pubsub 0 0 0", "pubsub 1gb 0 0"])
async def test_a_limit_that_is_enough_is_not_told_of(
    connection: RedisConnection,
    keys: redis.Redis,
    caplog: pytest.LogCaptureFixture,
    limit: str,
) -> None:
    keys.config_set(SETTING, limit)
    assert not await told(connection, caplog)


async def test_who_may_not_ask_is_told_nothing(
    keys: redis.Redis, redis_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    keys.acl_setuser("default", enabled=True, commands=["-config"])
    connection = RedisConnection(async_redis_client(redis_url))
    assert not await told(connection, caplog)
    await connection.close()


@pytest.mark.parametrize(
    "answer",
    [[], {}, None, [b"x"], [b"x", b""], [b"x", b"pubsub"], [b"x", b"pubsub 1"], [b"x", 1]],
)
def test_another_answer_says_nothing(answer: object) -> None:
    assert OutputLimit.of(answer) is None


def test_the_limits_of_subscribers_are_read() -> None:
    answer = [SETTING.encode(), b"normal 0 0 0 slave 1 2 3 pubsub 33554432 8388608 60"]
    limit = OutputLimit.of(answer)
    assert limit == OutputLimit(33_554_432, 8_388_608)
    assert not limit.is_enough
