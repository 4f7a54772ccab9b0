"""A batch job comes to the same end whatever dies while it runs, and stands in nobody's way."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.clients import sse_events
from tests.support.job_client import JobClient
from tests.support.processes import descendants, is_alive, wait_until
from tests.support.scraping import Growth, Scrape
from tests.support.server import BACKENDS_FILE, Server, free_port, running_redis, running_server

pytestmark = pytest.mark.chaos

SLOWLY = {"part_s": 0.02, "speed": 4.0}  # about 0.5 s a sentence
TEXT = "This is a sentence of item number {}. Here comes another one for it!"
WAV = {"format": "wav", "files": "chapter"}
TIMEOUT_S = 60


def items(count: int, **options: object) -> list[dict[str, Any]]:
    return [
        {
            "id": f"item-{number}",
            "text": TEXT.format(number),
            "backend": "faulty",
            "options": {**SLOWLY, **options},
            "chapter": "One" if number < count / 2 else "Two",
        }
        for number in range(count)
    ]


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        yield client


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server("faulty", registry=BACKENDS_FILE) as server:
        yield server


@pytest.fixture
def jobs(server: Server, client: httpx.AsyncClient) -> JobClient:
    return JobClient(server, client)


def child(server: Server, *words: str) -> int:
    """Return the pid of the server's process whose command line has these words."""
    found: list[int] = []

    def look() -> list[int]:
        found[:] = [pid for pid in descendants(server.process.pid) if _command(pid) >= {*words}]
        return found

    wait_until(look, TIMEOUT_S)
    return found[0]


def _command(pid: int) -> set[str]:
    with contextlib.suppress(OSError):
        return set(Path(f"/proc/{pid}/cmdline").read_text().split("\0"))
    return set()


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid))


async def test_whatever_dies_the_files_are_the_same(
    client: httpx.AsyncClient, short_folder: Path
) -> None:
    """The disturbed run comes first; the same job again, once forgotten, is the undisturbed one."""
    with (
        running_redis(short_folder) as (redis_url, redis),
        running_server("faulty:2", redis_url=redis_url, registry=BACKENDS_FILE) as server,
    ):
        jobs = JobClient(server, client)
        job = (await jobs.submit(items(12), output=WAV))["id"]
        await jobs.until(job, lambda told: told["segments"] >= 3)
        kill(child(server, "worker"))
        await jobs.until(job, lambda told: told["segments"] >= 7)
        kill(child(server, "serve"))
        told = await jobs.until(job, lambda told: told["segments"] >= 11)
        redis.kill()
        redis.wait()
        with running_redis(short_folder):
            told = await jobs.until_ended(job)
            disturbed = await jobs.files(job)
            assert (told["state"], told["segments"]) == ("done", 24), told
            await jobs.delete(job)
            assert (await jobs.submit(items(12), output=WAV))["id"] == job
            assert (await jobs.until_ended(job))["state"] == "done"
            assert await jobs.files(job) == disturbed
    assert len(disturbed) == 2
    assert all(len(content) > 100_000 for content in disturbed.values())


async def test_items_alike_are_synthesised_once(jobs: JobClient, server: Server) -> None:
    growth = Growth(server.url)
    alike = [{**item, "text": TEXT.format(0)} for item in items(6, words=True)]
    job = (await jobs.submit(alike, output=WAV))["id"]
    assert (await jobs.until_ended(job))["segments"] == 12
    assert growth.looked_at().of("attempts_total", backend="faulty") == 2


async def test_a_frontend_that_was_killed_goes_on_where_it_was(
    jobs: JobClient, server: Server
) -> None:
    job = (await jobs.submit(items(6), output=WAV))["id"]
    await jobs.until(job, lambda told: told["items"]["done"] >= 3)
    kill(child(server, "serve"))
    assert (await jobs.until_ended(job))["segments"] == 12
    spoken = Scrape(server.url).value("segments_total", outcome="spoken")
    assert spoken <= 8  # of which two may have been under way


async def test_a_listener_is_served_next(
    jobs: JobClient, server: Server, client: httpx.AsyncClient
) -> None:
    job = (await jobs.submit(items(20), output=WAV, seed=3))["id"]
    await jobs.until(job, lambda told: told["segments"] >= 1)
    before = (await jobs.get(job))["segments"]
    await sse_events(client, server.url, text="Hello there.", backend="faulty")
    after = (await jobs.get(job))["segments"]
    assert after - before <= 3  # in hand as it came, and as its events went; 40 were waiting
    await jobs.delete(job)


