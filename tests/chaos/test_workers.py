"""Nothing is lost when a worker dies, and nobody works for a client who has left."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import msgspec
import pytest

from frontend.cluster.bus import FrontendBus
from frontend.cluster.reader import ClusterReader
from tasks.messages import Presence
from tests.support.clients import ServerEvent, pcm_of, read_events, sse_events
from tests.support.processes import is_alive
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm, segments_of

pytestmark = pytest.mark.chaos

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
SLOWLY = {"part_s": 0.02, "speed": 4.0}  # about 0.7 s a sentence
PART_S = 10.0
ENDLESSLY = {"part_s": PART_S}
TIMEOUT_S = 60


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Two workers, which are started again when they die."""
    """None is refused: the workers are slow in some of the tests, and are taken to be so later."""
    with running_server(
        "faulty:2", "tone", registry=BACKENDS_FILE, overload="off", max_start_delay_s=600
    ) as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        yield client


@contextlib.asynccontextmanager
async def speaking(
    client: httpx.AsyncClient, server: Server, **body: object
) -> AsyncIterator[AsyncIterator[ServerEvent]]:
    async with client.stream("POST", f"{server.url}/sse", json=body) as answer:
        assert answer.status_code == 200
        yield read_events(answer)


async def workers(server: Server, backend: str = "faulty") -> list[Presence]:
    bus = FrontendBus(server.redis_url, "test")
    try:
        present = [
            worker
            for worker in await ClusterReader(bus.connection, bus.queues).workers()
            if worker.backend == backend
        ]
        return [worker for worker in present if is_alive(worker.pid)]
    finally:
        await bus.close()


async def until_workers(server: Server, count: int, *, busy: bool | None = None) -> list[Presence]:
    """Wait until that many workers of the backend are there, and busy or idle if so wanted."""
    async with asyncio.timeout(TIMEOUT_S):
        while True:
            there = [w for w in await workers(server) if busy is None or w.busy is busy]
            if len(there) == count:
                return there
            await asyncio.sleep(0.05)


async def speaker_of(server: Server, utterance: str, segment: int) -> int:
    """Return the process id of the worker that holds the claim on a segment."""
    with server.redis() as redis:
        claim = redis.get(f"vs:claim:{utterance}:{segment}")
        name = claim.decode().partition(":")[2]
        return msgspec.json.decode(redis.get(f"vs:worker:{name}"), type=Presence).pid


@pytest.mark.smoke
async def test_a_worker_killed_in_the_middle_of_a_segment_costs_no_sample(
    server: Server, client: httpx.AsyncClient
) -> None:
    await until_workers(server, 2)
    async with speaking(client, server, text=TEXT, backend="faulty", options=SLOWLY) as events:
        heard = [await anext(events) for _ in range(6)]
        assert pcm_of(heard)
        os.kill(await speaker_of(server, heard[0].data["utterance"], 0), signal.SIGKILL)
        heard += [event async for event in events]
    assert heard[-1].event == "done"
    assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)


async def test_idle_workers_killed_before_they_take_a_segment_cost_no_sample(
    server: Server, client: httpx.AsyncClient
) -> None:
    """Tasks sent within milliseconds of the kill go to the dead workers' connections."""
    idle = await until_workers(server, 2, busy=False)
    for worker in idle:
        os.kill(worker.pid, signal.SIGKILL)
    streams = await asyncio.gather(
        *(sse_events(client, server.url, text=TEXT, backend="faulty") for _ in range(8))
    )
    for heard in streams:
        assert heard[-1].event == "done"
        assert pcm_of(heard) == expected_pcm(TEXT)


@pytest.mark.parametrize("fault", ["retryable", "exception", "silence"])
async def test_three_failed_attempts_are_told_with_the_segment(
    server: Server, client: httpx.AsyncClient, fault: str
) -> None:
    await until_workers(server, 2)
    options = {"fault": fault, "fault_at": 1}
    heard = await sse_events(client, server.url, text=TEXT, backend="faulty", options=options)
    error = heard[-1]
    assert error.event == "error"
    assert (error.data["code"], error.data["segment_index"]) == ("segment_failed", 1)
    assert "attempt 3 of 3" in error.data["message"]
    assert segments_of(TEXT)[1].text[:20] in error.data["message"]
    spoken = expected_pcm(TEXT)
    assert spoken.startswith(pcm_of(heard)) and pcm_of(heard)


