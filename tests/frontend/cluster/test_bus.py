"""What a frontend keeps of its utterances: read back whatever is there, and one error alone."""

import inspect
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest
import redis

from backend_queues.errors import RedisUnavailable, TextCrashesWorkers
from frontend.cluster.bus import FrontendBus
from tasks.farewell import Farewell
from tasks.keys import LOG_FIELD, cancelled_key, log_key, once_key, resume_key, text_key
from tasks.messages import Chunk, Finished, Heartbeat, encode_message
from tests.support.examples import CHUNK, FINISHED
from tests.support.segment_tasks import TASK

HEARTBEAT = Heartbeat(utterance="u", segment_index=0, attempt=1)
UNREADABLE = {
    "alien": {LOG_FIELD: b"\x00\xff\xfe"},
    "empty": {LOG_FIELD: b""},
    "truncated": {LOG_FIELD: encode_message(CHUNK)[:-3]},
    "not-utf-8": {LOG_FIELD: encode_message(FINISHED).replace(b"u", b"\xff")},
    "nested": {LOG_FIELD: b"\x91" * 100_000},
    "of-a-kind-to-come": {LOG_FIELD: msgspec.msgpack.encode(["Invented", "u", 0, 1, 3])},
    "never-logged": {LOG_FIELD: encode_message(HEARTBEAT)},
    "without-the-field": {"other": b"x"},
}
CALLS: dict[str, Callable[[FrontendBus], Awaitable[object]]] = {
    "record_attempt": lambda bus: bus.record_attempt(TASK, "tts.tone", 0),
    "count_crash": lambda bus: bus.count_crash(TASK, "tts.tone", "w"),
    "keep_alive": lambda bus: bus.keep_alive("u"),
    "end": lambda bus: bus.end([Farewell("u", cancelled=True)]),
    "remember": lambda bus: bus.remember("n", b"record", 60, generation="u", owner=""),
    "swap_standing": lambda bus: bus.swap_standing("k", "", "standing", 60),
    "append": lambda bus: bus.append("n", b"1", 0, generation="u", owner=""),
    "appended": lambda bus: bus.appended("n"),
    "expire": lambda bus: bus.expire("n", 60),
    "forget": lambda bus: bus.forget("n"),
    "take_over": lambda bus: bus.take_over("n", ""),
    "logged_messages": lambda bus: bus.logged_messages("u"),
}


@pytest.mark.parametrize("entry", UNREADABLE.values(), ids=UNREADABLE)
async def test_a_log_is_read_around_what_cannot_be_read(
    bus: FrontendBus,
    keys: redis.Redis,
    caplog: pytest.LogCaptureFixture,
    entry: Any,
) -> None:
    keys.xadd(log_key("u"), {LOG_FIELD: encode_message(CHUNK)})
    keys.xadd(log_key("u"), entry)
    keys.xadd(log_key("u"), {LOG_FIELD: encode_message(FINISHED)})
    with caplog.at_level(logging.ERROR):
        assert await bus.logged_messages("u") == [CHUNK, FINISHED]
    assert "Entries of the replay log of u that cannot be read: 1" in caplog.text


