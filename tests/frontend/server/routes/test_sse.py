"""GET|POST /sse: the events of a stream, in order, with nothing lost."""

import asyncio
import random

import httpx
import pytest

from frontend.audio.formats import check_encoding
from frontend.streaming.position import Position
from tests.frontend.audio.hearing import decode, likeness
from tests.support.clients import ServerEvent, pcm_of, read_events, sse_events
from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of
from tests.support.tones import pcm_of as tones_of

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"


async def test_a_stream_has_its_events_in_order(server: Server) -> None:
    async with httpx.AsyncClient() as client:
        events = await sse_events(client, server.url, text=TEXT)
    assert events[0].event == "start"
    assert events[0].data["backend"] == "tone"
    assert events[0].data["voice"] == "sine"
    assert events[0].data["format"] == "pcm"
    assert events[0].data["sample_rate_hz"] == 24_000
    segments = [event.data for event in events if event.event == "segment"]
    assert [segment["text"] for segment in segments] == [s.text for s in segments_of(TEXT)]
    assert [segment["segment_index"] for segment in segments] == list(range(len(segments)))
    assert events[-1].event == "done"
    assert events[-1].data["segments"] == len(segments)
    assert events[-1].data["audio_s"] == pytest.approx(len(pcm_of(events)) / 48_000, abs=0.001)


async def test_the_audio_is_right_to_the_sample(server: Server) -> None:
    async with httpx.AsyncClient() as client:
        events = await sse_events(client, server.url, text=TEXT, options={"speed": 2.0})
    assert pcm_of(events) == expected_pcm(TEXT, speed=2.0)


async def test_every_event_has_an_id_that_says_how_far_the_client_is(server: Server) -> None:
    async with httpx.AsyncClient() as client:
        events = await sse_events(client, server.url, text=TEXT)
    ids = [Position.parse(event.id) for event in events]
    assert len({token for token, _ in ids} - {events[0].data["utterance"]}) == 1
    *positions, end = [position for _, position in ids]
    assert end is None
    steps = [(it.segment_index, it.sample, it.sent_samples) for it in positions if it]
    assert steps == sorted(steps)
    assert steps[-1][2] == len(pcm_of(events)) // 2


async def test_get_speaks_the_query(server: Server) -> None:
    query = {"text": "Hello there.", "voice": "square", "speed": "2"}
    async with (
        httpx.AsyncClient() as client,
        client.stream("GET", f"{server.url}/sse", params=query) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = [event async for event in read_events(answer)]
    assert pcm_of(events) == expected_pcm("Hello there.", speed=2.0, voice="square")


async def test_fifty_listeners_never_get_each_others_audio(server: Server) -> None:
    """Fifty texts of different lengths at once: each stream is its own tones, to the sample."""
    rng = random.Random(1)
    texts = [
        " ".join(f"Sentence {n} of listener {who}{'!' * rng.randint(1, 3)}" for n in range(6))
        for who in range(50)
    ]
    limits = httpx.Limits(max_connections=50)
    async with httpx.AsyncClient(limits=limits, timeout=60) as client:

        async def listen(text: str) -> list[ServerEvent]:
            await asyncio.sleep(rng.random())
            return await sse_events(client, server.url, text=text)

        streams = await asyncio.gather(*map(listen, texts))
    for text, events in zip(texts, streams, strict=True):
        assert events[-1].event == "done"
        assert pcm_of(events) == expected_pcm(text)
    assert len({stream[0].data["utterance"] for stream in streams}) == 50


async def test_a_segment_that_fails_ends_the_stream_with_its_name(server: Server) -> None:
    options = {"fault": "final", "fault_at": 1}
    async with httpx.AsyncClient() as client:
        events = await sse_events(client, server.url, text=TEXT, backend="faulty", options=options)
    error = events[-1]
    assert error.event == "error"
    assert error.data["segment_index"] == 1
    assert error.data["code"] == "segment_failed"
    assert "beyond repair" in error.data["message"]
    assert segments_of(TEXT)[1].text[:20] in error.data["message"]
    # What comes before the failed segment is heard to its end.
    assert pcm_of(events) == tones_of(segments_of(TEXT)[:1])


async def test_head_says_what_get_would_without_speaking(server: Server) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.head(f"{server.url}/sse", params={"text": "Hello."})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "content-length" not in answer.headers


@pytest.mark.parametrize(
    ("format", "sample_rate", "rate_hz"),
    [
        ("pcm", 16_000, 16_000),
        ("pcm", 48_000, 48_000),
        ("mulaw", None, 8_000),
        ("alaw", 8_000, 8_000),
    ],
)
async def test_events_carry_the_raw_format_asked_for(
    server: Server, format: str, sample_rate: int | None, rate_hz: int
) -> None:
    async with httpx.AsyncClient() as client:
        events = await sse_events(
            client, server.url, text=TEXT, format=format, sample_rate=sample_rate
        )
    assert (events[0].data["format"], events[0].data["sample_rate_hz"]) == (format, rate_hz)
    heard = decode(pcm_of(events), check_encoding(format, rate_hz))
    alike, _ = likeness(heard, rate_hz, expected_pcm(TEXT), 24_000)
    assert alike > 0.99
    assert events[-1].data["audio_s"] == pytest.approx(len(heard) / rate_hz, abs=0.001)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"format": "mp3"}, "Ask /tts for mp3"),
        ({"format": "wav"}, "pcm, mulaw, alaw"),
        ({"format": "ogg"}, "pcm, mulaw, alaw"),
        ({"sample_rate": "100"}, "from 8000 to 48000"),
    ],
)
async def test_a_format_that_events_cannot_carry_is_refused(
    server: Server, query: dict[str, str], named: str
) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.url}/sse", params={"text": TEXT, **query})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "invalid_option"
    assert named in answer.json()["error"]["message"]


async def test_words_come_with_their_times(server: Server) -> None:
    async with httpx.AsyncClient() as client:
        events = await sse_events(
            client, server.url, text=TEXT, backend="faulty", options={"words": True}
        )
    words = [word for event in events if event.event == "words" for word in event.data["words"]]
    assert [text for text, _, _ in words] == TEXT.split()
    starts = [start_s for _, start_s, _ in words]
    assert starts == sorted(starts)
    assert words[-1][2] <= events[-1].data["audio_s"]
