"""What streams leave behind in Redis, and what is said and done once it is full."""

import asyncio
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_server

PAUSES = "[pause 10]" * 12
PATIENCE_S = 60


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One that the tests may spoil."""
    with running_server("tone:2", registry=BACKENDS_FILE) as server:
        yield server


def used_bytes(server: Server) -> int:
    return int(server.redis().info("memory")["used_memory"])


def logs(server: Server) -> list[bytes]:
    return list(server.redis().scan_iter("vs:log:*"))


async def post(server: Server, text: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        return await client.post(f"{server.url}/tts", json={"text": text, "format": "pcm"})


async def test_pauses_take_no_room_and_nothing_stays_of_a_stream_that_is_done(
    server: Server,
) -> None:
    """As zeros, each of these would take 5.8 MB for a minute."""
    await post(server, "Hello.")
    before, most = used_bytes(server), 0
    streams = [asyncio.create_task(post(server, PAUSES)) for _ in range(5)]
    while not all(stream.done() for stream in streams):
        most = max(most, used_bytes(server) - before)
        await asyncio.sleep(0.02)
    assert {len((await stream).content) for stream in streams} == {120 * 48_000}
    assert most < 5 * 600_000
    await asyncio.to_thread(wait_until, lambda: not logs(server), PATIENCE_S)


async def test_every_key_runs_out(server: Server) -> None:
    assert (await post(server, "Hello there.")).is_success
    keys = server.redis()
    lasting = [key for key in keys.scan_iter("vs:*") if keys.ttl(key) == -1]
    assert lasting == []


def test_a_full_redis_is_told_at_once_and_its_workers_stay(server: Server) -> None:
    keys = server.redis()
    keys.config_set("maxmemory", used_bytes(server) // 2)
    try:
        wait_until(lambda: not is_ready(server), PATIENCE_S)
        began = time.monotonic()
        said = httpx.get(f"{server.url}/ready")
        assert (said.status_code, said.json()["error"]["code"]) == (503, "overloaded")
        assert said.json()["error"]["message"].startswith("Redis is full (")
        refused = httpx.get(f"{server.url}/tts", params={"text": "Hello there."}, timeout=30)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert refused.json()["error"] == said.json()["error"]
        assert time.monotonic() - began < 10
        time.sleep(7)  # longer than presence lasts by itself
        status = httpx.get(f"{server.url}/v1/status").json()
        assert len(status["workers"]) == 2
        assert {worker["state"] for worker in status["workers"]} <= {"idle", "speaking"}
    finally:
        keys.config_set("maxmemory", 0)
    wait_until(lambda: is_ready(server), PATIENCE_S)
    assert httpx.get(f"{server.url}/tts", params={"text": "Hello there."}, timeout=30).is_success


def is_ready(server: Server) -> bool:
    return httpx.get(f"{server.url}/ready").is_success
