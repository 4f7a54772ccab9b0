"""Streams at once are counted over all frontends, and those of a dead one are forgotten."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from frontend.access.errors import TooManyRequests
from frontend.access.use import at_once
from frontend.access.use.at_once import StreamsAtOnce
from frontend.access.use.limits import Limit
from frontend.cluster.connection import RedisConnection
from tasks.keys import STREAM_TTL_S, streams_key

TWO, FIVE = Limit("key:k", 2), Limit("from:a", 5)


async def count(connection: RedisConnection, limit: Limit) -> int:
    return int(await connection.send(("ZCARD", streams_key(limit.name))))


async def until(counted: Callable[[], Awaitable[int]], right: Callable[[int], bool]) -> None:
    for _ in range(6_000):
        if right(await counted()):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"not so after a minute: {await counted()}")


async def left(connection: RedisConnection, limit: Limit, most: int) -> None:
    await until(lambda: count(connection, limit), lambda found: found <= most)


async def test_the_third_of_two_is_refused_until_one_has_ended(connection: RedisConnection) -> None:
    here, there = StreamsAtOnce(connection), StreamsAtOnce(connection)
    async with AsyncExitStack() as open_streams:
        await open_streams.enter_async_context(here.stream([TWO, FIVE]))
        async with there.stream([TWO, FIVE]):
            with pytest.raises(TooManyRequests, match="2 streams at once"):
                await open_streams.enter_async_context(here.stream([TWO, FIVE]))
            assert await count(connection, FIVE) == 2  # the one that was refused counts nowhere
        await left(connection, TWO, 1)
        await open_streams.enter_async_context(there.stream([TWO, FIVE]))
    await left(connection, TWO, 0)
    await left(connection, FIVE, 0)


async def test_an_address_has_its_limit_whatever_its_keys(connection: RedisConnection) -> None:
    streams, one = StreamsAtOnce(connection), Limit("from:a", 1)
    async with streams.stream([Limit("key:a", 9), one]):
        with pytest.raises(TooManyRequests, match="1 streams at once"):
            async with streams.stream([Limit("key:b", 9), one]):
                pass


async def test_none_may_be_allowed(connection: RedisConnection) -> None:
    with pytest.raises(TooManyRequests):
        async with StreamsAtOnce(connection).stream([Limit("key:k", 0)]):
            pass


async def test_what_is_not_limited_does_not_ask_redis() -> None:
    class Nothing:
        def script(self, text: str) -> object:
            return None

    async with StreamsAtOnce(Nothing()).stream([]):  # type: ignore[arg-type]
        pass


async def test_streams_of_a_frontend_that_died_count_no_more(connection: RedisConnection) -> None:
    key = streams_key(TWO.name)
    await connection.send(("ZADD", key, 1, "dead", 1, "gone"))  # in 1970
    async with StreamsAtOnce(connection).stream([TWO]):
        assert await count(connection, TWO) == 1
        assert 0 < await connection.send(("TTL", key)) <= STREAM_TTL_S


async def test_a_long_stream_is_renewed(
    connection: RedisConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_once, "RENEW_S", 0.01)
    streams = StreamsAtOnce(connection)
    keeping = asyncio.create_task(streams.keep())
    async with streams.stream([TWO]):
        await connection.send(("DEL", streams_key(TWO.name)))  # as if it had expired
        await until(lambda: count(connection, TWO), bool)
    keeping.cancel()
