"""An exception that nobody expected: each interface tells its clients in its own form.

The log has the exception, and the id that the client is sent; a client gets none of its words.
"""

import base64
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.frontend.server.breaking import PCM, SECRET, BreaksOnItsWay, client_of

ID = re.compile(r"the id ([0-9a-f]{8})\.$")
SPEAK = {"text": "Hello."}
OPENAI = {"input": "Hello.", "response_format": "pcm"}


class Broken:
    """Has every part and method there is; each call fails."""

    def __getattr__(self, name: str) -> "Broken":
        return self

    def of(self, *_: object) -> "Broken":
        """Return the voices of a client, of which nothing is asked yet."""
        return self

    def __call__(self, *_: object, **__: object) -> None:
        raise ZeroDivisionError(SECRET)


@pytest.fixture
def broken() -> TestClient:
    return client_of(Broken())


@pytest.fixture
def breaking() -> TestClient:
    return client_of(BreaksOnItsWay())


@pytest.fixture
def check(caplog: pytest.LogCaptureFixture) -> Callable[[str], None]:
    """Check a sentence that a client was sent against the log, which has one error."""

    def check(sentence: str) -> None:
        found = ID.search(sentence)
        assert found, sentence
        assert SECRET not in sentence and "ZeroDivisionError" not in sentence
        [record] = [record for record in caplog.records if record.levelname == "ERROR"]
        assert found[1] in record.getMessage()
        assert record.exc_info and SECRET in str(record.exc_info[1])

    return check


@pytest.mark.parametrize("path", ["/v1/backends", "/v1/status", "/engines", "/v1/jobs", "/ready"])
def test_http_answers_json(broken: TestClient, path: str, check: Callable[[str], None]) -> None:
    error = error_of(broken.get(path))
    assert error["code"] == "internal_error"
    check(error["message"])


@pytest.mark.parametrize("path", ["/tts", "/sse"])
def test_speech_that_cannot_begin_is_an_answer_in_json(
    broken: TestClient, path: str, check: Callable[[str], None]
) -> None:
    check(error_of(broken.post(path, json=SPEAK))["message"])


def test_classic_routes_answer_a_sentence(broken: TestClient, check: Callable[[str], None]) -> None:
    answer = broken.get("/setvoice?voice_name=x")
    assert answer.status_code == 500
    check(answer.json()["error"])


def test_openai_routes_answer_in_openais_form(
    broken: TestClient, check: Callable[[str], None]
) -> None:
    error = error_of(broken.post("/v1/audio/speech", json=OPENAI))
    assert (error["type"], error["param"], error["code"]) == (
        "server_error",
        None,
        "internal_error",
    )
    check(error["message"])


def test_server_sent_events_end_with_an_error(
    breaking: TestClient, check: Callable[[str], None]
) -> None:
    events = breaking.post("/sse", json=SPEAK).text.strip().split("\n\n")
    assert [line_of(event, "event") for event in events] == ["start", "segment", "audio", "error"]
    error = json.loads(line_of(events[-1], "data"))
    assert (error["code"], error["retryable"]) == ("internal_error", False)
    check(error["message"])


def test_a_stream_that_broke_is_not_asked_for_again(breaking: TestClient) -> None:
    *_, last = breaking.post("/sse", json=SPEAK).text.strip().split("\n\n")
    headers = {"Last-Event-ID": line_of(last, "id")}
    assert breaking.post("/sse", json=SPEAK, headers=headers).status_code == 204


def test_openais_events_end_with_an_error(
    breaking: TestClient, check: Callable[[str], None]
) -> None:
    body = {**OPENAI, "stream_format": "sse"}
    answer = breaking.post("/v1/audio/speech", json=body)
    audio, error = [json.loads(line_of(e, "data")) for e in answer.text.strip().split("\n\n")]
    assert base64.b64decode(audio["audio"]) == PCM
    assert (error["type"], error["error"]["code"]) == ("error", "internal_error")
    check(error["error"]["message"])


def test_captions_end_with_an_error(breaking: TestClient, check: Callable[[str], None]) -> None:
    answer = breaking.post("/v1/audio/speech/captioned", json=OPENAI)
    audio, error = [json.loads(line) for line in answer.text.splitlines()]
    assert base64.b64decode(audio["audio"]) == PCM
    check(error["error"]["message"])


def test_an_audio_body_is_broken_off(
    breaking: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    text = "Hello. " * 20  # of a shorter one all is waited for, so that an error can be the answer
    answer = breaking.post("/tts", json={"text": text, "format": "pcm"})
    assert answer.content == PCM
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "path=/tts" in record.getMessage()


def test_stream_tokens_sends_an_error_and_closes_with_1011(
    broken: TestClient, check: Callable[[str], None]
) -> None:
    with broken.websocket_connect("/stream-tokens") as socket:
        socket.send_json({"token": "Hello."})
        error = socket.receive_json()
        assert (error["type"], error["code"]) == ("error", "internal_error")
        assert close_code_of(socket) == 1011
    check(error["message"])


def test_ws_sends_an_error_and_closes_with_1011(
    broken: TestClient, check: Callable[[str], None]
) -> None:
    with broken.websocket_connect("/ws?engine=tone") as socket:
        socket.send_text("Hello.")
        error = socket.receive_json()["error"]
        assert error["engineName"] == "tone"
        assert close_code_of(socket) == 1011
    check(error["message"])


def error_of(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/json"
    return dict(answer.json()["error"])


def line_of(event: str, field: str) -> str:
    """Return a field of a server-sent event."""
    [value] = [
        line.removeprefix(f"{field}: ") for line in event.splitlines() if line.startswith(field)
    ]
    return value


def close_code_of(socket: Any) -> int:
    with pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_json()
    return int(closed.value.code)
