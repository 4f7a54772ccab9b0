"""Frontends and workers as they run: a text is heard again when no worker is left."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.clients import ServerEvent, pcm_of, sse_events, stream_tokens
from tests.support.processes import wait_until
from tests.support.scraping import Scrape
from tests.support.server import BACKENDS_FILE, free_port, running_redis

TEXT = "This is the first sentence. Here is the second one."
SEGMENTS = 2
START_S = 120
TOLD = ("words", "segment")
WORDY = {"backend": "faulty", "options": {"words": True}}


@contextmanager
def running(*arguments: str, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of the server's programs until the block ends."""
    command = [sys.executable, "-m", "frontend.cli", *arguments]
    known = {"VOICE_SERVER_BACKENDS": str(BACKENDS_FILE), PARENT_VARIABLE: str(os.getpid())}
    process = subprocess.Popen(command, env={**os.environ, **known, **environ})
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


class Two:
    """Two frontends that share a cache, the first of which has spoken the text."""

    first: list[ServerEvent]

    def __init__(self, ports: list[int], end_workers: Callable[[], None]) -> None:
        self.urls = [f"http://localhost:{port}" for port in ports]
        self.end_workers = end_workers

    def ready(self, workers: int) -> bool:
        """Tell whether both see as many workers."""
        try:
            seen = [httpx.get(f"{url}/ready").json().get("workers", 0) for url in self.urls]
        except httpx.TransportError:
            return False
        return seen == [workers] * len(self.urls)

    async def hear(self, number: int, **body: object) -> list[ServerEvent]:
        """Return what a listener of a frontend gets of the text."""
        async with httpx.AsyncClient() as client:
            return await sse_events(client, self.urls[number], text=TEXT, **WORDY, **body)

    def looks(self, number: int, outcome: str) -> float:
        scrape = Scrape(self.urls[number])
        return scrape.value("segment_cache_lookups_total", outcome=outcome)

    def kept(self) -> float:
        name = "segment_cache_kept_total"
        return sum(Scrape(url).value(name, outcome="kept") for url in self.urls)

    def attempts(self) -> float:
        return sum(Scrape(url).value("attempts_total") for url in self.urls)


@contextmanager
def two_frontends(setting: str) -> Iterator[Two]:
    ports = [free_port(), free_port()]
    with (
        tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp") as folder,
        running_redis(Path(folder)) as (redis_url, _),
    ):
        environ = {
            "REDIS_URL": redis_url,
            "VOICE_SERVER_SEGMENT_CACHE": setting.format(folder=folder),
            "VOICE_SERVER_SEGMENT_CACHE_WAIT_S": "10",  # whatever else the machine does
            "VOICE_SERVER_FIRST_AUDIO_S": "60",
            "VOICE_SERVER_JOBS": f"file://{folder}/jobs",
        }
        with (
            running("serve", "--port", str(ports[0]), **environ),
            running("serve", "--port", str(ports[1]), **environ),
            running("worker", "faulty", **environ) as worker,
        ):
            yield Two(ports, lambda: worker.send_signal(signal.SIGINT))


@pytest.fixture(scope="module", params=["redis", "{folder}/cache"])
def two(request: pytest.FixtureRequest) -> Iterator[Two]:
    with two_frontends(request.param) as two:
        wait_until(lambda: two.ready(1), START_S)
        two.first = asyncio.run(two.hear(0))
        wait_until(lambda: two.kept() == SEGMENTS, START_S)
        yield two


def told(events: list[ServerEvent]) -> tuple[bytes, list[tuple[str, object]]]:
    """Return the audio, in pieces of whatever size, and what else tells of it."""
    return pcm_of(events), [(it.event, it.data) for it in events if it.event in TOLD]


async def test_what_one_has_spoken_the_other_says_without_a_worker(two: Two) -> None:
    asked, hits = two.attempts(), two.looks(1, "hit")
    assert told(await two.hear(1)) == told(two.first)
    assert set(TOLD) == {event for event, _ in told(two.first)[1]}
    assert two.looks(1, "hit") == hits + SEGMENTS
    assert two.attempts() == asked


async def test_tokens_and_other_protocols_have_it_too(two: Two) -> None:
    asked, pcm = two.attempts(), pcm_of(two.first)
    settings = {"backend": "faulty", "opts": {"words": True}}
    heard = await stream_tokens(
        two.urls[1].replace("http", "ws"), settings, {"token": TEXT, "done": True}
    )
    body = {"input": TEXT, "model": "faulty", "response_format": "pcm", "options": WORDY["options"]}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{two.urls[0]}/v1/audio/speech", json=body)
    assert heard.pcm == answer.content == pcm
    assert two.attempts() == asked


async def test_who_wants_it_new_has_it_new(two: Two) -> None:
    asked, hits = two.attempts(), two.looks(0, "hit")
    await two.hear(0, cache=False)
    async with httpx.AsyncClient() as client:
        query = {"text": TEXT, "backend": "faulty", "words": "true"}
        await client.get(f"{two.urls[0]}/tts", params={**query, "cache": "false"})
        no_store = {"Cache-Control": "max-age=0, No-Store"}
        await client.get(f"{two.urls[0]}/tts", params=query, headers=no_store)
        body = {"input": TEXT, "model": "faulty", "options": WORDY["options"]}
        await client.post(f"{two.urls[0]}/v1/audio/speech", json=body, headers=no_store)
    off = {"backend": "faulty", "opts": {"words": True}, "cache": False}
    await stream_tokens(two.urls[0].replace("http", "ws"), off, {"token": TEXT, "done": True})
    assert two.attempts() >= asked + 5 * SEGMENTS
    assert two.looks(0, "hit") == hits


async def test_a_batch_job_and_a_listener_share_it(two: Two) -> None:
    asked = two.attempts()
    item = {"id": "1", "text": TEXT, "backend": "faulty", "options": WORDY["options"]}
    async with httpx.AsyncClient() as client:
        body = {"items": [item], "output": {"format": "wav"}}
        answer = await client.post(f"{two.urls[0]}/v1/jobs", json=body)
        assert answer.status_code in (200, 201, 202), answer.text
        url = f"{two.urls[0]}/v1/jobs/{answer.json()['id']}"
        until = time.monotonic() + START_S
        while (job := (await client.get(url)).json())["state"] not in ("succeeded", "done"):
            assert time.monotonic() < until, job
            await asyncio.sleep(0.05)
    assert two.attempts() == asked


async def test_the_status_tells_of_it(two: Two) -> None:
    await two.hear(0)
    async with httpx.AsyncClient() as client:
        status = (await client.get(f"{two.urls[0]}/v1/status")).json()
    hits, misses = two.looks(0, "hit"), two.looks(0, "miss")
    assert status["segment_cache"] == {"hits": hits, "misses": misses}
    assert hits >= SEGMENTS <= misses


async def test_it_is_heard_when_no_worker_is_left(two: Two) -> None:
    """The last test: nobody speaks after it."""
    two.end_workers()
    await asyncio.to_thread(wait_until, lambda: two.ready(0), START_S)
    assert told(await two.hear(0)) == told(two.first)
    assert told(await two.hear(1)) == told(two.first)
    async with httpx.AsyncClient() as client:
        body = {"text": "Nobody has said this.", "backend": "faulty"}
        answer = await client.post(f"{two.urls[0]}/tts", json=body)
        refused = await client.post(f"{two.urls[0]}/tts", json={**body, "cache": False})
    assert (answer.status_code, refused.status_code) == (503, 503)
    assert answer.json()["error"]["code"] == refused.json()["error"]["code"] == "no_worker"
