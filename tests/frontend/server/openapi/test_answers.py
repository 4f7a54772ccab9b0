"""A running server does what the OpenAPI document says."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import msgspec
import pytest
import websockets

from frontend.protocol.events import FellBack
from frontend.protocol.outcomes import FallbackReason
from frontend.server.messages.token_events import message_of
from frontend.server.messages.tokens import Output
from tests.frontend.server.openapi.described import DOCUMENT, OPERATIONS, SOCKETS, check
from tests.support.busy import PATIENCE_S, in_line
from tests.support.clients import ServerEvent, read_events, stream_tokens
from tests.support.processes import wait_until
from tests.support.recordings import write_tone
from tests.support.server import BACKENDS_FILE, Server, running_server

JSON, FORM, EVENTS = "application/json", "multipart/form-data", "text/event-stream"

RARE = {"queued", "fallback", "words", "error"}  # events that not every text has

# The examples name backends and voices that people have; the tests' server has others.
STAND_INS = {"kokoro": "tone", "af_heart": "sine"}
BOOK = ("book.md", b"# One\n\nHello there.\n")
JOB = {"items": [{"id": "1", "text": "Hello there."}]}


def bodies() -> Iterator[Any]:
    for method, path, operation in OPERATIONS:
        for media_type, media in operation.get("requestBody", {"content": {}})["content"].items():
            if path == "/v1/tokens":  # of use only where keys are asked for: see tests of guards
                continue
            for name, example in media.get("examples", {}).items():
                value = stood_in(example["value"])
                name = f"{method} {path} {name}"
                yield pytest.param(path, operation, media_type, value, id=name)


def stood_in(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: stood_in(one) for name, one in value.items()}
    if isinstance(value, list):
        return [stood_in(one) for one in value]
    return STAND_INS.get(value, value) if isinstance(value, str) else value


def at(path: str, job: str) -> str:
    """Return the path of that job, and of the file it has made."""
    if not path.startswith("/v1/jobs/"):
        return path
    return path.replace("{id}", job).replace("{name}", "1.mp3")


def operations(method: str) -> list[Any]:
    return [pytest.param(p, o, id=f"{m} {p}") for m, p, o in OPERATIONS if m == method]


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The examples change the default voice and add a voice, which other tests must not hear."""
    folder = tmp_path_factory.mktemp("voice_samples")
    with running_server("tone", registry=BACKENDS_FILE, voice_samples=folder) as server:
        yield server


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("recording") / "recording.wav"
    write_tone(path, 440)
    return path.read_bytes()


@pytest.fixture(scope="module")
def job(own_server: Server) -> str:
    """A job that has ended."""
    url = f"{own_server.url}/v1/jobs"
    job = str(httpx.post(url, json=JOB).raise_for_status().json()["id"])
    wait_until(lambda: httpx.get(f"{url}/{job}").json()["state"] == "done", 60)
    return job


def check_answer(operation: dict[str, Any], answer: httpx.Response, *expected: int) -> None:
    assert answer.status_code in expected, answer.text
    documented = operation["responses"][str(answer.status_code)].get("content", {})
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if not documented:
        assert answer.content == b""
        return
    assert media_type in documented
    if media_type == JSON:
        check(documented[media_type]["schema"], answer.json())


def success(operation: dict[str, Any]) -> list[int]:
    return [int(status) for status in operation["responses"] if status < "300"]


def send(
    server: Server, path: str, media_type: str, value: Any, recording: bytes
) -> httpx.Response:
    url = f"{server.url}{path}"
    if media_type == JSON:
        return httpx.post(url, json=value, timeout=30)
    assert media_type == FORM
    file = BOOK if path.startswith("/v1/jobs") else recording
    return httpx.post(url, data=value, files={"file": file}, timeout=30)


def test_the_server_serves_this_document(own_server: Server) -> None:
    assert httpx.get(f"{own_server.url}/openapi.json").json() == DOCUMENT


