"""Segments that one worker speaks at once: it is killed, one is left, one fails; none is lost."""

import asyncio
import os
import signal
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from celery import Celery

from tasks.connection.broker import queue_keys
from tasks.messages import Presence
from tests.support.clients import ServerEvent, pcm_of, read_events
from tests.support.processes import wait_until
from tests.support.scraping import Growth
from tests.support.server import Server, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

REGISTRY = Path(__file__).parent.parent / "support" / "batched_backends.yaml"
TEXT = "This is the first sentence. Here comes another one! And is this the last of them?"
SLOWLY = {"part_s": 0.02, "speed": 4.0}
ENDLESSLY = {"part_s": 10.0}
LISTENERS = 4
TIMEOUT_S = 120


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One worker, which speaks up to eight segments at once."""
    with running_server(
        "faulty", registry=REGISTRY, overload="off", first_audio_s=60, max_start_delay_s=600
    ) as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        yield client


class Stream:
    """A listener's events so far."""

    def __init__(self, events: AsyncIterator[ServerEvent], close: Callable[[], Any]) -> None:
        self._events = events
        self.close = close
        self.heard: list[ServerEvent] = []

    async def until_audio(self) -> None:
        while not pcm_of(self.heard):
            self.heard.append(await anext(self._events))

    async def rest(self) -> list[ServerEvent]:
        self.heard += [event async for event in self._events]
        return self.heard

    @property
    def utterance(self) -> str:
        return str(self.heard[0].data["utterance"])


@asynccontextmanager
async def listening(
    client: httpx.AsyncClient, server: Server, text: str = TEXT, **options: Any
) -> AsyncIterator[Stream]:
    body = {"text": text, "options": {**SLOWLY, **options}}
    async with client.stream("POST", f"{server.url}/sse", json=body) as answer:
        assert answer.status_code == 200, await answer.aread()
        async with aclosing(read_events(answer)) as events:
            yield Stream(events, answer.aclose)


@asynccontextmanager
async def together(
    client: httpx.AsyncClient, server: Server, *options: dict[str, Any], lost: bool = False
) -> AsyncIterator[list[Stream]]:
    """Have a listener for each of the options, whose first segments wait for the worker at once.

    They are lost if a worker takes them, and is killed before it has claimed them.
    """
    async with AsyncExitStack() as stack:
        async with listening(client, server, "Wait.", **ENDLESSLY):
            await asyncio.to_thread(wait_until, lambda: claims(server))
            streams = [
                await stack.enter_async_context(listening(client, server, **it)) for it in options
            ]
            await asyncio.to_thread(wait_until, lambda: waiting(server) >= len(options))
            if lost:
                with server.redis() as redis:
                    redis.delete(*queue_keys("tts.faulty"))
        yield streams


def waiting(server: Server) -> int:
    """Return how many first segments wait."""
    with server.redis() as redis:
        return sum(redis.llen(key) for key in queue_keys("tts.faulty")[:2])


def claims(server: Server) -> dict[str, str]:
    """Return who speaks what now: "attempt:worker" by key."""
    with server.redis() as redis:
        held = {key.decode(): (redis.get(key) or b"").decode() for key in redis.keys("vs:claim:*")}
    return {key: claim for key, claim in held.items() if claim and "finished" not in claim}


def worker_of(server: Server, streams: list[Stream]) -> Presence:
    """Return the worker that speaks the first segments of all the streams at this moment."""
    held = claims(server)
    [claim] = {held[f"vs:claim:{stream.utterance}:0"] for stream in streams}
    with server.redis() as redis:
        presence = redis.get(f"vs:worker:{claim.removeprefix('1:')}")
    return msgspec.json.decode(presence or b"", type=Presence)


def check_whole(heard: list[ServerEvent]) -> None:
    assert heard[-1].event == "done", heard[-1]
    assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)


@pytest.mark.smoke
async def test_a_worker_killed_in_the_middle_of_a_batch_costs_no_sample(
    server: Server, client: httpx.AsyncClient
) -> None:
    growth = Growth(server.url)
    async with together(client, server, *[{}] * LISTENERS) as streams:
        await asyncio.gather(*(stream.until_audio() for stream in streams))
        os.kill(worker_of(server, streams).pid, signal.SIGKILL)
        for heard in await asyncio.gather(*(stream.rest() for stream in streams)):
            check_whole(heard)
    assert growth.looked_at().of("retries_total") >= LISTENERS


