"""WS /ws: clients that send too much, leave, or take nothing; a server that ends; words."""

import asyncio
import signal
import socket
from collections.abc import Iterator

import httpx
import pytest
import websockets

from tests.frontend.server.routes.realtime_client import (
    HEADER_BYTES,
    TEXTS,
    busy,
    connected,
    get,
    until_busy,
    until_idle,
)
from tests.support.clients import sse_events
from tests.support.processes import wait_until
from tests.support.server import Server, running_server
from tests.support.tones import expected_pcm

LONG_TEXT = "This sentence is one of very many that take their time. " * 20
FOR_EVER = "engine=faulty&part_s=10"
REGISTRY = """
default: tone
backends:
  tone:
    adapter: backend_queues.tone.adapter:Tone
  wordy:
    adapter: tests.frontend.server.routes.wordy_backend:Wordy
    environment: tone
"""


async def test_more_text_than_may_wait_is_told_at_once(server: Server) -> None:
    async with connected(server, FOR_EVER) as client:
        await client.say("a" * 200_001)
        assert "VOICE_SERVER_MAX_TEXT_CHARS" in (await client.message())["error"]["message"]
        await client.say(LONG_TEXT)
        await until_busy(server, "faulty")
        await client.say("a" * 150_000, "b" * 50_001, "c" * 50_000, "d")
        for _ in range(2):
            error = (await client.message())["error"]
            assert "200,001 characters" in error["message"]
            assert error["engineName"] == "faulty"
    await until_idle(server, "faulty")


async def test_more_texts_than_may_wait_are_told_at_once(server: Server) -> None:
    async with connected(server, FOR_EVER) as client:
        await client.say(LONG_TEXT)
        await until_busy(server, "faulty")
        await client.say(*["Hello."] * 1_002)
        for _ in range(2):
            assert "1,000 texts wait" in (await client.message())["error"]["message"]
    await until_idle(server, "faulty")


@pytest.mark.parametrize("politely", [True, False])
async def test_leaving_frees_the_worker(server: Server, politely: bool) -> None:
    async with connected(server, FOR_EVER) as client:
        await client.say(LONG_TEXT, LONG_TEXT)
        await until_busy(server, "faulty")
        if not politely:
            client.socket.transport.abort()
    await until_idle(server, "faulty")
    answer = await get(server, "/tts", text=TEXTS[0], backend="faulty")
    assert answer.content[HEADER_BYTES:] == expected_pcm(TEXTS[0])


async def test_connections_do_not_wait_for_each_other(server: Server) -> None:
    """While one client's text takes minutes, another's three are spoken."""
    async with connected(server, FOR_EVER) as slow, connected(server) as quick:
        await slow.say(LONG_TEXT)
        await until_busy(server, "faulty")
        await quick.say(*TEXTS, "stop")
        turns = [await quick.turn() for _ in TEXTS]
        assert await quick.until_closed() == 1000
        assert [turn.pcm for turn in turns] == [expected_pcm(text) for text in TEXTS]
        assert busy(server, "faulty")
    await until_idle(server, "faulty")


@pytest.fixture(scope="module")
def strict_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that leaves a client after a second; its wordy backend tells of its words."""
    registry = tmp_path_factory.mktemp("registry") / "backends.yaml"
    registry.write_text(REGISTRY)
    with running_server("tone", "wordy", registry=registry, send_timeout_s=1) as server:
        yield server


async def test_words_are_told_if_wished_for(strict_server: Server) -> None:
    """They are those of /sse, in seconds from each text's own start."""
    body = {"text": TEXTS[2], "backend": "wordy"}
    async with httpx.AsyncClient() as http:
        events = await sse_events(http, strict_server.url, **body)
    words = [word for event in events if event.event == "words" for word in event.data["words"]]
    assert [text for text, _, _ in words] == TEXTS[2].split()
    async with connected(strict_server, "engine=wordy&words=true") as client:
        await client.say(TEXTS[2], TEXTS[2])
        for _ in range(2):
            turn = await client.turn()
            assert (turn.words, turn.pcm) == (words, expected_pcm(TEXTS[2]))


async def test_words_are_not_told_unasked(strict_server: Server) -> None:
    async with connected(strict_server, "engine=wordy") as client:
        await client.say(TEXTS[2])
        assert (await client.turn()).words == []


async def test_a_client_that_takes_nothing_is_left(strict_server: Server) -> None:
    """Far more speech than the sockets between can hold; the texts behind are dropped too."""
    plug = socket.create_connection(("localhost", int(strict_server.url.rpartition(":")[2])))
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    url = f"{strict_server.ws_url}/ws"
    client = await websockets.connect(url, compression=None, sock=plug, max_queue=1)
    for _ in range(5):
        await client.send(LONG_TEXT * 20)
    with strict_server.redis() as redis:
        await asyncio.to_thread(wait_until, lambda: redis.keys("vs:utt:*"), 15)
        await asyncio.to_thread(wait_until, lambda: not redis.keys("vs:utt:*"), 30)
    async with connected(strict_server) as other:
        await other.say(TEXTS[0])
        assert (await other.turn()).pcm == expected_pcm(TEXTS[0])
    client.transport.abort()


async def test_a_server_that_ends_says_so(strict_server: Server) -> None:
    """Runs last."""
    async with connected(strict_server, "engine=wordy&part_s=10") as client:
        await client.say(LONG_TEXT, LONG_TEXT)
        await until_busy(strict_server, "wordy")
        strict_server.process.send_signal(signal.SIGINT)
        assert "shutting down" in (await client.turn()).error
        assert await client.until_closed() == 1013