async def test_a_text_that_has_ended_two_workers_ends_no_third(
    server: Server, client: httpx.AsyncClient
) -> None:
    await until_workers(server, 2)
    options = {"fault": "exit", "fault_at": 1}
    heard = await sse_events(client, server.url, text=TEXT, backend="faulty", options=options)
    error = heard[-1]
    assert error.event == "error"
    assert (error.data["code"], error.data["segment_index"]) == ("text_crashes_workers", 1)
    spoken = expected_pcm(TEXT)
    assert spoken.startswith(pcm_of(heard)) and pcm_of(heard)


async def test_a_fault_of_one_listener_costs_the_others_nothing(
    server: Server, client: httpx.AsyncClient
) -> None:
    await until_workers(server, 2)
    broken = {"fault": "exception", "fault_at": 0}
    body: dict[str, Any] = {"text": TEXT, "backend": "faulty"}
    plain, fast, failed = await asyncio.gather(
        sse_events(client, server.url, **body),
        sse_events(client, server.url, **body, options={"speed": 2.0}),
        client.post(f"{server.url}/tts", json={**body, "options": broken}),
    )
    assert pcm_of(plain) == expected_pcm(TEXT)
    assert pcm_of(fast) == expected_pcm(TEXT, speed=2.0)
    assert failed.status_code == 500


async def test_a_client_that_leaves_frees_its_worker_and_its_queued_segments(
    server: Server, client: httpx.AsyncClient
) -> None:
    """A part takes 10 s here; the workers are free long before that."""
    await until_workers(server, 2, busy=False)
    async with speaking(
        client, server, text=TEXT * 3, backend="faulty", options=ENDLESSLY
    ) as events:
        await anext(events)
        await until_workers(server, 2, busy=True)
    async with asyncio.timeout(PART_S - 1):
        heard = await sse_events(client, server.url, text=TEXT, backend="faulty")
    assert pcm_of(heard) == expected_pcm(TEXT)
    await until_workers(server, 2, busy=False)


async def test_a_client_that_leaves_before_the_first_audio_frees_its_worker(
    server: Server, client: httpx.AsyncClient
) -> None:
    await until_workers(server, 2, busy=False)
    body = {"text": TEXT, "backend": "faulty", "options": ENDLESSLY}
    asking = asyncio.create_task(client.post(f"{server.url}/tts", json=body))
    await until_workers(server, 2, busy=True)
    asking.cancel()
    async with asyncio.timeout(PART_S - 1):
        await until_workers(server, 2, busy=False)


async def test_a_backend_that_hangs_ends_with_its_worker_and_is_told() -> None:
    """Nothing comes of a part that takes 10 s; here 2 s are taken to be too long."""
    with running_server("faulty", registry=BACKENDS_FILE, stall_limit_s=2) as server:
        async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
            [before] = await workers(server)
            body = {"text": "Hello.", "options": ENDLESSLY}
            answer = await client.post(f"{server.url}/tts", json=body)
            assert answer.status_code == 422
            assert answer.json()["error"]["code"] == "text_crashes_workers"
            [after] = await until_workers(server, 1)
            assert after.pid != before.pid


@pytest.mark.smoke
async def test_frames_lost_with_the_connection_are_healed_from_the_log(
    server: Server, client: httpx.AsyncClient
) -> None:
    await until_workers(server, 2)
    async with speaking(client, server, text=TEXT, backend="faulty", options=SLOWLY) as events:
        heard = []
        async for event in events:
            heard.append(event)
            if len(heard) in (5, 40):
                with server.redis() as redis:
                    redis.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
    assert heard[-1].event == "done"
    assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)
