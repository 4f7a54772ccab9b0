"""The store in a real Redis: nothing is lost, nothing is too much, and nothing stays for ever."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import redis

from backend_queues.errors import RedisUnavailable
from frontend.cluster.memory import RedisMemory
from frontend.segment_cache.limits import StoreLimits
from frontend.segment_cache.redis_store import RedisStore
from tasks.keys import CACHE_KEY, CACHE_SIZES_KEY, cached_key
from tests.support.server import running_redis

LIMITS = StoreLimits(most_bytes=10_000, unused_s=600)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_redis(Path(tmp_path_factory.mktemp("r"))) as (url, _):
        yield url


@pytest.fixture
def server(url: str) -> Iterator[redis.Redis]:
    client = redis.Redis.from_url(url, protocol=2, decode_responses=True)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
async def store(url: str, server: redis.Redis) -> AsyncIterator[RedisStore]:
    store = RedisStore(url, LIMITS)
    yield store
    await store.close()


def names(server: redis.Redis) -> set[str]:
    keys = {str(key) for key in server.keys(cached_key("*"))} - {CACHE_SIZES_KEY}
    return {key.removeprefix(cached_key("")) for key in keys}


def counted(server: redis.Redis) -> int:
    return int(server.hget(CACHE_SIZES_KEY, ":all") or 0)


async def test_another_frontend_finds_what_one_has_kept(store: RedisStore, url: str) -> None:
    await store.put("a", b"\0speech")
    other = RedisStore(url, LIMITS)
    assert await other.get("a") == b"\0speech"
    assert await other.get("b") is None
    await other.close()


async def test_the_longest_unused_make_room(store: RedisStore, server: redis.Redis) -> None:
    for name in "abc":
        await store.put(name, bytes(3_000))
    await store.touch(["a", "unknown"])
    await store.put("d", bytes(3_000))
    assert names(server) == {"a", "c", "d"}
    assert counted(server) == 9_000
    await store.put("e", bytes(9_000))
    assert names(server) == {"e"}
    assert counted(server) == 9_000


async def test_what_is_larger_than_all_is_not_kept(store: RedisStore, server: redis.Redis) -> None:
    await store.put("a", bytes(3_000))
    await store.put("b", bytes(10_001))
    assert names(server) == {"a"}


async def test_what_is_kept_again_counts_once(store: RedisStore, server: redis.Redis) -> None:
    for size in (3_000, 1_000, 2_000):
        await store.put("a", bytes(size))
    assert counted(server) == 2_000


async def test_all_of_it_expires(store: RedisStore, server: redis.Redis) -> None:
    await store.put("a", b"1")
    for key in (cached_key("a"), CACHE_KEY, CACHE_SIZES_KEY):
        assert 0 < server.ttl(key) <= 600
    server.expire(cached_key("a"), 5)
    await store.touch(["a"])
    assert server.ttl(cached_key("a")) > 500


async def test_what_is_unused_for_long_is_forgotten(store: RedisStore, server: redis.Redis) -> None:
    await store.put("a", bytes(100))
    server.zadd(CACHE_KEY, {"a": 1.0})
    await store.put("b", bytes(50))
    assert names(server) == {"b"}
    assert counted(server) == 50


@pytest.mark.parametrize("lost", [CACHE_KEY, CACHE_SIZES_KEY])
async def test_a_lost_index_is_begun_anew(
    store: RedisStore, server: redis.Redis, lost: str
) -> None:
    await store.put("a", bytes(9_000))
    server.delete(lost)
    await store.put("b", bytes(9_000))
    await store.put("c", bytes(9_000))
    assert await store.get("c") == bytes(9_000)
    assert counted(server) == 9_000


async def test_removing_takes_it_away(store: RedisStore) -> None:
    await store.put("a", b"1")
    await store.remove("a")
    assert await store.get("a") is None


async def test_many_at_once_keep_the_bounds(store: RedisStore, server: redis.Redis) -> None:
    await asyncio.gather(*(store.put(f"{n:02}", bytes(700)) for n in range(60)))
    assert counted(server) == 700 * len(names(server)) <= LIMITS.most_bytes
    assert len(names(server)) == 14


async def test_of_a_redis_that_streams_need_it_has_a_share(url: str, server: redis.Redis) -> None:
    memory = RedisMemory(10_000, 20_000)
    store = RedisStore(url, LIMITS, lambda: memory)
    assert store.has_room
    for name in "abc":
        await store.put(name, bytes(2_000))
    assert names(server) == {"b", "c"}
    await store.tidy()
    assert names(server) == {"b", "c"}
    memory = RedisMemory(14_000, 20_000)
    assert not store.has_room
    await store.tidy()
    assert names(server) == {"c"}
    await store.tidy()
    assert names(server) == set()
    await store.tidy()
    await store.close()


async def test_a_redis_that_is_away_is_told_of(tmp_path: Path) -> None:
    store = RedisStore(f"unix://{tmp_path}/none", LIMITS)
    with pytest.raises(RedisUnavailable):
        await store.get("a")
    await store.close()
