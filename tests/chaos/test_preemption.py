"""A worker that speaks to one listener between the parts of another's speech, and is killed."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager

import httpx
import msgspec
import pytest

from tasks.messages import Presence
from tests.support.clients import ServerEvent, pcm_of, read_events
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

TEXT = "This is a sentence that takes its time, and the worker makes it part by part."
OPTIONS = {"part_s": 0.05, "speed": 0.25}
TIMEOUT_S = 120


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One worker, which speaks one segment at a time."""
    with running_server(
        "faulty", registry=BACKENDS_FILE, overload="off", first_audio_s=60
    ) as server:
        yield server


@asynccontextmanager
async def listening(server: Server) -> AsyncIterator[AsyncIterator[ServerEvent]]:
    body = {"text": TEXT, "backend": "faulty", "options": OPTIONS}
    async with (
        httpx.AsyncClient(timeout=TIMEOUT_S) as client,
        client.stream("POST", f"{server.url}/sse", json=body) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        async with aclosing(read_events(answer)) as events:
            yield events


async def until_audio(events: AsyncIterator[ServerEvent]) -> list[ServerEvent]:
    heard: list[ServerEvent] = []
    while not pcm_of(heard):
        heard.append(await anext(events))
    return heard


def worker_of_both(server: Server) -> Presence:
    """Return the worker that speaks a segment of each listener."""
    with server.redis() as redis:
        claims = [redis.get(key) or b"finished" for key in redis.keys("vs:claim:*")]
        claims = [claim for claim in claims if b"finished" not in claim]
        [claim] = set(claims)
        assert len(claims) == 2
        presence = redis.get(f"vs:worker:{claim.decode().removeprefix('1:')}")
    return msgspec.json.decode(presence or b"", type=Presence)


@pytest.mark.smoke
@pytest.mark.parametrize("is_killed", [False, True])
async def test_neither_of_two_loses_a_sample(server: Server, is_killed: bool) -> None:
    async with listening(server) as first, listening(server) as second:
        heard = await asyncio.gather(until_audio(first), until_audio(second))
        worker = worker_of_both(server)
        if is_killed:
            os.kill(worker.pid, signal.SIGKILL)
        for before, events in zip(heard, (first, second), strict=True):
            whole = before + [event async for event in events]
            assert whole[-1].event == "done", whole[-1]
            assert pcm_of(whole) == expected_pcm(TEXT, speed=OPTIONS["speed"])
