"""Traces of a running server, as a collector gets them."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import httpx
import pytest
import websockets

from backend_queues.errors import InvalidConfiguration
from frontend.telemetry.otel import OtelTraces
from frontend.telemetry.setup import ENDPOINT_VARIABLES, open_traces
from frontend.telemetry.traces import Traces
from tasks.keys import utterance_key
from tests.support.clients import hear
from tests.support.otlp import Collector, Span, running_collector
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_server

ENDPOINT, TRACES_ENDPOINT = ENDPOINT_VARIABLES
TEXT = "This is the first sentence. Here comes another one!"
TRACE_ID, PARENT_ID = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
TRACEPARENT = {"traceparent": f"00-{TRACE_ID}-{PARENT_ID}-01"}
TIMEOUT_S = 30
# A cold start of the SDK's thread and a busy machine are in it; by itself the SDK takes 10 s.
SOON_S = 8


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with running_collector() as collector:
        yield collector


@pytest.fixture(scope="module")
def server(collector: Collector) -> Iterator[Server]:
    with ExitStack() as running:
        with pytest.MonkeyPatch.context() as environ:
            environ.setenv(ENDPOINT, collector.url)
            environ.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")
            backends = running_server("tone", "faulty", registry=BACKENDS_FILE)
            server = running.enter_context(backends)
        yield server


def speak(server: Server, headers: dict[str, str] | None = None, **body: object) -> httpx.Response:
    body = {"text": TEXT, **body}
    return httpx.post(f"{server.url}/tts", json=body, headers=headers, timeout=TIMEOUT_S)


def only_child(collector: Collector, parent: Span, name: str) -> Span:
    [child] = collector.children(parent, name)
    return child


def test_an_utterance_is_its_segments_and_their_steps(server: Server, collector: Collector) -> None:
    assert speak(server, voice="square").status_code == 200
    utterance = collector.utterance(backend="tone", voice="square")
    assert utterance.parent_id == ""
    assert utterance.service == "voice-server"
    assert utterance.events == ["first audio"]
    known = {"door": "/tts", "backend": "tone", "outcome": "done", "segments": 2}
    assert known.items() <= utterance.attributes.items()
    assert float(str(utterance.attributes["first_audio_s"])) > 0
    segments = collector.children(utterance, "segment")
    assert [segment.attributes["segment_index"] for segment in segments] == [0, 1]
    for segment in segments:
        queue, synthesize, deliver = (
            only_child(collector, segment, name) for name in ("queue", "synthesize", "deliver")
        )
        assert str(synthesize.attributes["worker"]).startswith("tone-")
        assert {span.error for span in (segment, queue, synthesize, deliver)} == {""}
        assert utterance.start_ns <= segment.start_ns <= queue.start_ns <= queue.end_ns
        assert queue.end_ns <= synthesize.start_ns <= deliver.start_ns <= synthesize.end_ns
        assert synthesize.end_ns <= deliver.end_ns <= segment.end_ns <= utterance.end_ns
        assert {span.trace_id for span in (segment, queue, deliver)} == {utterance.trace_id}


def test_no_text_of_a_user_is_in_a_span(server: Server, collector: Collector) -> None:
    body: dict[str, Any] = {
        "text": "Wombats dig.",
        "voice": "square",
        "options": {"fault": "unspeakable"},
    }
    assert "Wombats" in speak(server, **body, backend="faulty").text
    utterance = collector.utterance(backend="faulty", voice="square")
    assert (utterance.attributes["outcome"], utterance.error) == ("failed", "segment_failed")
    assert "Wombats" not in repr(collector.spans)


def test_each_attempt_at_a_segment_is_seen(server: Server, collector: Collector) -> None:
    answer = speak(server, text="No.", backend="faulty", options={"fault": "retryable"})
    assert answer.status_code == 500
    utterance = collector.utterance(backend="faulty", voice="sine")
    segment = only_child(collector, utterance, "segment")
    assert segment.attributes["attempts"] == 3
    assert "the tone broke (attempt 3 of 3)" in segment.error
    tries = collector.children(segment, "synthesize")
    assert [span.attributes["attempt"] for span in tries] == [1, 2, 3]
    assert all("the tone broke" in span.error for span in tries)
    waits = collector.children(segment, "queue")
    assert [(span.attributes["attempt"], span.error) for span in waits] == [
        *((1, ""), (2, ""), (3, ""))
    ]
    steps = [span for both in zip(waits, tries, strict=True) for span in both]
    times = [time for span in steps for time in (span.start_ns, span.end_ns)]
    assert times == sorted(times)


def test_the_span_a_client_names_is_the_parent(server: Server, collector: Collector) -> None:
    assert speak(server, TRACEPARENT, format="flac").status_code == 200
    utterance = collector.utterance(door="/tts", voice="sine", backend="tone")
    assert (utterance.trace_id, utterance.parent_id) == (TRACE_ID, PARENT_ID)


async def test_so_it_is_over_a_websocket(server: Server, collector: Collector) -> None:
    url = f"{server.ws_url}/stream-tokens"
    async with websockets.connect(url, additional_headers=TRACEPARENT) as client:
        await client.send(json.dumps({"token": TEXT, "done": True}))
        assert (await hear(client)).close_code == 1000
    utterance = collector.utterance(door="/stream-tokens")
    assert (utterance.trace_id, utterance.parent_id) == (TRACE_ID, PARENT_ID)


async def first_data(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    """Yield what the first event says."""
    async for line in lines:
        if line.startswith("data: "):
            yield line.removeprefix("data: ")
            return


async def test_what_a_client_left_undone_is_ended_too(server: Server, collector: Collector) -> None:
    body = {"text": TEXT, "backend": "faulty", "options": {"part_s": 10}}
    async with (
        httpx.AsyncClient(timeout=TIMEOUT_S) as client,
        client.stream("POST", f"{server.url}/sse", json=body) as answer,
    ):
        lines = answer.aiter_lines()  # kept, for its end closes the connection
        [start] = [line async for line in first_data(lines)]
        name = json.loads(start)["utterance"]
        keys = server.redis()  # which has the second attempt once its segment is being launched
        second = partial(keys.hexists, utterance_key(name), "attempt:1")
        await asyncio.to_thread(wait_until, second, TIMEOUT_S)
    utterance = collector.utterance(door="/sse")
    assert (utterance.attributes["outcome"], utterance.error) == ("cancelled", "")
    segments = collector.children(utterance, "segment")
    assert {segment.error for segment in segments} == {"its stream ended first"}
    assert len(segments) == 2


def test_a_collector_that_hangs_costs_no_speech(server: Server, collector: Collector) -> None:
    with collector.hanging() as asked:
        assert speak(server).status_code == 200
        assert asked(TIMEOUT_S)  # the spans are on their way, and get no answer
        assert speak(server).status_code == 200


async def test_the_end_does_not_wait_for_a_collector_that_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv(TRACES_ENDPOINT, f"http://127.0.0.1:{silent.getsockname()[1]}/")
        traces = open_traces()
        assert isinstance(traces, OtelTraces)
        traces._tracer.start_span("a span").end()
        async with asyncio.timeout(SOON_S):
            await traces.close()


@pytest.mark.stacks
def test_without_an_endpoint_nothing_of_it_is_loaded() -> None:
    code = (  # redis-py loads the SDK's metrics where there are some
        "import sys\n"
        "from frontend.server.composition import create_app\n"
        "from frontend.settings import Settings\n"
        "create_app(Settings())\n"
        "traced = {'frontend.telemetry.otel', 'opentelemetry.sdk.trace'}\n"
        "assert sys.modules.keys().isdisjoint(traced)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_an_endpoint_without_the_packages_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "frontend.telemetry.otel", None)
    assert type(open_traces({})) is Traces
    for variable in ENDPOINT_VARIABLES:
        with pytest.raises(InvalidConfiguration, match=rf"{variable} .*voice-server\[traces\]"):
            open_traces({variable: "http://localhost:4318"})