async def test_a_paused_job_rests_until_it_is_resumed(jobs: JobClient, server: Server) -> None:
    """It has more segments than workers that are known to be quick are given at once."""
    job = (await jobs.submit(items(20), output=WAV, seed=1))["id"]
    await jobs.until(job, lambda told: told["segments"] >= 2)
    assert (await jobs.pause(job))["state"] == "paused"
    wait_until(lambda: _idle(server), TIMEOUT_S)
    rested = await jobs.get(job)
    assert (rested["state"], rested["segments"] < 40) == ("paused", True)
    kill(child(server, "serve"))  # nor does a new frontend begin with it
    rested = await jobs.until(job, lambda told: told["state"] == "paused")
    assert _idle(server)
    assert (await jobs.resume(job))["state"] == "running"
    assert (await jobs.until_ended(job))["segments"] == 40


async def test_another_frontend_tells_pauses_and_takes_over(
    client: httpx.AsyncClient, server: Server, jobs: JobClient, tmp_path: Path
) -> None:
    """Two frontends, neither a child of `up`, on one Redis and one storage."""
    url = f"file://{tmp_path}/jobs"
    with frontend(server, url) as first, frontend(server, url) as second:
        here, there = JobClient(first, client), JobClient(second, client)
        job = (await here.submit(items(6), output=WAV, seed=2))["id"]
        told = await there.until(job, lambda told: told["segments"] >= 2)
        assert told["state"] == "running"
        await there.pause(job)
        await here.until(job, lambda told: told["state"] == "paused")
        await there.resume(job)
        await here.until(job, lambda told: told["state"] == "running")
        first.process.kill()
        assert (await there.until_ended(job))["segments"] == 12
        assert len(await there.files(job)) == 2


async def test_a_deleted_job_leaves_its_worker(
    jobs: JobClient, server: Server, client: httpx.AsyncClient
) -> None:
    job = (await jobs.submit(items(10, part_s=1.0), output=WAV))["id"]
    wait_until(lambda: not _idle(server), TIMEOUT_S)
    await jobs.delete(job)
    wait_until(lambda: _idle(server), TIMEOUT_S)
    answer = await client.get(f"{server.url}/v1/jobs/{job}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_job")


async def test_a_poison_text_fails_alone(jobs: JobClient, server: Server) -> None:
    poison = {**items(1, fault="exit")[0], "id": "poison"}
    job = (await jobs.submit([poison, *items(3)], output={"format": "wav"}))["id"]
    told = await jobs.until_ended(job)
    assert (told["state"], told["items"]) == ("partial", {"total": 4, "done": 3, "failed": 1})
    [failure] = told["failures"]
    assert failure["id"] == "poison" and "Two workers have crashed" in failure["message"]
    assert len(await jobs.files(job)) == 3


async def test_the_queue_stays_short(jobs: JobClient, server: Server) -> None:
    """A worker that took no time would have it done before the queue is looked at."""
    many = [
        {"id": str(number), "text": f"Number {number}.", "options": {"part_s": 0.01}}
        for number in range(60)
    ]
    output = {"format": "pcm", "files": "one"}
    job = (await jobs.submit(many, backend="faulty", output=output))["id"]
    deepest = 0
    while (await jobs.get(job))["state"] == "running":
        deepest = max(deepest, await asyncio.to_thread(_queued, server))
    assert (await jobs.get(job))["state"] == "done"
    assert 0 < deepest <= 32


@contextlib.contextmanager
def frontend(server: Server, jobs: str) -> Iterator[Server]:
    """Run another frontend on the server's Redis."""
    port = free_port()
    command = [sys.executable, "-m", "frontend.cli", "serve", "--port", str(port)]
    environ = {
        **os.environ,
        "REDIS_URL": server.redis_url,
        "VOICE_SERVER_BACKENDS": str(BACKENDS_FILE),
        "VOICE_SERVER_JOBS": jobs,
    }
    process = subprocess.Popen(command, env=environ)
    url = f"http://localhost:{port}"
    try:
        wait_until(lambda: _answers(url), TIMEOUT_S)
        yield Server(url, server.redis_url, process)
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(f"{url}/ready").is_success
    return False


def _idle(server: Server) -> bool:
    return not _queued(server) and not _busy(server)


def _queued(server: Server) -> int:
    return sum(sum(backend["queued"]) for backend in _status(server)["backends"])


def _busy(server: Server) -> bool:
    return any(worker["state"] == "speaking" for worker in _status(server)["workers"])


def _status(server: Server) -> dict[str, Any]:
    return dict(httpx.get(f"{server.url}/v1/status").json())
