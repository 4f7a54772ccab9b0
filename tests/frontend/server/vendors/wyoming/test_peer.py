"""The other end of a Wyoming connection: slow, idle, gone."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from frontend.server.connections.limits import Limits
from frontend.server.http.sending import ClientTooSlow
from frontend.server.vendors.wyoming.peer import Peer
from frontend.settings import Settings


@asynccontextmanager
async def peer_and_client(**settings: float) -> AsyncIterator[tuple[Peer, socket.socket]]:
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours)
    try:
        yield Peer(reader, writer, Settings(**settings)), theirs  # type: ignore[arg-type]
    finally:
        writer.transport.abort()
        theirs.close()


async def test_a_client_that_does_not_read_is_too_slow() -> None:
    async with peer_and_client(send_timeout_s=0.05) as (peer, _):
        with pytest.raises(ClientTooSlow):
            await peer.send("audio-chunk", None, bytes(10_000_000))


async def test_a_connection_on_which_nobody_says_anything_is_idle() -> None:
    async with peer_and_client(idle_s=0.01) as (peer, _):
        await peer.watch()


async def test_a_client_that_never_says_anything_is_not_waited_for_as_long() -> None:
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours)
    with theirs:
        peer = Peer(reader, writer, Settings(), Limits(header_s=0.01))
        await peer.watch()
        theirs.sendall(b'{"type": "ping"}\n')
        await peer.read()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(peer.watch(), 0.1)
        peer.abort()


async def test_what_is_said_by_either_side_counts() -> None:
    moments = iter([0.0, 50.0, 100.0, 150.0, 209.9, 210.0])
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours)
    peer = Peer(reader, writer, Settings(idle_s=60), clock=lambda: next(moments))
    with theirs:
        for _ in range(2):
            theirs.sendall(b'{"type": "ping"}\n')
            await peer.read()
        await peer.send("pong")  # at 150
        await peer.watch()  # at 209.9, and 0.1 s later
        peer.abort()
    assert list(moments) == []


async def test_the_last_answer_reaches_a_client_that_is_still_sending() -> None:
    async with peer_and_client() as (peer, client):
        client.sendall(bytes(50_000))
        await peer.send("error", {"text": "No."})
        closing = asyncio.create_task(peer.close())
        client.settimeout(60)
        answer = await asyncio.to_thread(client.recv, 1_000)
        assert b'"error"' in answer
        assert await asyncio.to_thread(client.recv, 1_000) == b""
        client.close()
        await closing
