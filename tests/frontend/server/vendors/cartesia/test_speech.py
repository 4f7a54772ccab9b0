"""POST /tts/bytes and /tts/sse, and their errors."""

import base64
import io
import json

import av
import httpx
import numpy as np
import pytest

from tests.frontend.server.vendors.cartesia.client import ASKED, FORMAT, PATIENCE_S, Heard, post
from tests.support.keys import Keys, bearer
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence. Here comes another one!"


def events_of(answer: httpx.Response) -> list[tuple[str, dict[str, object]]]:
    """Return the names and data of the events."""
    parts = [dict(line.split(": ", 1) for line in part.splitlines()) for part in _parts(answer)]
    return [(part["event"], json.loads(part["data"])) for part in parts]


def _parts(answer: httpx.Response) -> list[str]:
    assert "\r" not in answer.text
    return [part for part in answer.text.split("\n\n") if part and not part.startswith(":")]


def test_a_whole_text_is_spoken(served: Server, keys: Keys) -> None:
    answer = post(served, keys, "/tts/bytes", transcript=TEXT)
    assert answer.content == expected_pcm(TEXT)
    assert answer.headers["content-type"] == "audio/pcm"
    assert "x-voice-warning" not in answer.headers


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("pcm_s16le", "pcm_s16le"),
        ("pcm_f32le", "pcm_f32le"),
        ("pcm_mulaw", "pcm_mulaw"),
        ("pcm_alaw", "pcm_alaw"),
    ],
)
def test_a_wav_file_has_the_samples_that_are_asked_for(
    served: Server, keys: Keys, encoding: str, codec: str
) -> None:
    asked = {"container": "wav", "encoding": encoding, "sample_rate": 24_000}
    answer = post(served, keys, "/tts/bytes", transcript=TEXT, output_format=asked)
    assert answer.headers["content-type"] == "audio/wav"
    with av.open(io.BytesIO(answer.content), "r") as container:
        samples = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], 1)
        assert container.streams.audio[0].codec_context.name == codec
    assert samples.size == len(expected_pcm(TEXT)) // 2


def test_an_mp3_needs_no_encoding(served: Server, keys: Keys) -> None:
    asked = {"container": "mp3", "sample_rate": 44_100, "bit_rate": 128_000}
    answer = post(served, keys, "/tts/bytes", transcript=TEXT, output_format=asked)
    assert answer.headers["content-type"] == "audio/mpeg"
    with av.open(io.BytesIO(answer.content), "r") as container:
        assert container.streams.audio[0].rate == 44_100


def test_a_voice_that_nothing_stands_for_is_warned_of(served: Server, keys: Keys) -> None:
    answer = post(served, keys, "/tts/bytes", transcript=TEXT, voice="wrong\u2026\nvoice")
    assert answer.content == expected_pcm(TEXT)
    assert "wrong" in answer.headers["x-voice-warning"]


def test_a_voice_that_does_not_speak_the_language_speaks_its_own(
    served: Server, keys: Keys
) -> None:
    """Clients send a language where nobody has chosen one."""
    answer = post(served, keys, "/tts/bytes", transcript=TEXT, language="de")
    assert answer.content == expected_pcm(TEXT)


def test_a_text_comes_as_events(served: Server, keys: Keys) -> None:
    answer = post(served, keys, "/tts/sse", transcript=TEXT, add_timestamps=True, context_id="mine")
    heard = Heard()
    for name, data in events_of(answer):
        assert name == data["type"]
        assert data["context_id"] == "mine"
        assert "flush_id" not in data
        heard.take(data)
    assert heard.audio == expected_pcm(TEXT)
    assert [word for word, _, _ in heard.words] == TEXT.split()
    assert heard.last == {
        "type": "done",
        "done": True,
        "status_code": 200,
        "context_id": "mine",
    }


def test_words_come_only_where_they_are_asked_for(served: Server, keys: Keys) -> None:
    answer = post(served, keys, "/tts/sse", transcript=TEXT)
    assert {name for name, _ in events_of(answer)} == {"chunk", "done"}
    first = events_of(answer)[0][1]
    assert base64.b64decode(str(first["data"]))
    assert "context_id" not in first


@pytest.mark.parametrize("path", ["/tts/bytes", "/tts/sse"])
@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"transcript": ""}, 400, "nothing_to_speak"),
        ({"transcript": 7}, 400, "invalid_request"),
        ({"transcript": "x" * 200_001}, 413, "text_too_long"),
        ({"output_format": None}, 400, "invalid_request"),
        ({"output_format": {**FORMAT, "encoding": "pcm_s8"}}, 400, "invalid_request"),
        ({"output_format": {**FORMAT, "sample_rate": 1}}, 400, "invalid_option"),
        ({"voice": None}, 400, "invalid_request"),
        ({"language": "en", "locale": "en-GB"}, 400, "invalid_request"),
    ],
)
def test_what_is_wrong_is_told_in_their_form(
    served: Server, keys: Keys, path: str, change: dict[str, object], status: int, code: str
) -> None:
    answer = post(served, keys, path, **{"transcript": TEXT, **change})
    body = answer.json()
    assert (answer.status_code, body["error_code"]) == (status, code)
    assert body.keys() == {"error_code", "title", "message", "request_id"}
    assert all(body.values())


def test_events_have_no_container(served: Server, keys: Keys) -> None:
    asked = {**FORMAT, "container": "wav"}
    answer = post(served, keys, "/tts/sse", transcript=TEXT, output_format=asked)
    assert answer.status_code == 400
    assert "/tts/bytes" in answer.json()["message"]


@pytest.mark.parametrize(
    ("path", "method", "headers", "status", "title"),
    [
        ("/tts/bytes", "GET", {}, 405, "Method not allowed"),
        ("/tts/sse", "POST", {"content-type": "text/plain"}, 415, "Unsupported media type"),
        ("/tts/bytes", "POST", {"Authorization": "Bearer wrong"}, 401, "Unauthorized"),
        ("/tts/bytes", "POST", {"X-API-Key": "wrong", "Authorization": ""}, 401, "Unauthorized"),
        ("/tts/bytes", "POST", {"host": "evil.example"}, 421, "Invalid request"),
        ("/tts/bytes", "POST", {"origin": "https://evil.example"}, 403, "Forbidden"),
    ],
)
def test_a_request_that_is_not_let_in_is_told_so_in_their_form(
    served: Server,
    keys: Keys,
    path: str,
    method: str,
    headers: dict[str, str],
    status: int,
    title: str,
) -> None:
    asked = {**ASKED, "transcript": TEXT}
    answer = httpx.request(
        method,
        f"{served.url}{path}",
        content=json.dumps(asked),
        headers={"content-type": "application/json", **bearer(keys.speaker), **headers},
        timeout=PATIENCE_S,
    )
    assert (answer.status_code, answer.json()["title"]) == (status, title)


def test_a_key_may_be_in_their_header(served: Server, keys: Keys) -> None:
    headers = {"X-API-Key": keys.speaker, "Cartesia-Version": "2024-06-10"}
    body = {**ASKED, "transcript": TEXT}
    answer = httpx.post(f"{served.url}/tts/bytes", json=body, headers=headers, timeout=PATIENCE_S)
    assert answer.content == expected_pcm(TEXT)
