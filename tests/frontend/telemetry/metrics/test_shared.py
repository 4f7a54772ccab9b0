"""Queues and workers are everybody's: each frontend shows them, and its own streams."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from backend_queues.errors import RedisUnavailable
from backend_queues.registry import registry
from frontend.cluster.bus import FrontendBus
from frontend.cluster.fleet import Fleet
from frontend.cluster.reader import ClusterReader
from frontend.protocol.endpoints import Endpoint
from frontend.telemetry.metrics.collector import FleetCollector
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.processes import wait_until
from tests.support.scraping import WAIT_S, Growth, Scrape, ended
from tests.support.server import BACKENDS_FILE, Server, free_port
from tests.support.tones import expected_pcm, segments_of

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
SEGMENTS = len(segments_of(TEXT))
AUDIO_S = len(expected_pcm(TEXT)) / 2 / 24_000


@contextmanager
def second_frontend(server: Server) -> Iterator[str]:
    """Run another frontend at the server's Redis; return its URL."""
    port = free_port()
    environ = {
        **os.environ,
        PARENT_VARIABLE: str(os.getpid()),
        "REDIS_URL": server.redis_url,
        "VOICE_SERVER_BACKENDS": str(BACKENDS_FILE),
    }
    command = [sys.executable, "-m", "frontend.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environ)
    url = f"http://localhost:{port}"
    try:
        wait_until(lambda: is_ready(url), 60)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/ready").is_success
    except httpx.TransportError:
        return False


def test_queues_and_workers_are_the_same_on_every_frontend(server: Server) -> None:
    """And what a frontend measures of its own streams is its own."""
    with second_frontend(server) as url:
        one, two = Growth(server.url), Growth(url)
        answer = httpx.get(f"{url}/tts", params={"text": TEXT, "backend": "tone"})
        assert answer.content[44:] == expected_pcm(TEXT)
        ended(two, Endpoint.TTS)
        assert two.of("segments_total", outcome="spoken") == SEGMENTS
        assert one.looked_at().of("segments_total") == 0
        with server.redis() as redis:
            redis.rpush("tts.absent", "{}")
            redis.rpush("tts.absent\x06\x163", "{}", "{}")
        for each in (server.url, url):
            until_queued(each, (1, 2))
            scrape = Scrape(each)
            assert scrape.value("queue_depth", backend="absent") == 3
            assert scrape.value("workers", backend="tone") == 1
            assert scrape.value("workers", backend="absent") == 0
            assert scrape.value("redis_up") == 1
        with server.redis() as redis:
            redis.delete("tts.absent", "tts.absent\x06\x163")


def until_queued(url: str, depths: tuple[int, int]) -> None:
    wait_until(lambda: queued(url) == depths, WAIT_S)  # a look a second


def queued(url: str) -> tuple[float, float]:
    scrape = Scrape(url)
    urgent, later = (
        scrape.value("queue_depth", backend="absent", priority=priority) for priority in "03"
    )
    return urgent, later


async def test_a_worker_that_speaks_is_busy(server: Server, client: httpx.AsyncClient) -> None:
    body = {"text": TEXT, "backend": "faulty", "options": {"part_s": 10.0}}
    async with client.stream("POST", f"{server.url}/sse", json=body):
        wait_until(lambda: Scrape(server.url).value("busy_workers", backend="faulty") == 1, WAIT_S)
        assert Scrape(server.url).value("busy_workers", backend="tone") == 0
    wait_until(lambda: Scrape(server.url).value("busy_workers", backend="faulty") == 0, WAIT_S)


async def test_without_redis_the_figures_say_so() -> None:
    bus = FrontendBus("unix:///nowhere.sock", "f")
    fleet = Fleet(ClusterReader(bus.connection, bus.queues), registry())
    with pytest.raises(RedisUnavailable):
        await fleet.refresh()
    families = {family.name: family for family in FleetCollector(fleet, registry()).collect()}
    [answers] = families["voice_server_redis_up"].samples
    assert answers.value == 0
    assert {sample.value for sample in families["voice_server_workers"].samples} == {0}
    await bus.close()
