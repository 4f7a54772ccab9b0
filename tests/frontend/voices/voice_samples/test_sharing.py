"""Frontends share their voice samples through a real Redis."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import redis

from backend_queues.base import VoiceSample
from frontend.cluster.bus import FrontendBus
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from frontend.voices.voice_samples.lending import Lending
from frontend.voices.voice_samples.library import SHARE_S, VoiceLibrary
from frontend.voices.voice_samples.sharing import SharedVoiceSamples
from tasks.bus import WorkerBus
from tasks.keys import VOICE_SAMPLES, WANTED_KEY, voice_sample_key
from tasks.process.cancellation import cancel_and_wait
from tests.support.processes import wait_until
from tests.support.recordings import write_tone

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


async def test_a_recording_is_put_there_for_a_while_once_a_worker_lacks_it(
    bus: FrontendBus, keys: redis.Redis, redis_url: str
) -> None:
    shared, worker = SharedVoiceSamples(bus.connection, "f"), WorkerBus(redis_url)
    assert await shared.wanted([]) == []
    assert await shared.wanted(["d", "e"]) == []
    assert worker.voice_sample("d") is None
    worker.want_voice_sample("d")
    assert 0 < keys.ttl(WANTED_KEY) <= 10
    assert await shared.wanted(["d", "e"]) == ["d"]
    await shared.put("d", b"wav")
    assert await shared.wanted(["d", "e"]) == []
    assert 0 < keys.ttl(voice_sample_key("d")) <= 60
    assert worker.voice_sample("d") == b"wav"
    worker.want_voice_sample("d")  # a late one
    assert await shared.wanted(["d"]) == []


async def test_a_frontend_lends_only_what_is_wanted_and_no_more_than_it_may(
    bus: FrontendBus, keys: redis.Redis, redis_url: str, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(4):
        write_tone(folder / f"v{number}.wav", 300 + number)  # 3 s: 144 kB each
    library = VoiceLibrary(SharedVoiceSamples(bus.connection, "f"), folder, 2 * 150_000)
    parts = [asyncio.create_task(part) for part in (library.watcher.watch(), library.share())]
    await until(lambda: len(library.watcher.entries) == 4)
    digests = [entry.voice_sample.digest for entry in library.watcher.entries if entry.voice_sample]
    await until(lambda: bool(keys.exists(VOICE_SAMPLES.key("f"))))
    assert keys.keys("vs:sample:*") == []
    worker = WorkerBus(redis_url)
    for digest in digests:
        worker.want_voice_sample(digest)
    await until(lambda: len(keys.keys("vs:sample:*")) == 2)
    await asyncio.sleep(3 * SHARE_S)
    assert len(keys.keys("vs:sample:*")) == 2
    await cancel_and_wait(*parts)


async def until(condition: Callable[[], object]) -> None:
    await asyncio.to_thread(wait_until, condition, 60)


def test_what_was_lent_makes_room_when_it_has_run_out() -> None:
    now = [0.0]
    lending = Lending(10, 60, lambda: now[0])
    assert lending.lend("a", 6)
    assert lending.lend("a", 6)  # again: Redis has come back empty
    assert not lending.lend("b", 6)
    assert lending.lend("c", 4)
    now[0] = 61.0
    assert lending.lend("b", 6)
