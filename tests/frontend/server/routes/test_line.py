"""Whoever comes while the workers are busy is told of the wait, and is served in turn."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import websockets

from backend_queues.errors import Overloaded, UnknownVoice
from frontend.audio.formats import Encoding
from frontend.protocol.events import Event, Failure, InLine, Opened
from frontend.server.routes.sse import EventStream
from frontend.streaming.position import START
from tests.support.busy import (
    ENDLESS,
    HALF,
    LONG,
    PATIENCE_S,
    SHORT,
    SLOWLY,
    body,
    faulty,
    full,
    in_line,
    listening,
    slow_server,
)
from tests.support.clients import pcm_of, stream_tokens
from tests.support.processes import wait_until
from tests.support.scraping import Growth, Scrape, when
from tests.support.server import Server
from tests.support.tones import expected_pcm

TRIES = 5


@pytest.fixture(scope="module")
def refusing() -> Iterator[Server]:
    with slow_server("faulty", overload="refuse") as server:
        yield server


@pytest.fixture(scope="module")
def half_busy() -> Iterator[Server]:
    with slow_server("faulty:2", speed_share=HALF) as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        yield client


async def test_up_to_the_limit_nobody_hears_a_gap(
    half_busy: Server, client: httpx.AsyncClient
) -> None:
    """Another process on this machine may make a gap now and then, but not each time."""
    gaps: list[float] = []
    while not gaps or (gaps[-1] and len(gaps) < TRIES):
        growth = Growth(half_busy.url)
        async with full(client, half_busy, LONG) as streams:
            await asyncio.gather(*(stream.rest() for stream in streams))
        gaps.append(growth.looked_at().of("gaps_total", backend="faulty", door="/sse"))
    assert gaps[-1] == 0, gaps


async def test_the_next_waits_and_is_served_in_turn(
    busy_server: Server, client: httpx.AsyncClient
) -> None:
    async with full(client, busy_server, SHORT) as streams:
        heard = await asyncio.gather(*(stream.rest() for stream in streams))
    assert all(events[-1].event == "done" for events in heard)
    assert all(pcm_of(events) == expected_pcm(SHORT) for events in heard)
    *served, waited = heard
    assert served
    assert all(events[0].event == "start" for events in served)
    kinds = [event.event for event in waited]
    started = kinds.index("start")
    assert kinds[:started] == ["queued"] * started
    for event in waited[:started]:
        assert event.id == ""  # there is nothing to resume
        assert event.data["position"] == 1
        assert event.data["eta_s"] >= 0
        assert event.data["utterance"] == waited[started].data["utterance"]


async def test_the_line_is_in_status_and_metrics_until_its_client_leaves(
    busy_server: Server, client: httpx.AsyncClient
) -> None:
    async with full(client, busy_server, ENDLESS) as streams:
        status = faulty(busy_server)
        assert status["in_line"] == 1
        assert status["listeners"] == len(streams) - 1
        assert Scrape(busy_server.url).value("waiting_listeners", backend="faulty") == 1
        async with listening(client, busy_server, SHORT) as another:
            assert another.seen[0].data["position"] == 2
            assert faulty(busy_server)["in_line"] == 2
        await asyncio.to_thread(wait_until, lambda: faulty(busy_server)["in_line"] == 1, PATIENCE_S)
    await asyncio.to_thread(wait_until, lambda: faulty(busy_server)["listeners"] == 0, PATIENCE_S)
    assert faulty(busy_server)["in_line"] == 0


async def test_a_socket_of_tokens_is_told_if_it_asks_for_events(
    busy_server: Server, client: httpx.AsyncClient
) -> None:
    start = {"backend": "faulty", "opts": SLOWLY, "events": True}
    asked = stream_tokens(
        busy_server.ws_url, start, {"token": "Hello "}, {"token": "there.", "done": True}
    )
    [heard] = await in_line(client, busy_server, asked)
    kinds = [message["type"] for message in heard.messages]
    waits = [message for message in heard.messages if message["type"] == "queued"]
    assert kinds[: len(waits) + 1] == ["queued"] * len(waits) + ["start"]
    assert waits[0]["position"] >= 1 and waits[0]["eta_s"] >= 0
    assert kinds[-1] == "done"
    assert heard.pcm == expected_pcm("Hello there.")


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/tts", body("Hello there.", format="pcm")),
        (
            "/v1/audio/speech",
            {"input": "Hello there.", "model": "faulty", "voice": "sine", "response_format": "pcm"},
        ),
    ],
)
async def test_plain_http_just_waits(
    busy_server: Server, client: httpx.AsyncClient, path: str, asked: dict[str, object]
) -> None:
    [answer] = await in_line(
        client, busy_server, client.post(f"{busy_server.url}{path}", json=asked)
    )
    assert answer.content == expected_pcm("Hello there.")


async def test_a_socket_of_tokens_without_events_and_a_realtime_socket_just_wait(
    busy_server: Server, client: httpx.AsyncClient
) -> None:
    async def realtime() -> Any:
        async with websockets.connect(f"{busy_server.ws_url}/ws?engine=faulty") as socket:
            await socket.send("Hello there.")
            return json.loads(await socket.recv())

    token = {"backend": "faulty", "token": "Hello there.", "done": True}
    [heard] = await in_line(client, busy_server, stream_tokens(busy_server.ws_url, token))
    [first] = await in_line(client, busy_server, realtime())
    assert "audioOutput" in first
    assert [message["type"] for message in heard.messages] == ["generating"]
    assert heard.pcm == expected_pcm("Hello there.")


async def test_a_download_does_not_wait_for_its_turn(
    busy_server: Server, client: httpx.AsyncClient
) -> None:
    async with full(client, busy_server, ENDLESS) as streams:
        asked = body("Hello there.", realtime=False, format="pcm")
        answer = await client.post(f"{busy_server.url}/tts", json=asked)
        assert answer.content == expected_pcm("Hello there.")
        query = {"text": "Hello there.", "backend": "faulty", "realtime": "false", "format": "pcm"}
        answer = await client.get(f"{busy_server.url}/tts", params=query)
        assert answer.content == expected_pcm("Hello there.")
        assert streams[-1].waits
        assert faulty(busy_server)["in_line"] == 1


async def test_where_nobody_may_wait_the_next_is_refused_with_a_time_to_return(
    refusing: Server, client: httpx.AsyncClient
) -> None:
    growth = Growth(refusing.url)
    async with listening(client, refusing, ENDLESS) as first:
        assert first.seen[0].event == "start"
        for path in ("/tts", "/sse"):
            answer = await client.post(f"{refusing.url}{path}", json=body(SHORT))
            assert answer.status_code == 503
            assert answer.json()["error"]["code"] == "overloaded"
            assert int(answer.headers["retry-after"]) >= 1
        asked = {"input": SHORT, "model": "faulty", "voice": "sine"}
        answer = await client.post(f"{refusing.url}/v1/audio/speech", json=asked)
        assert answer.status_code == 503
        assert answer.json()["error"]["type"] == "server_error"
        assert answer.json()["error"]["code"] == "overloaded"
        assert int(answer.headers["retry-after"]) >= 1
        heard = await stream_tokens(refusing.ws_url, {"backend": "faulty", "token": "Hello."})
        assert heard.close_code == 1013
        [error] = heard.messages
        assert (error["type"], error["code"]) == ("error", "overloaded")
        assert error["retry_after_s"] >= 1
    when(growth, lambda growth: growth.of("refused_total", backend="faulty") == 4)


async def events_of(*events: Event) -> AsyncGenerator[Event]:
    for event in events:
        yield event


async def lines_of(*events: Event) -> list[list[str]]:
    """Return the fields' lines of each event that a client of /sse gets."""
    stream = EventStream("u", Encoding("pcm", 24_000), START)
    sent = [part async for part in stream.server_sent(events_of(*events))]
    return [part.decode().strip().split("\n")[:-1] for part in sent]


WAIT = InLine("u", 1, 7.5)
BUSY = Failure.of(Overloaded("Busy.", 7))
WRONG = Failure.of(UnknownVoice("There is no such voice."))


async def test_before_the_start_a_client_that_comes_back_asks_anew() -> None:
    assert await lines_of(WAIT, BUSY) == [["event: queued"], ["retry: 7000", "event: error"]]


async def test_before_the_start_a_client_that_is_wrong_does_not_come_back() -> None:
    assert await lines_of(WAIT, WRONG) == [["event: queued"], ["id: u:end", "event: error"]]


async def test_after_the_start_a_client_that_comes_back_goes_on() -> None:
    opened = Opened("u", "tone", "sine", 24_000)
    *_, error = await lines_of(WAIT, opened, BUSY)
    assert error == ["retry: 7000", f"id: {START.id('u')}", "event: error"]