async def test_messages_of_a_later_version_are_read_as_far_as_they_are_known(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    for message in (CHUNK, FINISHED):
        fields = msgspec.msgpack.decode(encode_message(message))
        keys.xadd(log_key("u"), {LOG_FIELD: msgspec.msgpack.encode([*fields, "invented later"])})
    chunk, finished = await bus.logged_messages("u")
    assert isinstance(chunk, Chunk) and isinstance(finished, Finished)
    assert (chunk, finished) == (CHUNK, FINISHED)


@pytest.mark.parametrize("record", [b"", b"\xff\x00", b'{"text": "cut o', b'{"later": 1}'])
async def test_a_record_comes_back_as_it_was_kept(
    bus: FrontendBus, keys: redis.Redis, record: bytes
) -> None:
    assert await bus.take_over("n", "") is None
    await bus.remember("n", record, 60, generation="u", owner="")
    assert await bus.take_over("n", "") == (record, "u.1")
    assert await bus.take_over("n", "") == (record, "u.2")
    assert keys.exists(cancelled_key("u"), cancelled_key("u.1")) == 2
    assert 0 < keys.ttl(resume_key("n")) <= 60


async def test_a_record_is_its_owners_and_nobody_else_disturbs_the_stream(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    await bus.remember("n", b"record", 60, generation="u", owner="one")
    for other in ("", "two"):
        assert await bus.take_over("n", other) is None
    assert not keys.exists(cancelled_key("u"))
    assert await bus.take_over("n", "one") == (b"record", "u.1")


async def test_a_redis_that_came_back_empty_counts_generations_on(bus: FrontendBus) -> None:
    await bus.remember("n", b"record", 60, generation="u.3", owner="")
    assert await bus.take_over("n", "") == (b"record", "u.4")
    await bus.remember("n", b"record", 60, generation="u.3", owner="")  # a late one
    assert await bus.take_over("n", "") == (b"record", "u.5")


async def test_what_an_older_version_kept_has_its_utterances_name_and_no_owner(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    keys.hset(resume_key("u"), "record", b"record")
    assert await bus.take_over("u", "one") is None
    assert await bus.take_over("u", "") == (b"record", "u.1")


async def test_of_two_that_come_at_once_one_gets_a_key(bus: FrontendBus, keys: redis.Redis) -> None:
    assert await bus.swap_standing("k", "", "one", 60) == ""
    assert await bus.swap_standing("k", "", "two", 60) == "one"
    assert await bus.swap_standing("k", "one", "three", 60) == "one"
    assert await bus.swap_standing("k", "one", "four", 60) == "three"
    assert 0 < keys.ttl(once_key("k")) <= 60


async def test_a_log_that_may_be_heard_again_outlives_its_utterance(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    for name in ("u", "u.1", "w"):
        keys.xadd(log_key(name), {LOG_FIELD: encode_message(CHUNK)})
    await bus.remember("n", b"record", 60, generation="u", owner="")
    await bus.take_over("n", "", keep_log=True)
    await bus.end([Farewell("u.1", cancelled=True, keeps_log=True), Farewell("w", keeps_log=True)])
    assert keys.exists(*map(log_key, ("u", "u.1", "w"))) == 3
    await bus.take_over("n", "")
    assert not keys.exists(log_key("u.1"))


async def appended(bus: FrontendBus, text: bytes, offset: int, generation: str) -> int | None:
    return await bus.append("n", text, offset, generation=generation, owner="me")


async def test_what_is_appended_comes_back_whole(bus: FrontendBus, keys: redis.Redis) -> None:
    assert await appended(bus, b"one,", 0, "u") == 4
    assert await appended(bus, b"two", 4, "u") == 7
    assert await bus.take_over("n", "you") is None
    assert await bus.take_over("n", "me") == (b"", "u.1")
    assert await bus.appended("n") == b"one,two"
    assert all(keys.ttl(key) > 60 for key in (resume_key("n"), text_key("n")))


async def test_a_generation_that_was_taken_over_appends_nothing_more(bus: FrontendBus) -> None:
    await appended(bus, b"one,", 0, "u")
    await bus.take_over("n", "me")
    assert await appended(bus, b"late", 4, "u") is None
    assert await appended(bus, b"late", 0, "u") is None
    assert await appended(bus, b"two", 4, "u.1") == 7
    assert await bus.appended("n") == b"one,two"


@pytest.mark.parametrize("lost", [resume_key("n"), text_key("n")])
async def test_what_redis_has_lost_is_asked_for_from_its_start(
    bus: FrontendBus, keys: redis.Redis, lost: str
) -> None:
    await appended(bus, b"one,", 0, "u.2")
    keys.delete(lost)
    assert await appended(bus, b"two", 4, "u.2") == 0
    assert await appended(bus, b"one,two", 0, "u.2") == 7
    assert await bus.take_over("n", "me") == (b"", "u.3")
    assert await bus.appended("n") == b"one,two"


async def test_it_expires_and_is_forgotten_when_told(bus: FrontendBus, keys: redis.Redis) -> None:
    await appended(bus, b"one,", 0, "u")
    await bus.expire("n", 60)
    assert all(0 < keys.ttl(key) <= 60 for key in (resume_key("n"), text_key("n")))
    await bus.forget("n")
    assert not keys.keys("vs:*")


@pytest.mark.parametrize("name", CALLS)
async def test_without_redis_each_call_raises_one_error(name: str) -> None:
    bus = FrontendBus("unix:///nowhere.sock", "f")
    with pytest.raises(RedisUnavailable, match="^Redis does not answer: "):
        await CALLS[name](bus)
    await bus.close()


async def test_what_redis_refuses_is_the_same_error(bus: FrontendBus, keys: redis.Redis) -> None:
    keys.set(log_key("u"), "not a stream")
    keys.set(resume_key("u"), "not a hash")
    remember = bus.remember("u", b"", 60, generation="u", owner="")
    for call in (bus.logged_messages("u"), bus.take_over("u", ""), remember):
        with pytest.raises(RedisUnavailable, match="WRONGTYPE"):
            await call


def test_no_call_is_left_out() -> None:
    methods = inspect.getmembers(FrontendBus, inspect.iscoroutinefunction)
    public = {name for name, _ in methods if not name.startswith("_")}
    assert public - {"close"} == CALLS.keys()


async def test_a_text_at_which_two_workers_have_crashed_is_recorded_no_more(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    for worker in ("one", "one", "two"):
        assert await bus.record_attempt(TASK, "tts.tone", 0) == 0
        await bus.count_crash(TASK, "tts.tone", worker)
    with pytest.raises(TextCrashesWorkers, match="Change it"):
        await bus.record_attempt(TASK, "tts.tone", 0)
    other = msgspec.structs.replace(TASK, voice="square")
    for task, queue in ((TASK, "tts.piper"), (other, "tts.tone")):
        assert await bus.record_attempt(task, queue, 0) == 0
    [key] = keys.keys("vs:crashes:*")
    assert 0 < keys.ttl(key) <= 300
    keys.set(key, "of another version")
    assert await bus.record_attempt(TASK, "tts.tone", 0) == 0
