"""API keys in Redis: changed by the command line, seen by frontends."""

from collections.abc import AsyncIterator

import pytest

from frontend.access.errors import InvalidKey
from frontend.access.key import new_key
from frontend.access.keyring import Keyring, KeysOfRedis
from frontend.access.redis_keys import RedisKeys
from frontend.cluster.connection import RedisConnection
from tasks.connection.redis_clients import async_redis_client, redis_client
from tasks.keys import KEYS_KEY


@pytest.fixture
async def keyring(redis_url: str) -> AsyncIterator[Keyring]:
    connection = RedisConnection(async_redis_client(redis_url))
    yield Keyring(KeysOfRedis(connection))
    await connection.close()


async def test_a_frontend_sees_each_change(redis_url: str, keyring: Keyring) -> None:
    store = RedisKeys(redis_url)
    await keyring.refresh()
    [(one, first), (two, second)] = new_key("one"), new_key("two")
    store.add(first)
    store.add(second)
    await keyring.refresh()
    assert (keyring.find(one), keyring.find(two)) == (first, second)
    assert store.read() == {first.id: first, second.id: second}
    assert store.revoke(first.id) and not store.revoke(first.id)
    await keyring.refresh()
    with pytest.raises(InvalidKey):
        keyring.find(one)
    assert keyring.find(two) == second


async def test_keys_that_redis_has_lost_do_not_count(redis_url: str, keyring: Keyring) -> None:
    """Also if another is there by the time that the frontend looks."""
    key, record = new_key("one")
    store = RedisKeys(redis_url)
    store.add(record)
    await keyring.refresh()
    with redis_client(redis_url) as redis:
        redis.flushall()
    other, another = new_key("other")
    store.add(another)
    await keyring.refresh()
    assert keyring.find(other) == another
    with pytest.raises(InvalidKey):
        keyring.find(key)


async def test_a_foreign_field_lets_nobody_in(redis_url: str, keyring: Keyring) -> None:
    key, record = new_key("one")
    with redis_client(redis_url) as redis:
        redis.hset(KEYS_KEY, b"\xff", b"\xff")
        redis.hset(KEYS_KEY, "later", "{}")
    RedisKeys(redis_url).add(record)
    await keyring.refresh()
    assert keyring.find(key) == record


def test_nothing_of_a_keys_secret_is_in_redis(redis_url: str) -> None:
    key, record = new_key("one")
    RedisKeys(redis_url).add(record)
    with redis_client(redis_url) as redis:
        assert key.rpartition("_")[2].encode() not in b"".join(redis.hgetall(KEYS_KEY).values())
