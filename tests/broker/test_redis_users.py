"""Frontends, workers and flower, each under its own user of Redis: nothing is refused."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.broker.inspection import inspected
from tests.broker.redis_users import RedisWithUsers, redis_with_users
from tests.support.clients import pcm_of, read_events, sse_events, stream_tokens
from tests.support.job_client import JobClient
from tests.support.processes import wait_until
from tests.support.programs import Frontend, Program
from tests.support.recordings import write_tone
from tests.support.server import BACKENDS_FILE, Server, free_port
from tests.support.tones import expected_pcm

pytestmark = [pytest.mark.brokers, pytest.mark.smoke]

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
SLOW = {"backend": "faulty", "options": {"part_s": 0.03, "speed": 4.0}}
FLOWER_AUTH = ("operator", "s3cret")
PATIENCE_S = 60


class Place(NamedTuple):
    redis: RedisWithUsers
    server: Server
    flower_url: str
    folder: Path
    faulty: Program  # the worker that speaks slowly


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """A frontend, a worker of each of three backends, and flower."""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp"))
        )
        users = stack.enter_context(redis_with_users(folder))
        stack.callback(lambda: nothing_was_refused(users))
        common: dict[str, object] = {
            "VOICE_SERVER_BACKENDS": BACKENDS_FILE,
            "VOICE_SERVER_OVERLOAD": "off",  # one worker is slow on purpose
            "VOICE_SERVER_VOICE_SAMPLES": folder / "voice_samples",
            "VOICE_SERVER_JOBS": f"file://{folder}/jobs",
            "VOICE_SERVER_FLOWER_AUTH": ":".join(FLOWER_AUTH),
            PARENT_VARIABLE: os.getpid(),
        }
        worker = {**common, **users.environment("worker"), "VOICE_SERVER_CACHE": folder / "there"}
        flower_port = free_port()
        frontend = Frontend(folder, **common, **users.environment("frontend"))
        flower = Program(
            folder, "flower", "--port", str(flower_port), **common, **users.environment("flower")
        )
        workers = [Program(folder, "worker", it, **worker) for it in ("faulty", "tone", "cloning")]
        for program in (*workers, frontend, flower):
            program.start()
            stack.callback(program.end)
        frontend.drain_s = 0
        frontend.until_ready(3)
        (folder / "voice_samples").mkdir(exist_ok=True)
        server = Server(frontend.url, "", None)  # type: ignore[arg-type]
        yield Place(users, server, f"http://127.0.0.1:{flower_port}", folder, workers[0])


def nothing_was_refused(users: RedisWithUsers) -> None:
    assert users.refusals() == []


@pytest.fixture(autouse=True)
def refusals(place: Place) -> Iterator[None]:
    """See after each test, and by the fixture above after the end of all programs, to that."""
    yield
    nothing_was_refused(place.redis)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        yield client


async def test_a_stream_is_whole(place: Place, client: httpx.AsyncClient) -> None:
    heard = await sse_events(client, place.server.url, text=TEXT)
    assert pcm_of(heard) == expected_pcm(TEXT)


async def test_a_stream_that_is_left_is_cancelled_and_resumed(
    place: Place, client: httpx.AsyncClient
) -> None:
    """The replay log, the record to resume from, and the channel of cancelled utterances."""
    url = f"{place.server.url}/sse"
    async with client.stream("POST", url, json={"text": TEXT, **SLOW}) as answer:
        events = read_events(answer)
        heard = [await anext(events) for _ in range(6)]
    last_id = [event.id for event in heard if event.id][-1]
    async with client.stream("GET", url, headers={"Last-Event-ID": last_id}) as answer:
        heard += [event async for event in read_events(answer)]
    assert heard[-1].event == "done", heard[-1]
    assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_workers_end_and_come_back_in_mid_stream(
    place: Place, client: httpx.AsyncClient, number: signal.Signals
) -> None:
    """Also what Celery does at its end with tasks that it has taken."""
    url = place.server.url
    async with asyncio.TaskGroup() as group:
        other = group.create_task(sse_events(client, url, text=TEXT, **SLOW))
        async with client.stream("POST", f"{url}/sse", json={"text": TEXT, **SLOW}) as answer:
            events = read_events(answer)
            heard = [await anext(events) for _ in range(6)]
            await asyncio.to_thread(place.faulty.end, number)
            place.faulty.start()
            heard += [event async for event in events]
    for stream in (heard, other.result()):
        assert pcm_of(stream) == expected_pcm(TEXT, speed=4.0)


async def test_tokens_are_spoken(place: Place) -> None:
    heard = await stream_tokens(place.server.ws_url, {"token": TEXT}, {"done": True})
    assert heard.pcm == expected_pcm(TEXT)


async def test_a_job_is_done(place: Place, client: httpx.AsyncClient) -> None:
    jobs = JobClient(place.server, client)
    submitted = await jobs.submit([{"id": str(n), "text": f"Item {n}."} for n in range(3)])
    assert (await jobs.until_ended(submitted["id"]))["state"] == "done"


async def test_a_cloned_voice_speaks_and_can_be_the_default(
    place: Place, client: httpx.AsyncClient
) -> None:
    """The recording reaches a worker with another cache through Redis."""
    write_tone(place.folder / "voice_samples" / "far.wav", 330)
    body = {"text": "Hello.", "backend": "cloning", "voice": "far"}

    url = f"{place.server.url}/tts"
    await asyncio.to_thread(wait_until, lambda: is_known(httpx.post(url, json=body)), PATIENCE_S)
    said = await client.post(url, json=body)
    assert said.is_success, said.text
    choice = {"engine_name": "faulty"}
    chosen = await client.get(f"{place.server.url}/set_engine", params=choice)
    assert chosen.is_success, chosen.text


def is_known(answer: httpx.Response) -> bool:
    return answer.status_code != httpx.codes.NOT_FOUND


async def test_status_and_metrics_are_told(place: Place, client: httpx.AsyncClient) -> None:
    for path in ("/ready", "/v1/status", "/v1/backends", "/metrics"):
        assert (await client.get(place.server.url + path)).is_success, path


def test_a_worker_s_health_is_asked_for_under_its_user(place: Place) -> None:
    environ = {name: str(value) for name, value in place.redis.environment("worker").items()}
    command = [sys.executable, "-m", "tasks.health", "worker", "tone"]
    subprocess.run(command, env={**os.environ, **environ}, check=True, timeout=PATIENCE_S)


def test_flower_sees_workers_and_queues(place: Place) -> None:
    def asked(path: str) -> object:
        answer = httpx.get(f"{place.flower_url}{path}", auth=FLOWER_AUTH, timeout=PATIENCE_S)
        return answer.raise_for_status().json()

    wait_until(lambda: len(asked("/api/workers?refresh=1")) >= 3, PATIENCE_S)  # type: ignore[arg-type]
    assert "tts.tone" in str(asked("/api/queues/length"))
    wait_until(lambda: "tts.synthesize" in str(asked("/api/tasks")), PATIENCE_S)


def test_workers_answer_celery_s_questions_and_show_no_password(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = place.redis.environment("flower")
    monkeypatch.setenv("REDIS_PASSWORD_FILE", str(environ["REDIS_PASSWORD_FILE"]))
    told = inspected(str(environ["REDIS_URL"]))
    assert "stats" in told or "broker" in told
    assert not any(place.redis.password(user) in told for user in ("worker", "flower"))
