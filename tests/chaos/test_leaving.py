"""Five hundred listeners leave at once: the workers are free at once, and Redis forgets them."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

LISTENERS = 500
PART_S = 10.0  # that the workers take for a character, unless they are told to stop
TEXT = "This is a sentence that nobody waits for. And this is another one."
HELLO = "Hello."
FOREVER = {b"vs:default"}


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server("faulty:2", registry=BACKENDS_FILE, overload="off") as server:
        yield server


@asynccontextmanager
async def listening(server: Server) -> AsyncIterator[None]:
    """Have all of them listen; they leave at the end, all at once."""
    address = urlsplit(server.url)
    body = {"text": TEXT, "backend": "faulty", "options": {"part_s": PART_S}}
    content = json.dumps(body).encode()
    head = f"POST /sse HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(content)}\r\n\r\n"
    sockets = []
    try:
        for _ in range(LISTENERS):
            sockets.append(socket.create_connection((address.hostname, address.port)))
            sockets[-1].sendall(head.encode() + content)
        await asyncio.to_thread(wait_until, lambda: streams(server) == LISTENERS)
        yield
    finally:
        for it in sockets:
            it.close()


def streams(server: Server) -> int:
    backends = httpx.get(f"{server.url}/v1/status", timeout=60).json()["backends"]
    return sum(backend["streams"] for backend in backends)


def kept(server: Server) -> list[bytes]:
    """Return the keys of Redis that are of streams, or of their tasks."""
    with server.redis() as redis:
        return [*redis.scan_iter("vs:utt:*"), *redis.scan_iter("tts.*")]


async def test_workers_are_free_at_once_and_redis_keeps_nothing_for_ever(server: Server) -> None:
    body = {"text": HELLO, "backend": "faulty", "format": "pcm"}
    async with httpx.AsyncClient(timeout=120) as client:
        async with listening(server):
            pass
        left_at = time.monotonic()
        heard = await client.post(f"{server.url}/tts", json=body)
        after_s = time.monotonic() - left_at
        began_at = time.monotonic()
        await client.post(f"{server.url}/tts", json=body)
        print(f"heard {after_s:.3f} s after; undisturbed {time.monotonic() - began_at:.3f} s")
    assert heard.content == expected_pcm(HELLO)
    assert after_s < PART_S  # what a worker takes for one character if it is not told to stop
    await asyncio.to_thread(wait_until, lambda: not kept(server))
    with server.redis() as redis:
        keys = set(redis.scan_iter("vs:*")) - FOREVER
        assert {key for key in keys if redis.ttl(key) == -1} == set()
    assert streams(server) == 0
