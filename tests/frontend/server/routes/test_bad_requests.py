"""Bad input gets a clear answer, and costs nobody else anything."""

import json
from contextlib import suppress

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from frontend.server.http.sockets import INTERNAL_ERROR
from tests.support.server import Server

ENDPOINTS = ["/sse", "/tts"]
endpoint = pytest.mark.parametrize("path", ENDPOINTS)


def refused(server: Server, path: str, **request: object) -> tuple[int, str, str]:
    answer = httpx.post(f"{server.url}{path}", **request)  # type: ignore[arg-type]
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["message"]


@endpoint
@pytest.mark.parametrize(
    "text", ["", "   \n\t", "👋🏽 🎉", "\x00\x07\x1b", "\ud83d", "!?...", "---", "**", "[laugh]"]
)
def test_nothing_to_speak(server: Server, path: str, text: str) -> None:
    body = json.dumps({"text": text})
    status, code, message = refused(server, path, content=body)
    assert (status, code) == (400, "nothing_to_speak")
    assert "no letter" in message


@endpoint
@pytest.mark.parametrize(
    "text",
    ["no sentence end at all", "bell\x07 and escape\x1b[0m", "half \ud83d a pair", "word " * 2000],
)
def test_odd_text_is_spoken(server: Server, path: str, text: str) -> None:
    answer = httpx.post(
        f"{server.url}{path}", content=json.dumps({"text": text, "options": {"speed": 4.0}})
    )
    assert answer.status_code == 200
    assert len(answer.content) > 5_000


@endpoint
def test_a_text_over_the_limit_is_413_and_names_the_setting(server: Server, path: str) -> None:
    status, code, message = refused(server, path, json={"text": "a" * 1_000_000})
    assert (status, code) == (413, "text_too_long")
    assert "200,000" in message and "VOICE_SERVER_MAX_TEXT_CHARS" in message


@endpoint
def test_a_body_far_over_the_limit_is_not_read_to_its_end(server: Server, path: str) -> None:
    status, code, _ = refused(server, path, content=b"x" * 20_000_000)
    assert (status, code) == (413, "text_too_long")


@endpoint
@pytest.mark.parametrize(
    ("changes", "status", "code", "named"),
    [
        ({"voice": "nobody"}, 404, "unknown_voice", "sine, square"),
        ({"language": "de"}, 404, "unknown_voice", "no voice here does"),
        ({"backend": "nothing"}, 404, "unknown_backend", "tone, faulty, absent"),
        ({"options": {"pitch": 2}}, 400, "invalid_option", "speed"),
        ({"options": {"speed": 0}}, 400, "invalid_option", "0.25 to 4"),
        ({"options": {"speed": -1}}, 400, "invalid_option", "0.25 to 4"),
        ({"options": {"speed": 1e9}}, 400, "invalid_option", "0.25 to 4"),
        ({"options": {"speed": "fast"}}, 400, "invalid_option", "number"),
        ({"options": {"speed": True}}, 400, "invalid_option", "number"),
        ({"options": {"speed": None}}, 400, "invalid_option", "number"),
        ({"options": [1]}, 400, "invalid_request", "options"),
        ({"text": 7}, 400, "invalid_request", "text"),
        ({"volume": 7}, 400, "invalid_request", "volume"),
        ({"backend": "absent"}, 503, "no_worker", "voice-server worker absent"),
    ],
)
def test_what_does_not_exist_is_named(
    server: Server, path: str, changes: dict[str, object], status: int, code: str, named: str
) -> None:
    answer = refused(server, path, json={"text": "Hello.", **changes})
    assert answer[:2] == (status, code)
    assert named in answer[2]


