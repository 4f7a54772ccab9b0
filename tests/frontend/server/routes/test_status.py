"""/v1/status tells of workers, queues and streams while they are at work."""

import asyncio
import os
import re
import signal
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from tests.support.clients import read_events, sse_events
from tests.support.server import BROKEN_BACKENDS_FILE, Server, running_server

PATIENCE_S = 30
LOOK_S = 0.05
SENTENCE = "This is a sentence of the text that takes its time to be spoken."
SLOWLY = {"part_s": 0.5}


async def status_of(client: httpx.AsyncClient, server: Server) -> dict[str, Any]:
    answer = await client.get(f"{server.url}/v1/status")
    return dict(answer.raise_for_status().json())


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await condition():  # noqa: ASYNC110 - the server has no event for it
            await asyncio.sleep(LOOK_S)


def of_backend(status: dict[str, Any], name: str) -> dict[str, Any]:
    [found] = [backend for backend in status["backends"] if backend["name"] == name]
    return dict(found)


async def test_workers_queues_and_streams_are_told(server: Server) -> None:
    """The faulty backend has one worker: one segment is spoken, another waits."""
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        body = {"text": f"{SENTENCE} {SENTENCE}", "backend": "faulty", "options": SLOWLY}

        async def at_work() -> bool:
            status = await status_of(client, server)
            states = {w["name"]: w["state"] for w in status["workers"]}
            return states["faulty-1"] == "speaking" and sum(waiting(status)) == 1

        def waiting(status: dict[str, Any]) -> list[int]:
            return list(of_backend(status, "faulty")["queued"])

        async with client.stream("POST", f"{server.url}/sse", json=body) as answer:
            events = read_events(answer)
            assert (await anext(events)).event == "start"
            await until(at_work)
            status = await status_of(client, server)
            assert len(waiting(status)) == 10
            assert of_backend(status, "faulty")["streams"] == 1
            assert of_backend(status, "tone")["streams"] == 0
            await events.aclose()

        async def all_over() -> bool:
            status = await status_of(client, server)
            faulty = of_backend(status, "faulty")
            states = {worker["state"] for worker in status["workers"]}
            return faulty["streams"] == sum(faulty["queued"]) == 0 and states == {"idle"}

        await until(all_over)
        status = await status_of(client, server)
        assert [worker["name"] for worker in status["workers"]] == ["faulty-1", "tone-1", "tone-2"]
        assert all(worker["pid"] and not worker["problem"] for worker in status["workers"])
        assert status["redis_answers"] is True


async def test_times_to_first_audio_and_speeds_are_told(server: Server) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        await sse_events(client, server.url, text=SENTENCE, backend="tone")

        async def measured() -> bool:
            workers = (await status_of(client, server))["workers"]
            return any(w["backend"] == "tone" and w["segment_s"] > 0 for w in workers)

        await until(measured)
        status = await status_of(client, server)
        first = status["first_audio"]
        assert 1 <= first["streams"] <= 100
        assert 0 < first["median_s"] <= first["longest_s"]


async def test_a_worker_that_ends_is_told_of_until_it_serves_again() -> None:
    """Status may be two seconds late, so this worker takes three to be there again."""
    with running_server("load-slowly", registry=BROKEN_BACKENDS_FILE) as server:
        async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
            [worker] = (await status_of(client, server))["workers"]
            os.kill(worker["pid"], signal.SIGKILL)

            async def is_away() -> bool:
                [now] = (await status_of(client, server))["workers"]
                return bool(now["ends"] == 1 and now["state"] in ("loading", "ended"))

            async def serves_again() -> bool:
                [now] = (await status_of(client, server))["workers"]
                return bool(now["state"] == "idle" and now["pid"] != worker["pid"])

            await until(is_away)
            await until(serves_again)
            [now] = (await status_of(client, server))["workers"]
            told = r"load-slowly-1 on \S+ was ended by SIGKILL .* serves again"
            assert re.match(told, now["problem"])