@pytest.mark.parametrize(("path", "operation", "media_type", "value"), list(bodies()))
def test_an_example_is_answered_as_described(
    own_server: Server,
    recording: bytes,
    path: str,
    operation: dict[str, Any],
    media_type: str,
    value: Any,
) -> None:
    check(operation["requestBody"]["content"][media_type]["schema"], value)
    answer = send(own_server, path, media_type, value, recording)
    check_answer(operation, answer, *success(operation))


@pytest.mark.parametrize(("path", "operation"), operations("get"))
def test_a_get_is_answered_as_described(
    own_server: Server, job: str, path: str, operation: dict[str, Any]
) -> None:
    query, path = {}, at(path, job)
    for parameter in operation.get("parameters", ()):
        [value, *_] = parameter["schema"].get("examples", [None])
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", stood_in(value))
        elif value:
            query[parameter["name"]] = stood_in(value)
    answer = httpx.get(f"{own_server.url}{path}", params=query, timeout=30)
    check_answer(operation, answer, *success(operation))


@pytest.mark.parametrize(
    ("path", "operation"), [p for p in operations("post") if "requestBody" in p.values[1]]
)
def test_a_body_with_nothing_in_it_is_refused_as_described(
    own_server: Server, path: str, operation: dict[str, Any]
) -> None:
    answer = httpx.post(f"{own_server.url}{path}", json={})
    check_answer(operation, answer, 400, 415, 422)


@pytest.mark.parametrize("change", ["pause", "resume"])
def test_a_job_is_steered_as_described(own_server: Server, job: str, change: str) -> None:
    path = f"/v1/jobs/{{id}}/{change}"
    answer = httpx.post(own_server.url + at(path, job))
    check_answer(DOCUMENT["paths"][path]["post"], answer, 200)


@pytest.mark.parametrize(("path", "operation"), operations("delete"))
def test_what_is_deleted_is_gone_as_described(
    own_server: Server, recording: bytes, path: str, operation: dict[str, Any]
) -> None:
    voices, jobs = f"{own_server.url}/v1/audio/voices?replace=true", f"{own_server.url}/v1/jobs"
    httpx.post(voices, data={"name": "obama"}, files={"file": recording}).raise_for_status()
    going = httpx.post(jobs, json={**JOB, "seed": 2}).raise_for_status().json()["id"]
    url = own_server.url + at(path, going).replace("{name}", "obama")
    check_answer(operation, httpx.delete(url), *success(operation))
    check_answer(operation, httpx.delete(url), 404)


def test_the_events_of_a_job_are_as_described(own_server: Server, job: str) -> None:
    operation = DOCUMENT["paths"]["/v1/jobs/{id}/events"]["get"]
    schema = operation["responses"]["200"]["content"][EVENTS]["schema"]
    described = {one["properties"]["event"]["const"]: one for one in schema["oneOf"]}
    ends = {"done", "partial", "failed", "unreadable"}
    assert described.keys() == {"progress", *ends, "deleted", "error"}
    lines = httpx.get(f"{own_server.url}/v1/jobs/{job}/events").text.splitlines()
    [event] = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    [data] = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    check(described[event]["properties"]["data"]["contentSchema"], json.loads(data))


def test_a_range_is_answered_as_described(own_server: Server, job: str) -> None:
    path = "/v1/jobs/{id}/files/{name}"
    operation = DOCUMENT["paths"][path]["get"]
    for wanted, status in (("bytes=0-9", 206), ("bytes=9999999-", 416)):
        answer = httpx.get(own_server.url + at(path, job), headers={"Range": wanted})
        check_answer(operation, answer, status)


def described_events() -> dict[str, Any]:
    [[_, media]] = DOCUMENT["paths"]["/sse"]["post"]["responses"]["200"]["content"].items()
    return {one["properties"]["event"]["const"]: one for one in media["schema"]["oneOf"]}


def test_a_fallback_is_as_described() -> None:
    fallback = FellBack(1, 2.5, "kokoro", "piper", "joe", FallbackReason.NO_WORKER)
    described = described_events()["fallback"]["properties"]["data"]["contentSchema"]
    data = msgspec.json.decode(msgspec.json.encode(fallback))
    assert (data["from"], data["to"]) == ("kokoro", "piper")
    check(described, data)
    told = message_of(fallback, Output(events=True))
    schemas = [it["schema"] for it in SOCKETS["/stream-tokens"]["server"] if "schema" in it]
    check({"oneOf": schemas}, msgspec.json.decode(msgspec.json.encode(told)))
    assert message_of(fallback, Output()) is None


