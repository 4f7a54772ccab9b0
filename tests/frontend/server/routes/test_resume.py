"""A stream of /sse goes on where its client was, over another connection."""

import asyncio
from typing import Any

import httpx
import numpy as np
import pytest

from frontend.audio.formats import check_encoding
from frontend.streaming.position import Position
from tests.frontend.audio.hearing import decode
from tests.support.clients import ServerEvent, pcm_of, read_events, sse_events
from tests.support.scraping import Growth
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
WORDY = {"words": True, "speed": 2.0}
TIMEOUT_S = 60


async def resumed(server: Server, id: str) -> list[ServerEvent]:
    """Go on as a browser's EventSource does, but for its query, which is not looked at."""
    headers = {"Last-Event-ID": id}
    async with (
        httpx.AsyncClient(timeout=TIMEOUT_S) as client,
        client.stream("GET", f"{server.url}/sse", headers=headers) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        return [event async for event in read_events(answer)]


async def refused(server: Server, id: str, method: str = "POST") -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.request(method, f"{server.url}/sse", headers={"Last-Event-ID": id})


def told(events: list[ServerEvent], name: str) -> list[Any]:
    return [event.data for event in events if event.event == name]


def words_of(events: list[ServerEvent]) -> list[Any]:
    """Return the words, however they come together."""
    return [word for said in told(events, "words") for word in said["words"]]


async def spoken(server: Server, **body: object) -> list[ServerEvent]:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        events = await sse_events(client, server.url, text=TEXT, **body)
    assert events[-1].event == "done"
    return events


async def test_what_follows_any_event_is_what_would_have_followed(server: Server) -> None:
    """To the sample and to the word, with the figures of the whole stream."""
    events = await spoken(server, backend="faulty", options=WORDY)
    assert pcm_of(events) == expected_pcm(TEXT, speed=2.0)
    places = [*range(0, len(events) - 1, 11), len(events) - 2]
    for place in places:
        heard, rest = events[: place + 1], await resumed(server, events[place].id)
        assert pcm_of(heard) + pcm_of(rest) == pcm_of(events), place
        assert words_of(heard) + words_of(rest) == words_of(events), place
        assert rest[0].data == events[0].data
        assert rest[-1].data == events[-1].data
        segments = told(rest, "segment")
        assert segments == told(events, "segment")[-len(segments) :]
        _, position = Position.parse(events[place].id)
        assert position and segments[0]["segment_index"] == position.segment_index


async def test_a_resumed_stream_can_be_resumed(server: Server) -> None:
    events = await spoken(server)
    second = await resumed(server, events[len(events) // 3].id)
    heard = pcm_of(events[: len(events) // 3 + 1]) + pcm_of(second[:5])
    third = await resumed(server, second[4].id)
    assert heard + pcm_of(third) == expected_pcm(TEXT)
    assert third[0].data["utterance"] == events[0].data["utterance"]


@pytest.mark.parametrize(
    ("format", "rate_hz", "off"),
    [("pcm", 44_100, 1 / 32_768), ("mulaw", 8_000, 1_024 / 32_768)],  # by one step of each
)
async def test_a_resampled_stream_goes_on_without_a_seam(
    server: Server, format: str, rate_hz: int, off: float
) -> None:
    """The length is exact, and a sample is off by no more than rounding."""
    events = await spoken(server, format=format, sample_rate=rate_hz)
    encoding = check_encoding(format, rate_hz)
    place = len(events) // 2
    rest = await resumed(server, events[place].id)
    again = decode(pcm_of(events[: place + 1]) + pcm_of(rest), encoding)
    whole = decode(pcm_of(events), encoding)
    np.testing.assert_allclose(again, whole, rtol=0, atol=off)
    assert rest[-1].data == events[-1].data


async def test_a_stream_whose_client_has_reconnected_is_spoken_once(server: Server) -> None:
    """The connection that was left without a word is told, and its workers stop."""
    growth = Growth(server.url)
    body = {"text": TEXT, "backend": "faulty", "options": {"part_s": 0.02, "speed": 4.0}}
    async with (
        httpx.AsyncClient(timeout=TIMEOUT_S) as client,
        client.stream("POST", f"{server.url}/sse", json=body) as answer,
    ):
        events = read_events(answer)
        heard = [await anext(events) for _ in range(4)]
        rest = asyncio.create_task(resumed(server, heard[-1].id))
        left = [event async for event in events]
        assert pcm_of(heard) + pcm_of(await rest) == expected_pcm(TEXT, speed=4.0)
    assert (left[-1].event, left[-1].data["code"]) == ("error", "taken_over")
    assert Position.parse(left[-1].id)[1] is None
    assert growth.looked_at().of("retries_total") == 0


async def test_what_ended_for_good_is_answered_with_nothing(server: Server) -> None:
    """At 204 an EventSource stops, which connects again whenever a stream ends."""
    options = {"fault": "final", "fault_at": 1}
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        failed = await sse_events(client, server.url, text=TEXT, backend="faulty", options=options)
    for last in (failed[-1], (await spoken(server))[-1]):
        answer = await refused(server, last.id, "GET")
        assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize(
    ("id", "status", "code"),
    [
        ("c0ffee:0:0:0:0:0", 404, "unknown_utterance"),
        ("5", 400, "invalid_request"),
        ("c0ffee:1:2", 400, "invalid_request"),
    ],
)
async def test_what_cannot_be_gone_on_with_is_told(
    server: Server, id: str, status: int, code: str
) -> None:
    answer = await refused(server, id)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


async def test_a_place_behind_the_end_is_the_end(server: Server) -> None:
    events = await spoken(server)
    token, _ = Position.parse(events[0].id)
    assert (await refused(server, f"{token}:99:0:0:0:0")).status_code == 204
    head = await refused(server, f"{token}:0:0:0:0:0", "HEAD")
    assert (head.status_code, "content-length" in head.headers) == (200, False)


async def test_nothing_but_its_events_ids_resumes_a_stream(server: Server) -> None:
    """Its id is in logs, traces and Redis, which many may read."""
    events = await spoken(server)
    token, _ = Position.parse(events[0].id)
    names = [key.decode().split(":")[-1] for key in server.redis().scan_iter("vs:resume:*")]
    assert names and token not in names
    for told in (events[0].data["utterance"], *names):
        answer = await refused(server, f"{told}:0:0:0:0:0")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_utterance")
