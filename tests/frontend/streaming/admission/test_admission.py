"""A frontend alone, with a worker that is only announced: who is admitted, who waits."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import httpx
import msgspec
import pytest
import redis.asyncio

from backend_queues.base import Capabilities, Voice
from tasks.bus import WorkerBus
from tasks.connection.broker import queue_keys
from tasks.messages import Presence
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.processes import wait_until
from tests.support.server import free_port

ABSENT = Presence(
    worker="tone-absent",
    backend="tone",
    host="nowhere",
    pid=1,
    sample_rate_hz=24_000,
    voices=(Voice("sine", "en-US"),),
    capabilities=Capabilities(languages=("en-US",)),
    busy=False,
    segment_s=10.0,
    real_time_factor=1.0,
)
BODY = {"text": "Hello there.", "backend": "tone"}


@pytest.fixture
def frontend(redis_url: str) -> Iterator[str]:
    """Run `voice-server serve`; return its URL."""
    port = free_port()
    command = [sys.executable, "-m", "frontend.cli", "serve", "--port", str(port)]
    environ = {
        **os.environ,
        PARENT_VARIABLE: str(os.getpid()),
        "REDIS_URL": redis_url,
        "VOICE_SERVER_WORKER_WAIT_S": "1",
        "VOICE_SERVER_MAX_START_DELAY_S": "15",
    }
    process = subprocess.Popen(command, env=environ)
    url = f"http://localhost:{port}"
    try:
        wait_until(lambda: answers(url), 30)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health").is_success
    except httpx.TransportError:
        return False


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=60) as client:
        yield client


def error_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


async def test_without_a_worker_nobody_is_admitted(
    frontend: str, client: httpx.AsyncClient
) -> None:
    assert error_of(await client.post(f"{frontend}/tts", json=BODY)) == (503, "no_worker")
    assert error_of(await client.get(f"{frontend}/ready")) == (503, "no_worker")


async def test_workers_that_do_not_come_back_end_the_wait(
    frontend: str, client: httpx.AsyncClient, redis_url: str
) -> None:
    WorkerBus(redis_url).announce(ABSENT)
    answer = await client.post(f"{frontend}/tts", json=BODY)
    assert error_of(answer) == (503, "no_worker")
    assert "'Hello there.'" in answer.json()["error"]["message"]


async def test_workers_this_frontend_cannot_read_or_use_are_left_aside(
    frontend: str, client: httpx.AsyncClient, redis_url: str
) -> None:
    WorkerBus(redis_url).announce(ABSENT)
    other = msgspec.structs.replace(ABSENT, worker="other", backend="elsewhere")
    WorkerBus(redis_url).announce(other)
    async with redis.asyncio.Redis.from_url(redis_url, protocol=2) as keys:
        await keys.sadd("vs:workers", "future")
        await keys.set("vs:worker:future", b'{"version": 9}', ex=5)
    answer = await client.get(f"{frontend}/ready")
    said = {"status": "ready", "backends": ["tone"], "workers": 1, "problems": []}
    assert answer.json() == said
    assert (await client.get(f"{frontend}/engines")).json() == ["tone"]


async def test_who_would_wait_too_long_is_told_to_come_back(
    frontend: str, client: httpx.AsyncClient, redis_url: str
) -> None:
    """The worker takes 10 s a segment: the second utterance would wait 10 s, the third 20 s."""
    slow = msgspec.structs.replace(ABSENT, segment_s=10.0, real_time_factor=0.0)
    WorkerBus(redis_url).announce(slow)
    waiting = [asyncio.create_task(client.post(f"{frontend}/tts", json=BODY)) for _ in range(2)]
    queue = redis.asyncio.Redis.from_url(redis_url, protocol=2)
    async with queue, asyncio.timeout(10):
        while True:  # the second of one client goes behind the first ones of others
            if await queue.exists(*queue_keys("tts.tone")) == 2:
                break
            await asyncio.sleep(0.01)
    answer = await client.post(f"{frontend}/tts", json=BODY)
    assert error_of(answer) == (503, "overloaded")
    assert int(answer.headers["retry-after"]) > 0
    assert "VOICE_SERVER_MAX_START_DELAY_S" in answer.json()["error"]["message"]
    await asyncio.gather(*waiting)