async def test_events_are_as_described(own_server: Server) -> None:
    described = described_events()
    ssml = {"text": "<speak>Hello there. <mark name='a'/>And more.</speak>", "ssml": True}
    seen = [event async for event in sse(own_server, ssml)]
    assert {event.event for event in seen} == described.keys() - RARE
    for event in seen:
        check(described[event.event]["properties"]["data"]["contentSchema"], event.data)
        check(described[event.event]["properties"]["id"], event.id)


async def test_the_wait_in_line_is_as_described(busy_server: Server) -> None:
    described = described_events()["queued"]["properties"]["data"]["contentSchema"]
    socket = SOCKETS["/stream-tokens"]
    schemas = [message["schema"] for message in socket["server"] if "schema" in message]
    text = {"token": "Hello.", "done": True}
    start = {"backend": "faulty", "events": True}
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        heard, events = await in_line(
            client,
            busy_server,
            stream_tokens(busy_server.ws_url, start, text),
            collected(sse(busy_server, {"text": "Hello.", "backend": "faulty"})),
        )
    assert (events[0].event, heard.messages[0]["type"]) == ("queued", "queued")
    check(described, events[0].data)
    for message in heard.messages:
        check({"oneOf": schemas}, message)


async def collected(events: AsyncIterator[ServerEvent]) -> list[ServerEvent]:
    return [event async for event in events]


async def sse(server: Server, body: object) -> Any:
    async with (
        httpx.AsyncClient(timeout=30) as client,
        client.stream("POST", f"{server.url}/sse", json=body) as answer,
    ):
        async for event in read_events(answer):
            yield event


def test_openais_events_are_as_described(own_server: Server) -> None:
    described = DOCUMENT["paths"]["/v1/audio/speech"]["post"]["responses"]["200"]["content"]
    body = {"model": "tts-1", "input": "Hello there.", "stream_format": "sse"}
    answer = httpx.post(f"{own_server.url}/v1/audio/speech", json=body, timeout=30)
    sent = [json.loads(line[5:]) for line in answer.text.splitlines() if line.startswith("data:")]
    data = [
        one["properties"]["data"]["contentSchema"] for one in described[EVENTS]["schema"]["oneOf"]
    ]
    for value in sent:
        check({"oneOf": data}, value)
    assert {value["type"] for value in sent} == {"speech.audio.delta", "speech.audio.done"}


def test_captions_are_lines_as_described(own_server: Server) -> None:
    operation = DOCUMENT["paths"]["/v1/audio/speech/captioned"]["post"]
    media = operation["responses"]["200"]["content"]["application/x-ndjson"]
    answer = httpx.post(
        f"{own_server.url}/v1/audio/speech/captioned", json={"input": "Hello there."}, timeout=30
    )
    lines = answer.text.splitlines()
    assert lines
    for line in lines:
        check(media["schema"], json.loads(line))


# Cartesia's stays open until its client closes it, and has a test of its own.
CLOSED_BY_SERVER = [path for path in SOCKETS if path != "/tts/websocket"]


@pytest.mark.parametrize("path", CLOSED_BY_SERVER)
async def test_the_examples_of_a_websocket_are_answered_as_described(
    own_server: Server, path: str
) -> None:
    socket = SOCKETS[path]
    schemas = [message["schema"] for message in socket["server"] if "schema" in message]
    sent = [example for message in socket["client"] for example in message["examples"]]
    async with asyncio.timeout(30), websockets.connect(f"{own_server.ws_url}{path}") as client:
        for example in sent:
            await client.send(example if isinstance(example, str) else json.dumps(example))
        answered = [json.loads(message) async for message in client if isinstance(message, str)]
    assert client.close_code == 1000
    assert answered
    for message in answered:
        check({"oneOf": schemas}, message)
