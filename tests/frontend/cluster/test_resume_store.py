"""What is kept to resume a stream: read back as it was, by its owner alone, and never by two."""

import pytest
import redis

from backend_queues.errors import RedisUnavailable
from frontend.cluster.bus import FrontendBus
from frontend.cluster.resume_store import RedisResumeStore
from tasks.keys import cancelled_key, resume_key, text_key

KEPT = {"utterance": b"u", "owner": b"me"}
CALLS = {
    "remember": ("n", KEPT, 60),
    "take_over": ("n", "me"),
    "append": ("n", KEPT, 0, 0, b"1"),
    "expire": ("n", 60),
    "forget": ("n",),
}


@pytest.fixture
def store(bus: FrontendBus) -> RedisResumeStore:
    return RedisResumeStore(bus.connection)


@pytest.mark.parametrize("record", [b"", b"\xff\x00", b'{"text": "cut o', b'{"later": 1}'])
async def test_a_record_comes_back_as_it_was_kept(
    store: RedisResumeStore, keys: redis.Redis, record: bytes
) -> None:
    assert await store.take_over("n", "me") is None
    await store.remember("n", {**KEPT, "record": record}, 60)
    kept = {**KEPT, "record": record, "takes": b"1", "journal": b""}
    assert await store.take_over("n", "me") == (kept, "u.1")
    assert await store.take_over("n", "me") == ({**kept, "takes": b"2"}, "u.2")
    assert keys.exists(cancelled_key("u"), cancelled_key("u.1")) == 2
    assert 0 < keys.ttl(resume_key("n")) <= 60


@pytest.mark.parametrize("other", ["", "you"])
async def test_what_is_anothers_is_unknown_and_goes_on(
    store: RedisResumeStore, keys: redis.Redis, other: str
) -> None:
    await store.remember("n", KEPT, 60)
    assert await store.take_over("n", other) is None
    assert not keys.exists(cancelled_key("u"))


async def test_what_is_appended_comes_back_whole(
    store: RedisResumeStore, keys: redis.Redis
) -> None:
    assert await store.append("n", KEPT, 0, 0, b"one,") == 4
    assert await store.append("n", KEPT, 0, 4, b"two") == 7
    kept, generation = await store.take_over("n", "me") or ({}, "")
    assert (kept["journal"], generation) == (b"one,two", "u.1")
    assert all(keys.ttl(key) > 60 for key in (resume_key("n"), text_key("n")))


async def test_a_generation_that_was_taken_over_writes_nothing_more(
    store: RedisResumeStore, keys: redis.Redis
) -> None:
    await store.append("n", KEPT, 0, 0, b"one,")
    await store.take_over("n", "me")
    assert await store.append("n", KEPT, 0, 4, b"late") is None
    assert await store.append("n", KEPT, 0, 0, b"late") is None
    assert await store.append("n", KEPT, 1, 4, b"two") == 7
    assert keys.get(text_key("n")) == b"one,two"


@pytest.mark.parametrize("lost", [resume_key("n"), text_key("n")])
async def test_what_redis_has_lost_is_asked_for_from_its_start(
    store: RedisResumeStore, keys: redis.Redis, lost: str
) -> None:
    await store.append("n", KEPT, 0, 0, b"one,")
    keys.delete(lost)
    assert await store.append("n", KEPT, 0, 4, b"two") == 0
    assert await store.append("n", KEPT, 0, 0, b"one,two") == 7
    kept, _ = await store.take_over("n", "me") or ({}, "")
    assert kept["journal"] == b"one,two"


async def test_it_expires_and_is_forgotten_when_told(
    store: RedisResumeStore, keys: redis.Redis
) -> None:
    await store.append("n", KEPT, 0, 0, b"one,")
    await store.expire("n", 60)
    assert all(0 < keys.ttl(key) <= 60 for key in (resume_key("n"), text_key("n")))
    await store.forget("n")
    assert not keys.keys("vs:*")


@pytest.mark.parametrize("name", CALLS)
async def test_without_redis_each_call_raises_one_error(name: str) -> None:
    bus = FrontendBus("unix:///nowhere.sock", "f")
    with pytest.raises(RedisUnavailable, match="^Redis does not answer: "):
        await getattr(RedisResumeStore(bus.connection), name)(*CALLS[name])
    await bus.close()


async def test_what_redis_refuses_is_the_same_error(
    store: RedisResumeStore, keys: redis.Redis
) -> None:
    keys.set(resume_key("n"), "not a hash")
    for call in (store.take_over("n", "me"), store.remember("n", KEPT, 60)):
        with pytest.raises(RedisUnavailable, match="WRONGTYPE"):
            await call