@endpoint
@pytest.mark.parametrize("speed", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_are_none(server: Server, path: str, speed: str) -> None:
    body = f'{{"text": "Hello.", "options": {{"speed": {speed}}}}}'
    assert refused(server, path, content=body)[:2] == (400, "invalid_option")


@endpoint
@pytest.mark.parametrize(
    "body", [b"", b"hello", b"[]", b"7", b'"text"', b"\xff\xfe", b"{", b"[" * 50_000]
)
def test_json_that_is_none_or_a_list(server: Server, path: str, body: bytes) -> None:
    status, code, message = refused(server, path, content=body)
    assert (status, code) == (400, "invalid_request")
    assert '{"text":' in message


@endpoint
@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "invalid_request"),
        ("text=", 400, "nothing_to_speak"),
        ("text=Hello&speed=fast", 400, "invalid_option"),
        ("text=Hello&speed=nan", 400, "invalid_option"),
        ("text=Hello&pitch=1", 400, "invalid_option"),
        ("text=Hello&voice=%F0%9F%91%8B", 404, "unknown_voice"),
        ("text=%FF%FE", 400, "nothing_to_speak"),
    ],
)
def test_a_wrong_query(server: Server, path: str, query: str, status: int, code: str) -> None:
    answer = httpx.get(f"{server.url}{path}?{query}")
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code


def test_no_worker_is_told_with_a_time_to_come_back(server: Server) -> None:
    answer = httpx.get(f"{server.url}/tts?text=Hello&backend=absent")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


@endpoint
def test_a_wrong_method_is_told_in_the_same_shape(server: Server, path: str) -> None:
    answer = httpx.delete(f"{server.url}{path}")
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "method_not_allowed"


HALF = "\ud800"  # of a surrogate pair, which JSON can hold and no encoding


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/audio/speech", {"input": "Hi", "stream_format": HALF}),
        ("/v1/text-to-speech/x", {"text": "Hi", "apply_text_normalization": HALF}),
        ("/v1/audio/speech", {"parts": [{"text": "Hi", "voice": HALF}]}),
        ("/tts", {"parts": [{"text": "Hi", "backend": HALF}]}),
        ("/sse", {"parts": [{"text": "Hi", "language": HALF}]}),
        ("/sse", {"text": f"Hi. [voice:{HALF}] Hi."}),
        ("/sse", {"text": f"[voice:{HALF} Hi."}),
        ("/sse", {"text": "Hi.", "voices": {HALF: "sine"}}),
        ("/sse", {"text": "Hi.", "voices": {"A": HALF}}),
        ("/sse", {"text": "Hi.", "pronunciations": {HALF: "Hi", "A": HALF}}),
        ("/sse", {"text": "Hi.", "options": {HALF: HALF}}),
    ],
)
def test_half_a_pair_anywhere_is_no_fault_of_the_server(
    server: Server, path: str, body: dict[str, object]
) -> None:
    answer = httpx.post(f"{server.url}{path}", content=json.dumps(body))
    assert answer.status_code < 500
    assert "internal_error" not in answer.text


@pytest.mark.parametrize(
    "message",
    [
        {"token": f"[voice:{HALF}] Hi."},
        {"token": f"[voice:{HALF}"},
        {"voices": {HALF: "sine"}},
        {"pronunciations": {HALF: "Hi"}},
        {"voice": HALF},
    ],
)
def test_half_a_pair_ends_no_stream_of_tokens_with_a_fault(
    server: Server, message: dict[str, object]
) -> None:
    with connect(f"{server.url.replace('http', 'ws')}/stream-tokens") as socket:
        for sent in ({"events": True}, message, {"token": "Hi."}, {"done": True}):
            socket.send(json.dumps(sent))
        with suppress(ConnectionClosed):
            while True:
                assert "internal_error" not in str(socket.recv())
        assert socket.close_code != INTERNAL_ERROR


def test_the_case_of_a_media_type_means_nothing(server: Server) -> None:
    form = b'--B\r\nContent-Disposition: form-data; name="text"\r\n\r\nHello.\r\n--B--\r\n'
    kind = {"Content-Type": "Multipart/Form-Data; boundary=B"}
    assert httpx.post(f"{server.url}/tts", content=form, headers=kind).is_success
