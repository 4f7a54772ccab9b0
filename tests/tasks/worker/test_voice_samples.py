"""A worker gets a recording from its disk, else from Redis, else it says what is missing."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from backend_queues import voice_samples as samples
from backend_queues.base import VoiceSample
from backend_queues.errors import VoiceSampleUnavailable
from frontend.cluster.bus import FrontendBus
from frontend.voices.voice_samples.sharing import SharedVoiceSamples
from tasks.bus import WorkerBus
from tasks.worker import voice_samples as task_samples
from tasks.worker.voice_samples import fetch_voice_sample

WAV = b"RIFF and so on"
SAMPLE = VoiceSample("obama", hashlib.sha256(WAV).hexdigest(), 3.0)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path))


@pytest.fixture
def bus(redis_url: str) -> WorkerBus:
    return WorkerBus(redis_url)


async def put(redis_url: str, wav: bytes) -> None:
    frontend = FrontendBus(redis_url, "f")
    await SharedVoiceSamples(frontend.connection, "f").put(SAMPLE.digest, wav)
    await frontend.close()


def test_what_is_on_the_disk_is_not_asked_for() -> None:
    samples.store(SAMPLE, WAV)
    fetch_voice_sample(WorkerBus("unix:///nowhere"), SAMPLE, lambda: False)


async def test_the_recording_comes_from_redis(bus: WorkerBus, redis_url: str) -> None:
    await put(redis_url, WAV)
    fetch_voice_sample(bus, SAMPLE, lambda: False)
    assert samples.recording(SAMPLE).read_bytes() == WAV


async def test_what_has_another_digest_is_not_taken(bus: WorkerBus, redis_url: str) -> None:
    await put(redis_url, b"something else")
    with pytest.raises(ValueError, match="The recording of obama has the sha256"):
        fetch_voice_sample(bus, SAMPLE, lambda: False)
    assert not samples.recording(SAMPLE).exists()


def test_a_recording_that_nobody_has_is_reported(
    bus: WorkerBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_samples, "WAIT_S", 0.3)
    with pytest.raises(VoiceSampleUnavailable, match="voice obama is not in Redis") as error:
        fetch_voice_sample(bus, SAMPLE, lambda: False)
    assert error.value.retryable


def test_nobody_waits_for_a_cancelled_utterance(bus: WorkerBus) -> None:
    with pytest.raises(VoiceSampleUnavailable):
        fetch_voice_sample(bus, SAMPLE, lambda: True)


async def test_a_recording_that_is_lacked_is_asked_for_until_it_comes(
    bus: WorkerBus, redis_url: str
) -> None:
    frontend = FrontendBus(redis_url, "f")
    shared = SharedVoiceSamples(frontend.connection, "f")
    fetching = asyncio.create_task(
        asyncio.to_thread(fetch_voice_sample, bus, SAMPLE, lambda: False)
    )
    async with asyncio.timeout(30):
        wanted: list[str] = []
        while not wanted:
            wanted = await shared.wanted([SAMPLE.digest])
        assert wanted == [SAMPLE.digest]
        await shared.put(SAMPLE.digest, WAV)
        await fetching
    assert samples.recording(SAMPLE).read_bytes() == WAV
    await frontend.close()
