"""A running server does what the OpenAPI document says."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import websockets

from tests.clients import read_events
from tests.frontend.openapi.described import DOCUMENT, OPERATIONS, SOCKETS, check
from tests.recordings import write_tone
from tests.server import BACKENDS_FILE, Server, running_server

JSON, FORM, EVENTS = "application/json", "multipart/form-data", "text/event-stream"

# The examples name engines and voices that people have; the tests' server has others.
STAND_INS = {"kokoro-onnx": "tone", "af_heart": "sine"}


def bodies() -> Iterator[Any]:
    for method, path, operation in OPERATIONS:
        for media_type, media in operation.get("requestBody", {"content": {}})["content"].items():
            for name, example in media.get("examples", {}).items():
                value = stood_in(example["value"])
                name = f"{method} {path} {name}"
                yield pytest.param(path, operation, media_type, value, id=name)


def stood_in(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: stood_in(one) for name, one in value.items()}
    return STAND_INS.get(value, value) if isinstance(value, str) else value


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


def check_answer(operation: dict[str, Any], answer: httpx.Response, expected: int) -> None:
    assert answer.status_code == expected, answer.text
    documented = operation["responses"][str(expected)].get("content", {})
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if not documented:
        assert answer.content == b""
        return
    assert media_type in documented
    if media_type == JSON:
        check(documented[media_type]["schema"], answer.json())


def success(operation: dict[str, Any]) -> int:
    return min(int(status) for status in operation["responses"])


def send(
    server: Server, path: str, media_type: str, value: Any, recording: bytes
) -> httpx.Response:
    url = f"{server.url}{path}"
    if media_type == JSON:
        return httpx.post(url, json=value, timeout=30)
    assert media_type == FORM
    return httpx.post(url, data=value, files={"file": recording}, timeout=30)


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
    check_answer(operation, answer, success(operation))


@pytest.mark.parametrize(("path", "operation"), operations("get"))
def test_a_get_is_answered_as_described(
    own_server: Server, path: str, operation: dict[str, Any]
) -> None:
    query = {}
    for parameter in operation.get("parameters", ()):
        [value, *_] = parameter["schema"].get("examples", [None])
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", value)
        elif value:
            query[parameter["name"]] = stood_in(value)
    answer = httpx.get(f"{own_server.url}{path}", params=query, timeout=30)
    check_answer(operation, answer, success(operation))


@pytest.mark.parametrize(
    ("path", "operation"), [p for p in operations("post") if "requestBody" in p.values[1]]
)
def test_a_body_with_nothing_in_it_is_refused_as_described(
    own_server: Server, path: str, operation: dict[str, Any]
) -> None:
    answer = httpx.post(f"{own_server.url}{path}", json={})
    check_answer(operation, answer, 400)


@pytest.mark.parametrize(("path", "operation"), operations("delete"))
def test_a_voice_is_deleted_as_described(
    own_server: Server, recording: bytes, path: str, operation: dict[str, Any]
) -> None:
    httpx.post(
        f"{own_server.url}/v1/audio/voices?replace=true",
        data={"name": "obama"},
        files={"file": recording},
    ).raise_for_status()
    url = own_server.url + path.replace("{name}", "obama")
    check_answer(operation, httpx.delete(url), success(operation))
    check_answer(operation, httpx.delete(url), 404)


async def test_events_are_as_described(own_server: Server) -> None:
    [[_, media]] = DOCUMENT["paths"]["/sse"]["post"]["responses"]["200"]["content"].items()
    described = {one["properties"]["event"]["const"]: one for one in media["schema"]["oneOf"]}
    seen = [event async for event in sse(own_server, {"text": "Hello there. And more."})]
    assert {event.event for event in seen} == described.keys() - {"words", "error"}
    for event in seen:
        check(described[event.event]["properties"]["data"]["contentSchema"], event.data)
        check(described[event.event]["properties"]["id"], event.id)


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
    [[_, media]] = operation["responses"]["200"]["content"].items()
    answer = httpx.post(
        f"{own_server.url}/v1/audio/speech/captioned", json={"input": "Hello there."}, timeout=30
    )
    lines = answer.text.splitlines()
    assert lines
    for line in lines:
        check(media["schema"], json.loads(line))


@pytest.mark.parametrize("path", SOCKETS)
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
