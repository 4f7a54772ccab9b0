"""A server whose workers are soon busy, and clients that keep them so."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, contextmanager
from typing import Any

import httpx

from tests.support.clients import ServerEvent, read_events
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_server

PATIENCE_S = 120
# A character is 60 ms of speech, which takes a quarter of that here.
SLOWLY = {"part_s": 0.015}
# The share of the workers' measured speed that is promised to listeners. Half of it, so that no
# other process on the machine makes a gap; or so little that there is one listener at a time,
# however fast the machine is just now.
HALF, ONE_LISTENER = 0.5, 0.001
SENTENCE = "Here is a sentence that is spoken for a few seconds. "
SHORT, LONG, ENDLESS = SENTENCE * 2, SENTENCE * 4, SENTENCE * 200


@contextmanager
def slow_server(
    backend: str, overload: str = "queue", speed_share: float = ONE_LISTENER
) -> Iterator[Server]:
    """Run a server whose workers know how slow they are, and where a wait may last an hour."""
    with running_server(
        backend,
        registry=BACKENDS_FILE,
        overload=overload,
        speed_share=speed_share,
        max_start_delay_s=3600,
    ) as server:
        warm_up(server)
        yield server


def body(text: str, **more: object) -> dict[str, object]:
    return {"text": text, "backend": "faulty", "options": SLOWLY, **more}


def warm_up(server: Server) -> None:
    """Let the workers measure their speed."""
    httpx.post(f"{server.url}/tts", json=body(SENTENCE), timeout=PATIENCE_S).raise_for_status()
    wait_until(lambda: faulty(server)["listener_limit"] is not None, PATIENCE_S)


def faulty(server: Server) -> dict[str, Any]:
    backends = httpx.get(f"{server.url}/v1/status").raise_for_status().json()["backends"]
    return next(backend for backend in backends if backend["name"] == "faulty")


class Stream:
    """An open response of /sse."""

    def __init__(self, events: AsyncGenerator[ServerEvent], first: ServerEvent) -> None:
        self._events = events
        self.seen = [first]

    @property
    def waits(self) -> bool:
        return self.seen[-1].event == "queued"

    async def next(self) -> ServerEvent:
        self.seen.append(await anext(self._events))
        return self.seen[-1]

    async def rest(self) -> list[ServerEvent]:
        return [*self.seen, *[event async for event in self._events]]


@asynccontextmanager
async def listening(client: httpx.AsyncClient, server: Server, text: str) -> AsyncIterator[Stream]:
    async with client.stream("POST", f"{server.url}/sse", json=body(text)) as answer:
        assert answer.status_code == 200, await answer.aread()
        async with aclosing(read_events(answer)) as events:
            yield Stream(events, await anext(events))


@asynccontextmanager
async def full(client: httpx.AsyncClient, server: Server, text: str) -> AsyncIterator[list[Stream]]:
    """Listen as often as it takes until one has to wait; that is the last of them."""
    async with AsyncExitStack() as stack:
        streams: list[Stream] = []
        while not streams or not streams[-1].waits:
            streams.append(await stack.enter_async_context(listening(client, server, text)))
            await asyncio.sleep(0.5)  # people do not come all at once
        yield streams


async def in_line(
    client: httpx.AsyncClient, server: Server, *asked: Coroutine[Any, Any, Any]
) -> list[Any]:
    """Ask while another waits in line; let all have their turns once these wait as well."""
    async with full(client, server, ENDLESS):
        tasks = [asyncio.create_task(one) for one in asked]
        all_wait = 1 + len(tasks)

        def waiting_or_failed() -> bool:
            return faulty(server)["in_line"] == all_wait or any(task.done() for task in tasks)

        await asyncio.to_thread(wait_until, waiting_or_failed, PATIENCE_S)
    return await asyncio.gather(*tasks)
