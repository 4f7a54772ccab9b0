"""Rates are counted over all frontends in a window that slides."""

import pytest

from frontend.access.errors import TooManyRequests
from frontend.access.use.limits import Limit
from frontend.access.use.rates import Rates
from frontend.cluster.connection import RedisConnection
from tasks.keys import RATES_PREFIX

HUNDRED, THOUSAND = Limit("key:k", 100), Limit("from:a", 1_000)


async def test_what_is_left_is_that_of_the_scarcest(connection: RedisConnection) -> None:
    here, there = Rates(connection.pool), Rates(connection.pool)
    await here.take("characters", [HUNDRED, THOUSAND], 30)
    left = await there.take("characters", [HUNDRED, THOUSAND], 30)
    assert left and (left.limit, left.remaining) == (100, 40)
    assert 0 < left.reset_s <= 120


async def test_more_than_is_left_is_refused_with_a_time(connection: RedisConnection) -> None:
    rates = Rates(connection.pool)
    await rates.take("characters", [HUNDRED], 90)
    with pytest.raises(TooManyRequests, match="100 characters a minute .* 10 are left") as error:
        await rates.take("characters", [HUNDRED], 11)
    assert error.value.retry_after_s and 1 <= error.value.retry_after_s <= 120
    left = await rates.take("characters", [HUNDRED], 10)  # what was refused was not counted
    assert left and left.remaining == 0


async def test_what_can_never_be_enough_says_so(connection: RedisConnection) -> None:
    with pytest.raises(TooManyRequests, match="Send less at once"):
        await Rates(connection.pool).take("characters", [HUNDRED], 101)


async def test_uploads_are_counted_by_the_hour_and_apart(connection: RedisConnection) -> None:
    rates, one = Rates(connection.pool), Limit("key:k", 1)
    await rates.take("uploads", [one], 1)
    with pytest.raises(TooManyRequests, match="1 uploads an? hour"):
        await rates.take("uploads", [one], 1)
    await rates.take("characters", [one], 1)


async def test_every_key_expires(connection: RedisConnection) -> None:
    await Rates(connection.pool).take("characters", [HUNDRED], 1)
    keys = await connection.send(("KEYS", f"{RATES_PREFIX}*"))
    assert keys
    for key in keys:
        assert 0 < await connection.send(("TTL", key)) <= 120


async def test_nothing_limited_is_nothing_counted() -> None:
    assert await Rates(None).take("characters", [], 1_000_000) is None
