"""Frontends share their voice samples through a real Redis."""

from collections.abc import AsyncIterator

import pytest
import redis

from backend_queues.base import VoiceSample
from frontend.cluster.bus import FrontendBus
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from frontend.voices.voice_samples.sharing import SharedVoiceSamples
from tasks.bus import WorkerBus
from tasks.keys import VOICE_SAMPLES, voice_sample_key

ENTRY = VoiceSampleEntry("v.wav", "v", 1.5, VoiceSample("v", "d", 3.0), licence="CC0")


@pytest.fixture
async def bus(redis_url: str) -> AsyncIterator[FrontendBus]:
    bus = FrontendBus(redis_url, "f")
    yield bus
    await bus.close()


@pytest.fixture
def keys(redis_url: str) -> redis.Redis:
    return redis.Redis.from_url(redis_url, protocol=2)


async def test_entries_are_read_by_the_other_frontends(bus: FrontendBus, keys: redis.Redis) -> None:
    one, two = (SharedVoiceSamples(bus.connection, name) for name in ("one", "two"))
    await one.announce([ENTRY])
    keys.set(VOICE_SAMPLES.key("newer"), b'[{"file": 7}]')
    keys.sadd(VOICE_SAMPLES.index, "newer")
    assert await two.of_others() == [ENTRY]
    assert await one.of_others() == []
    await one.withdraw()
    assert await two.of_others() == []


async def test_a_recording_is_kept_as_long_as_a_frontend_has_it(
    bus: FrontendBus, keys: redis.Redis, redis_url: str
) -> None:
    shared, worker = SharedVoiceSamples(bus.connection, "f"), WorkerBus(redis_url)
    assert await shared.missing([]) == []
    assert await shared.missing(["d"]) == ["d"]
    assert worker.voice_sample("d") is None
    await shared.put("d", b"wav")
    keys.expire(voice_sample_key("d"), 10)
    assert await shared.missing(["d", "e"]) == ["e"]
    assert keys.ttl(voice_sample_key("d")) > 10
    assert worker.voice_sample("d") == b"wav"
