"""What a frontend keeps of its utterances: read back whatever is there, and one error alone."""

import inspect
import logging
from typing import Any

import msgspec
import pytest
import redis

from backend_queues.errors import RedisUnavailable
from frontend.cluster.bus import FrontendBus
from tasks.keys import LOG_FIELD, log_key
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
CALLS = {
    "record_attempt": (TASK, "tts.tone", 0),
    "keep_alive": ("u",),
    "close_utterance": ("u",),
    "forget_utterance": ("u",),
    "cancel_utterance": ("u",),
    "logged_messages": ("u",),
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


@pytest.mark.parametrize("name", CALLS)
async def test_without_redis_each_call_raises_one_error(name: str) -> None:
    bus = FrontendBus("unix:///nowhere.sock", "f")
    with pytest.raises(RedisUnavailable, match="^Redis does not answer: "):
        await getattr(bus, name)(*CALLS[name])
    await bus.close()


async def test_what_redis_refuses_is_the_same_error(bus: FrontendBus, keys: redis.Redis) -> None:
    keys.set(log_key("u"), "not a stream")
    with pytest.raises(RedisUnavailable, match="WRONGTYPE"):
        await bus.logged_messages("u")


def test_no_call_is_left_out() -> None:
    methods = inspect.getmembers(FrontendBus, inspect.iscoroutinefunction)
    assert {name for name, _ in methods} - {"close"} == CALLS.keys()
