"""A gap is a silence that the server is to blame for."""

import asyncio
import json
import time

import httpx
import websockets

from frontend.protocol.endpoints import Endpoint
from tests.support.clients import hear, pcm_of, sse_events
from tests.support.scraping import Growth, Scrape, ended
from tests.support.server import Server

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"


async def test_gaps_are_counted_with_how_long_they_last(
    server: Server, growth: Growth, client: httpx.AsyncClient
) -> None:
    """A part takes 0.3 s and sounds for 0.06 s; the listener hears silence for the rest."""
    text, part_s = "A slow one.", 0.3
    began = time.monotonic()
    options = {"part_s": part_s}
    heard = await sse_events(client, server.url, text=text, backend="faulty", options=options)
    took_s = time.monotonic() - began
    ended(growth, Endpoint.SSE)
    audio_s = len(pcm_of(heard)) / 2 / 24_000
    assert growth.of("gaps_total", backend="faulty", door="/sse") >= 2
    gaps_s = growth.of("gap_seconds_total", backend="faulty", door="/sse")
    parts_after_the_first = len(text) - 2
    assert parts_after_the_first * part_s - audio_s < gaps_s < took_s


async def test_gaps_are_shown_from_the_first_audio_on(
    server: Server, growth: Growth, client: httpx.AsyncClient
) -> None:
    """A counter that appears as 1 has no first rise."""
    assert pcm_of(await sse_events(client, server.url, text=TEXT, backend="tone"))
    ended(growth, Endpoint.SSE)
    assert Scrape(server.url).has("gaps_total", backend="tone", door="/sse")
    assert Scrape(server.url).has("gap_seconds_total", backend="tone", door="/sse")


async def test_silence_for_want_of_text_is_no_gap(server: Server, growth: Growth) -> None:
    """The second line is written long after the first has been heard."""
    line, pause_s = "Hi.\n", 1.0
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await socket.send(json.dumps({"backend": "tone", "token": line}))
        while not isinstance(await socket.recv(), bytes):
            pass
        await asyncio.sleep(pause_s)  # the listener plays, and then hears nothing
        written = time.monotonic()
        await socket.send(json.dumps({"token": "And on.", "done": True}))
        await hear(socket)
    ended(growth, Endpoint.STREAM_TOKENS)
    answered_s = time.monotonic() - written
    assert growth.of("segments_total", outcome="spoken") == 2
    assert growth.of("gap_seconds_total") < answered_s
