"""Whatever another version or another program has written, the good values beside it are read."""

import logging
from typing import Any

import msgspec
import pytest
import redis

from backend_queues.base import VoiceSample
from frontend.cluster.bus import FrontendBus
from frontend.cluster.directory import SharedDirectory
from frontend.cluster.needs import Need, Needs
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from tasks.keys import NEEDS, SUPERVISORS, VOICE_SAMPLES, WORKERS, DirectoryKeys
from tasks.messages import Presence
from tasks.supervision.reports import SupervisorReport
from tests.support.examples import CHILD, PRESENCE

DIRECTORIES = [
    (WORKERS, Presence, PRESENCE),
    (SUPERVISORS, SupervisorReport, SupervisorReport("h", 1, (CHILD,))),
    (NEEDS, Needs, Needs([Need("v", 3.5)])),
    (
        VOICE_SAMPLES,
        list[VoiceSampleEntry],
        [VoiceSampleEntry("v.wav", "v", 1.5, VoiceSample("v", "d", 3.0), licence="CC0")],
    ),
]
each_directory = pytest.mark.parametrize(
    ("where", "kind", "good"), DIRECTORIES, ids=[where.index for where, *_ in DIRECTORIES]
)


def put(keys: redis.Redis, where: DirectoryKeys, name: str, text: bytes) -> None:
    keys.set(where.key(name), text)
    keys.sadd(where.index, name)


def newer(text: bytes) -> bytes:
    """Return a value as a later version may write it: each object has a field more."""
    return text.replace(b"{", b'{"invented_later":[1,{"x":2}],')


@each_directory
async def test_what_cannot_be_read_is_left_out_and_logged_once(
    bus: FrontendBus,
    keys: redis.Redis,
    caplog: pytest.LogCaptureFixture,
    where: DirectoryKeys,
    kind: Any,
    good: Any,
) -> None:
    text = msgspec.json.encode(good)
    unreadable = {
        "alien": b"\x00\xff\xfe not JSON",
        "empty": b"",
        "truncated": text[: len(text) // 2],
        "not-utf-8": text.replace(b'"h"', b'"\xff"').replace(b'"v"', b'"\xff"'),
        "of-another-shape": b'{"host": 7}',
        "nested": b"[" * 100_000,
    }
    for name, value in unreadable.items():
        put(keys, where, name, value)
    put(keys, where, "future", newer(text))
    directory = SharedDirectory(bus.connection, where, kind)
    await directory.publish("good", good)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert await directory.read() == {"good": good, "future": good}
    assert len(caplog.records) == len(unreadable)
    for name in unreadable:
        assert f"{where.key(name)} in Redis cannot be read and is left out" in caplog.text


async def test_what_becomes_unreadable_again_is_logged_again(
    bus: FrontendBus, keys: redis.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    directory = SharedDirectory(bus.connection, WORKERS, Presence)
    for text in (b"", msgspec.json.encode(PRESENCE), b""):
        put(keys, WORKERS, "w", text)
        await directory.read()
    assert len(caplog.records) == 2


async def test_the_names_of_values_that_are_gone_leave_the_index(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    keys.sadd(WORKERS.index, "gone", b"\xff")
    directory = SharedDirectory(bus.connection, WORKERS, Presence)
    await directory.publish("good", PRESENCE)
    assert await directory.read() == {"good": PRESENCE}
    assert keys.smembers(WORKERS.index) == {b"good"}


async def test_a_value_expires_unless_it_is_renewed(bus: FrontendBus, keys: redis.Redis) -> None:
    directory = SharedDirectory(bus.connection, WORKERS, Presence)
    await directory.publish("good", PRESENCE)
    for key in (WORKERS.index, WORKERS.key("good")):
        assert 0 < keys.ttl(key) <= WORKERS.ttl_s
    await directory.withdraw("good")
    assert keys.keys("vs:*") == []
