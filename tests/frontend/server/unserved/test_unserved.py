"""What no route serves is answered with what there is instead, in the shape of its path."""

import pytest
from starlette.testclient import TestClient, WebSocketDenialResponse

from frontend.server.app import make_app

client = TestClient(make_app())


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/tss", "Did you mean /tts"),
        ("/speech", "/v1/audio/speech"),
        ("/v1/audio/speach", "Did you mean /v1/audio/speech or /v1/audio/speech/stream?"),
        ("/v1/voice/speak", "Did you mean /v1/voices or /v1/speak?"),
        ("/v1/jobs/5f0c/paus", "Did you mean /v1/jobs/5f0c/pause"),
        ("/v1/jobs/5f0c/fils/a.wav", "Did you mean /v1/jobs/5f0c/files/a.wav"),
        ("/v1/text-to-speach/x", "Did you mean /v1/text-to-speech/x"),
        ("/v1/jobs/5f0c/file", "Did you mean /v1/jobs/5f0c/files"),
        ("/v1/job", "Did you mean /v1/jobs?"),
        ("/api/v1/tokens", "Did you mean /v1/tokens"),
        ("/stream-token", "Did you mean /stream-tokens?"),
    ],
)
def test_an_unknown_path_is_answered_with_those_like_it(path: str, meant: str) -> None:
    answer = client.get(path)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (404, "not_found")
    assert meant in error["message"]
    assert "GET /docs" in error["message"]


@pytest.mark.parametrize("path", ["/qqqqqqqq", "/" + "x" * 5_000, "/%00%ff", "/static/none.js"])
def test_a_path_like_none_is_only_said_not_to_be_there(path: str) -> None:
    answer = client.get(path)
    message = answer.json()["error"]["message"]
    assert answer.status_code == 404
    assert message.startswith("There is no '/") and len(message) < 200
    assert "Did you mean" not in message


def test_a_wrong_method_is_answered_with_all_that_the_path_has() -> None:
    answer = client.put("/v1/jobs")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"
    assert answer.json()["error"] == {
        "code": "method_not_allowed",
        "message": "'/v1/jobs' cannot be asked with 'PUT': send GET, HEAD or POST.",
    }


@pytest.mark.parametrize("path", ["/stream-tokens", "/ws", "/v1/audio/speech/stream"])
def test_a_websocket_asked_for_by_http_is_426(path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 426
    assert answer.headers["upgrade"] == "websocket"
    assert "ws://" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/stream_tokens", "Did you mean /stream-tokens?"),
        ("/wss", "Did you mean /ws?"),
        ("/sse", "'/sse' is no WebSocket; ask by HTTP: GET, HEAD, POST."),
        ("/qqqqqqqq", "There is no WebSocket '/qqqqqqqq' here. GET /docs"),
    ],
)
def test_a_wrong_path_of_a_websocket_is_answered_in_place_of_its_handshake(
    path: str, told: str
) -> None:
    with pytest.raises(WebSocketDenialResponse) as raised, client.websocket_connect(path):
        pass
    assert raised.value.status_code == 404
    assert told in raised.value.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path", "status", "place"),
    [
        ("DELETE", "/v1/audio/speech", 405, ("error", "code")),
        ("DELETE", "/v1/text-to-speech/sine", 405, ("detail", "status")),
        ("GET", "/v1/text-to-speech/a/b/c", 404, ("detail", "status")),
        ("DELETE", "/v1/speak", 405, ("err_code",)),
        ("GET", "/cognitiveservices/v2", 404, ("error", "innererror", "code")),
    ],
)
def test_it_is_told_in_the_shape_of_the_path(
    method: str, path: str, status: int, place: tuple[str, ...]
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    found = answer.json()
    for name in place:
        found = found[name]
    assert found.lower() in ("method_not_allowed", "not_found")
