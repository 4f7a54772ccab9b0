"""The result connection is cut in the midst of many streams: no listener loses a sample."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
import redis

from frontend.cluster.output_limit import SETTING
from tests.support.clients import ServerEvent, pcm_of, read_events
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
LISTENERS = 24
CUTS = 10
TIMEOUT_S = 300
TINY = "pubsub 20kb 0 0"


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server(
        "faulty:2", registry=BACKENDS_FILE, overload="off", max_start_delay_s=600
    ) as server:
        yield server


async def listen(server: Server, begun: asyncio.Semaphore) -> list[ServerEvent]:
    """Have the text spoken, and say when some of it has come."""
    body = {"text": TEXT, "backend": "faulty", "options": {"part_s": 0.01, "speed": 1.0}}
    async with (
        httpx.AsyncClient(timeout=TIMEOUT_S) as client,
        client.stream("POST", f"{server.url}/sse", json=body) as answer,
    ):
        heard: list[ServerEvent] = []
        async for event in read_events(answer):
            heard.append(event)
            if event.event == "audio" and sum(it.event == "audio" for it in heard) == 1:
                begun.release()
        return heard


async def check(server: Server, faults: redis.Redis, *, tiny: bool) -> None:
    begun = asyncio.Semaphore(0)
    async with asyncio.timeout(TIMEOUT_S), asyncio.TaskGroup() as tasks:
        listeners = [tasks.create_task(listen(server, begun)) for _ in range(LISTENERS)]
        cut = 0
        for _ in range(CUTS):
            await begun.acquire()
            cut += 0 if tiny else int(faults.client_kill_filter(_type="pubsub"))
        assert cut or tiny
    for listener in listeners:
        assert listener.result()[-1].event == "done"
        assert pcm_of(listener.result()) == expected_pcm(TEXT)


async def test_a_connection_that_is_cut_again_and_again_costs_no_sample(server: Server) -> None:
    with server.redis() as faults:
        await check(server, faults, tiny=False)


async def test_a_redis_that_cuts_it_off_at_every_burst_costs_no_sample(server: Server) -> None:
    with server.redis() as faults:
        faults.config_set(SETTING, TINY)
        before = int(faults.info("stats")["total_connections_received"])
        await check(server, faults, tiny=True)
        # The connections of all else last: only those that were cut are made again.
        assert int(faults.info("stats")["total_connections_received"]) > before + CUTS
