"""A server that ends tells the clients of its streams."""

import asyncio
import json
import signal
from collections.abc import Iterator

import httpx
import pytest
import websockets

from tests.support.clients import hear, pcm_of, read_events
from tests.support.processes import descendants
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

SLOWLY = {"part_s": 0.5}
TEXT = "This is the first sentence of the text. Here comes another one!"


@pytest.fixture
def server() -> Iterator[Server]:
    """It drains for longer than any test would wait."""
    with running_server("faulty", registry=BACKENDS_FILE, drain_s=600) as server:
        yield server


async def test_ctrl_c_ends_streams_at_once_with_an_error_that_says_so(server: Server) -> None:
    body = {"text": TEXT, "options": SLOWLY}
    async with (
        httpx.AsyncClient(timeout=30) as client,
        client.stream("POST", f"{server.url}/sse", json=body) as answer,
        websockets.connect(f"{server.ws_url}/stream-tokens") as socket,
    ):
        await socket.send(json.dumps({"opts": SLOWLY, "token": TEXT}))
        events = read_events(answer)
        assert (await anext(events)).event == "start"
        assert json.loads(await socket.recv())["type"] == "generating"
        assert descendants(server.process.pid)
        server.process.send_signal(signal.SIGINT)
        last = [event async for event in events][-1]
        heard = await hear(socket)
    assert (last.event, last.data["code"]) == ("error", "shutting_down")
    assert heard.messages[-1]["code"] == "shutting_down"
    assert heard.close_code == 1013


async def test_sigterm_lets_streams_end_before_the_workers_do(server: Server) -> None:
    body = {"text": TEXT, "options": {"part_s": 0.02, "speed": 4.0}}
    async with (
        httpx.AsyncClient(timeout=60) as client,
        client.stream("POST", f"{server.url}/sse", json=body) as answer,
    ):
        events = read_events(answer)
        heard = [await anext(events)]
        server.process.terminate()
        heard += [event async for event in events]
    assert heard[-1].event == "done"
    assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)
    assert await asyncio.to_thread(server.process.wait, 60) == 0
