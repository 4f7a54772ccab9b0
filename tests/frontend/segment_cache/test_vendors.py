"""Clients of other services ask in their ways that nothing is kept of what they hear."""

import asyncio
import json
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect

from tests.support.clients import stream_tokens
from tests.support.processes import wait_until
from tests.support.scraping import Scrape
from tests.support.server import Server, running_server

TEXT = "This is spoken to the clients of other services."
NO_STORE = {"Cache-Control": "no-store"}
CARTESIA = {
    "model_id": "sonic-3",
    "transcript": TEXT,
    "voice": {"mode": "id", "id": "sine"},
    "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000},
}
ELEVENLABS = "/v1/text-to-speech/sine"
SAID_TO_ELEVENLABS = ({"text": TEXT + " "}, {"text": ""})
SAID_TO_DEEPGRAM = ({"type": "Speak", "text": TEXT}, {"type": "Flush"}, {"type": "Close"})

Headers = dict[str, str]
Ask = Callable[[Server, Headers], Awaitable[None]]


@pytest.fixture(scope="module")
def cached(no_cover: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("cache")
    with running_server(
        "tone", segment_cache=folder, segment_cache_wait_s=10, first_audio_s=60
    ) as server:
        yield server


def posted(path: str, body: object) -> Ask:
    """Return what posts the body."""

    async def ask(server: Server, headers: Headers) -> None:
        async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
            answer = await client.post(path, json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        assert answer.content

    return ask


def said(path: str, *messages: object) -> Ask:
    """Return what says the messages over a socket, and reads it to its end."""

    async def ask(server: Server, headers: Headers) -> None:
        url = server.ws_url + path
        async with connect(url, additional_headers=headers, open_timeout=60) as socket:
            for message in messages:
                await socket.send(json.dumps(message))
            assert [answer async for answer in _to_the_end(socket)]

    return ask


async def _to_the_end(socket: AsyncIterable[str | bytes]) -> AsyncIterator[str | bytes]:
    """Yield what comes, to the end of the text where the socket stays open behind it."""
    async for message in socket:
        yield message
        if isinstance(message, str) and json.loads(message).get("type") == "done":
            return


ASKED = {
    "elevenlabs": posted(ELEVENLABS, {"text": TEXT}),
    "elevenlabs, socket": said(f"{ELEVENLABS}/stream-input", *SAID_TO_ELEVENLABS),
    "deepgram": posted("/v1/speak?model=sine", {"text": TEXT}),
    "deepgram, socket": said("/v1/speak?model=sine", *SAID_TO_DEEPGRAM),
    "cartesia": posted("/tts/bytes", CARTESIA),
    "cartesia, socket": said("/tts/websocket", {**CARTESIA, "context_id": "c"}),
    "openai": posted("/v1/audio/speech", {"input": TEXT, "model": "tone", "voice": "sine"}),
}
IN_THEIR_WORDS = {
    "elevenlabs": posted(f"{ELEVENLABS}?enable_logging=false", {"text": TEXT}),
    "elevenlabs, socket": said(
        f"{ELEVENLABS}/stream-input?enable_logging=false", *SAID_TO_ELEVENLABS
    ),
    "deepgram": posted("/v1/speak?model=sine&mip_opt_out=true", {"text": TEXT}),
    "deepgram, socket": said("/v1/speak?model=sine&mip_opt_out=true", *SAID_TO_DEEPGRAM),
}


def hits(server: Server) -> float:
    return Scrape(server.url).value("segment_cache_lookups_total", outcome="hit")


def stored(server: Server) -> float:
    return Scrape(server.url).value("segment_cache_kept_total", outcome="kept")


def looks(server: Server) -> float:
    return Scrape(server.url).value("segment_cache_lookups_total")


@pytest.fixture(scope="module")
def kept(cached: Server) -> Server:
    """A server that has spoken the text in the way of each, and kept it."""

    async def ask_all() -> None:
        for ask in ASKED.values():
            await ask(cached, {})

    asyncio.run(ask_all())
    wait_until(lambda: stored(cached) >= looks(cached) - hits(cached))
    return cached


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED.keys())
async def test_each_hears_what_was_kept(kept: Server, ask: Ask) -> None:
    before = hits(kept)
    await ask(kept, {})
    assert hits(kept) > before


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED.keys())
async def test_a_header_has_each_spoken_to_anew(kept: Server, ask: Ask) -> None:
    before = looks(kept)
    await ask(kept, NO_STORE)
    assert looks(kept) == before


@pytest.mark.parametrize("ask", IN_THEIR_WORDS.values(), ids=IN_THEIR_WORDS.keys())
async def test_so_do_the_words_that_their_services_have_for_it(kept: Server, ask: Ask) -> None:
    before = looks(kept)
    await ask(kept, {})
    assert looks(kept) == before


async def test_a_header_holds_for_tokens_too(kept: Server) -> None:
    before = looks(kept)
    url = f"{kept.ws_url}/stream-tokens"
    settings = {"backend": "tone", "voice": "sine"}
    async with connect(url, additional_headers=NO_STORE, open_timeout=60) as socket:
        await socket.send(json.dumps({**settings, "token": TEXT, "done": True}))
        assert [answer async for answer in socket]
    assert looks(kept) == before
    heard = await stream_tokens(kept.ws_url, settings, {"token": TEXT, "done": True})
    assert heard.pcm
    assert looks(kept) > before
