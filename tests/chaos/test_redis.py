"""Redis goes away and comes back: a clear answer meanwhile, and all recovers."""

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.clients import pcm_of, read_events, sse_events
from tests.support.server import BACKENDS_FILE, Server, running_redis, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
TIMEOUT_S = 60


@contextlib.contextmanager
def server_and_redis(folder: Path) -> Iterator[tuple[Server, subprocess.Popen[bytes]]]:
    with (
        running_redis(folder) as (redis_url, redis),
        running_server("faulty", redis_url=redis_url, registry=BACKENDS_FILE) as server,
    ):
        yield server, redis


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        yield client


async def until_ready(client: httpx.AsyncClient, server: Server) -> None:
    async with asyncio.timeout(TIMEOUT_S):
        while True:
            if (await client.get(f"{server.url}/ready")).status_code == 200:
                return
            await asyncio.sleep(0.1)


async def test_without_redis_the_answer_is_503_and_all_recovers(
    client: httpx.AsyncClient, short_folder: Path
) -> None:
    with server_and_redis(short_folder) as (server, redis):
        redis.kill()
        redis.wait()
        ready = await client.get(f"{server.url}/ready")
        assert ready.status_code == 503
        for path in ("/tts", "/sse"):
            answer = await client.post(f"{server.url}{path}", json={"text": TEXT})
            assert answer.status_code == 503
            assert answer.json()["error"]["code"] == "redis_unavailable"
            assert int(answer.headers["retry-after"]) > 0
        assert (await client.get(f"{server.url}/health")).status_code == 200
        with running_redis(short_folder):
            await until_ready(client, server)
            body = {"text": TEXT, "backend": "faulty"}
            heard = await sse_events(client, server.url, **body)
            assert pcm_of(heard) == expected_pcm(TEXT)


@pytest.mark.smoke
async def test_a_stream_outlives_a_redis_that_comes_back_empty(
    client: httpx.AsyncClient, short_folder: Path
) -> None:
    body = {"text": TEXT, "backend": "faulty", "options": {"part_s": 0.03, "speed": 4.0}}
    with server_and_redis(short_folder) as (server, redis):
        async with client.stream("POST", f"{server.url}/sse", json=body) as answer:
            events = read_events(answer)
            heard = [await anext(events) for _ in range(8)]
            assert pcm_of(heard)
            redis.kill()
            redis.wait()
            with running_redis(short_folder):
                heard += [event async for event in events]
        assert heard[-1].event == "done"
        assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)
