"""POST /v1/audio/speech with stream_format sse: the events that OpenAI's clients read."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import httpx
import httpx_sse
import openai
import pytest

from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of
from tests.support.tones import pcm_of as tones_of

TEXT = "This is the first sentence of the text. Here comes another one!"
BODY = {"model": "tts-1", "input": TEXT, "response_format": "pcm", "stream_format": "sse"}
FAILING = {"model": "faulty", "options": {"fault": "final", "fault_at": 1}}


def audio_of(events: list[dict[str, Any]]) -> bytes:
    deltas = [event for event in events if event["type"] == "speech.audio.delta"]
    return b"".join(base64.b64decode(event["audio"]) for event in deltas)


def test_the_official_client_gets_the_events(client: openai.OpenAI) -> None:
    with client.audio.speech.with_streaming_response.create(
        model="tts-1", voice="sine", input=TEXT, response_format="pcm", stream_format="sse"
    ) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line.startswith("data: ")]
    events = [json.loads(line.removeprefix("data: ")) for line in lines]
    assert audio_of(events) == expected_pcm(TEXT)
    assert [event["type"] for event in events[:-1]] == ["speech.audio.delta"] * (len(events) - 1)
    assert events[-1]["type"] == "speech.audio.done"


def test_usage_is_an_estimate_from_text_and_audio(server: Server) -> None:
    *_, done = server_sent(server, BODY)
    audio_s = len(expected_pcm(TEXT)) / 48_000
    usage = done["usage"]
    assert usage["input_tokens"] == pytest.approx(len(TEXT) / 4, abs=1)
    assert usage["output_tokens"] == pytest.approx(audio_s * 20, abs=1)
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]


def test_a_failure_in_the_middle_is_the_last_event(server: Server) -> None:
    events = server_sent(server, {**BODY, **FAILING})
    assert audio_of(events) == tones_of(segments_of(TEXT)[:1])
    assert events[-1]["type"] == "error"
    error = events[-1]["error"]
    assert (error["type"], error["param"], error["code"]) == (
        "server_error",
        None,
        "segment_failed",
    )
    assert "beyond repair" in error["message"]


def test_the_official_client_raises_the_error_it_reads(client: openai.OpenAI) -> None:
    stream = client.post(
        "/audio/speech",
        body={**BODY, **FAILING},
        cast_to=object,
        stream=True,
        stream_cls=openai.Stream[object],
    )
    with stream, pytest.raises(openai.APIError, match="beyond repair"):
        list(stream)


def server_sent(server: Server, body: Mapping[str, object]) -> list[dict[str, Any]]:
    with (
        httpx.Client() as client,
        httpx_sse.connect_sse(client, "POST", f"{server.url}/v1/audio/speech", json=body) as source,
    ):
        return [json.loads(event.data) for event in source.iter_sse()]
