"""What becomes of segments is counted: spoken, tried again, failed, left."""

import json
import os
import signal
import time

import httpx
import pytest

from frontend.protocol.endpoints import Endpoint
from tests.support.clients import pcm_of, read_events, sse_events
from tests.support.scraping import Growth, Scrape, ended, when
from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
SEGMENTS = len(segments_of(TEXT))
AUDIO_S = len(expected_pcm(TEXT)) / 2 / 24_000


async def test_segments_and_audio_are_counted_to_the_sample(
    server: Server, growth: Growth, client: httpx.AsyncClient
) -> None:
    began = time.monotonic()
    answer = await client.get(f"{server.url}/tts", params={"text": TEXT, "backend": "tone"})
    assert answer.content[44:] == expected_pcm(TEXT)
    ended(growth, Endpoint.TTS)
    took_s = time.monotonic() - began
    assert growth.of("segments_total", backend="tone", outcome="spoken") == SEGMENTS
    assert growth.of("segments_total") == SEGMENTS
    assert growth.of("attempts_total", backend="tone") == SEGMENTS
    assert growth.of("retries_total") == 0
    assert growth.of("audio_seconds_total", backend="tone") == pytest.approx(AUDIO_S, abs=1e-6)
    assert 0 < growth.of("synthesis_seconds_total", backend="tone") < took_s
    assert growth.of("dispatch_lead_seconds_count", backend="tone") == SEGMENTS - 1


async def test_a_failure_is_counted_once_its_attempts_are_used_up(
    server: Server, growth: Growth, client: httpx.AsyncClient
) -> None:
    options = {"fault": "retryable", "fault_at": 1}
    heard = await sse_events(client, server.url, text=TEXT, backend="faulty", options=options)
    assert heard[-1].event == "error"
    ended(growth, Endpoint.SSE)
    assert growth.of("utterances_total", door="/sse", outcome="failed") == 1
    assert growth.of("segments_total", backend="faulty", outcome="failed") == 1
    assert growth.of("retries_total") == 2
    assert growth.of("retries_total", backend="faulty", reason="attempt_failed") == 2
    assert growth.of("segments_total", outcome="spoken") + 3 <= growth.of("attempts_total")


async def test_a_failure_that_is_final_is_not_tried_again(
    server: Server, growth: Growth, client: httpx.AsyncClient
) -> None:
    body = {"text": TEXT, "backend": "faulty", "options": {"fault": "final"}}
    await client.post(f"{server.url}/sse", json=body)  # 502, or an event if it failed later
    ended(growth, Endpoint.SSE)
    assert growth.of("segments_total", backend="faulty", outcome="failed") == 1
    assert growth.of("retries_total") == 0
    assert growth.of("first_audio_seconds_count") == 0


async def test_a_segment_spoken_at_its_second_attempt_is_counted_as_both(
    server: Server, growth: Growth, client: httpx.AsyncClient
) -> None:
    """Its worker is killed; the audio is counted once, whoever has sent it."""
    options = {"part_s": 0.02, "speed": 4.0}
    body = {"text": TEXT, "backend": "faulty", "options": options}
    async with client.stream("POST", f"{server.url}/sse", json=body) as answer:
        events = read_events(answer)
        heard = [await anext(events) for _ in range(6)]
        assert pcm_of(heard)
        with server.redis() as redis:
            [worker] = [key for key in redis.smembers("vs:workers") if b"faulty" in key]
            os.kill(json.loads(redis.get(b"vs:worker:" + worker))["pid"], signal.SIGKILL)
        heard += [event async for event in events]
    assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)
    ended(growth, Endpoint.SSE)
    assert growth.of("segments_total", backend="faulty", outcome="spoken") == SEGMENTS
    assert growth.of("segments_total") == SEGMENTS
    retries = growth.of("retries_total", backend="faulty")
    assert retries >= 1
    assert growth.of("attempts_total", backend="faulty") == SEGMENTS + retries
    audio_s = len(pcm_of(heard)) / 2 / 24_000
    assert growth.of("audio_seconds_total", backend="faulty") == pytest.approx(audio_s, abs=1e-6)
    assert growth.of("gaps_total", backend="faulty", door="/sse") >= 1


async def test_a_client_who_leaves_is_counted(
    server: Server, growth: Growth, client: httpx.AsyncClient
) -> None:
    body = {
        "text": "It takes ten seconds a letter.",
        "backend": "faulty",
        "options": {"part_s": 10.0},
    }
    async with client.stream("POST", f"{server.url}/sse", json=body) as answer:
        assert (await anext(read_events(answer))).event == "start"
        assert Scrape(server.url).value("active_streams", door="/sse") == 1
        assert Scrape(server.url).value("active_streams") == 1
        when(growth, lambda growth: growth.of("attempts_total", backend="faulty") == 1)
    ended(growth, Endpoint.SSE)
    assert growth.of("utterances_total", door="/sse", outcome="cancelled") == 1
    assert growth.of("segments_total", backend="faulty", outcome="cancelled") == 1
    assert growth.of("first_audio_seconds_count") == 0
    assert Scrape(server.url).value("active_streams") == 0