async def test_all_are_spoken_at_once_and_as_if_they_were_alone(
    server: Server, client: httpx.AsyncClient
) -> None:
    growth = Growth(server.url)
    async with together(client, server, *[{}] * LISTENERS) as streams:
        for heard in await asyncio.gather(*(stream.rest() for stream in streams)):
            check_whole(heard)
    seen = growth.looked_at()
    assert seen.of("batch_size_sum") > seen.of("batch_size_count")
    assert seen.of("retries_total") == 0


async def test_one_listener_who_leaves_ends_nobody_elses_speech(
    server: Server, client: httpx.AsyncClient
) -> None:
    async with together(client, server, *[{}] * LISTENERS) as streams:
        await asyncio.gather(*(stream.until_audio() for stream in streams))
        gone, *others = streams
        assert worker_of(server, streams)
        await gone.close()
        for heard in await asyncio.gather(*(stream.rest() for stream in others)):
            check_whole(heard)
    await asyncio.to_thread(wait_until, lambda: not claims(server))


@pytest.mark.parametrize("fault", ["exception", "retryable", "silence", "exit"])
async def test_one_that_fails_or_crashes_the_worker_fails_alone(
    server: Server, client: httpx.AsyncClient, fault: str
) -> None:
    broken = {"fault": fault, "fault_at": 0}
    async with together(client, server, {}, {}, broken, {}) as streams:
        first, second, failed, last = await asyncio.gather(*(it.rest() for it in streams))
    assert failed[-1].event == "error", failed[-1]
    assert failed[-1].data["segment_index"] == 0 and not pcm_of(failed)
    for heard in (first, second, last):
        check_whole(heard)


async def test_tasks_of_a_worker_that_died_before_it_could_claim_them_are_sent_again(
    server: Server, client: httpx.AsyncClient
) -> None:
    async with together(client, server, *[{}] * LISTENERS, lost=True) as streams:
        for heard in await asyncio.gather(*(stream.rest() for stream in streams)):
            check_whole(heard)


class Events:
    """What Celery's workers tell of their tasks, by task."""

    def __init__(self) -> None:
        self.kinds: dict[str, list[str]] = defaultdict(list)

    def note(self, event: dict[str, Any]) -> None:
        self.kinds[event["uuid"]].append(event["type"])

    @property
    def ended(self) -> int:
        return sum("task-succeeded" in kinds for kinds in self.kinds.values())


@contextmanager
def watched(server: Server) -> Iterator[Events]:
    """Listen to events as flower does."""
    app, events = Celery("watching", set_as_current=False), Events()
    url = server.redis_url.replace("unix://", "redis+socket://")
    kinds = ("task-received", "task-started", "task-succeeded", "task-failed")
    with app.connection_for_read(url) as connection:
        receiver = app.events.Receiver(connection, handlers=dict.fromkeys(kinds, events.note))
        ready = threading.Event()
        receiver.on_consume_ready = lambda *_, **__: ready.set()
        thread = threading.Thread(target=receiver.capture, kwargs={"wakeup": False}, daemon=True)
        thread.start()
        assert ready.wait(TIMEOUT_S)
        try:
            yield events
        finally:
            receiver.should_stop = True
            thread.join(TIMEOUT_S)


async def test_flower_sees_every_segment_of_a_batch(
    server: Server, client: httpx.AsyncClient
) -> None:
    with watched(server) as events:
        async with together(client, server, *[{}] * LISTENERS) as streams:
            for heard in await asyncio.gather(*(stream.rest() for stream in streams)):
                check_whole(heard)
        segments = LISTENERS * 3 + 1
        await asyncio.to_thread(wait_until, lambda: events.ended >= segments)
    once = ["task-received", "task-started", "task-succeeded"]
    for kinds in events.kinds.values():  # one that became more urgent has been sent again
        assert kinds == once * (len(kinds) // 3)
