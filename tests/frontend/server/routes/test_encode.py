"""Samples that a client has become a file in any format, and nothing is spoken."""

import httpx
import numpy as np
import pytest
from starlette.testclient import TestClient

from frontend.audio.formats import FORMATS, check_encoding
from frontend.server.routes import encode as route
from tests.browser.voice_page import codec_and_seconds
from tests.frontend.server.breaking import BreaksOnItsWay, client_of
from tests.support.recordings import pitch_of, tone
from tests.support.server import Server

SAMPLES = np.rint(tone(440, 2.5, 24_000) * 32_767).astype("<i2")
PCM = SAMPLES.tobytes()
RAW = ("pcm", "mulaw", "alaw")


def encode(server: Server, body: bytes = PCM, **query: object) -> httpx.Response:
    url = f"{server.url}/v1/audio/encode"
    return httpx.post(url, params={k: str(v) for k, v in query.items()}, content=body, timeout=60)


@pytest.mark.parametrize("format", FORMATS)
def test_samples_become_a_file_of_any_format(server: Server, format: str) -> None:
    answer = encode(server, format=format, sample_rate=24_000)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == check_encoding(format, 24_000).content_type
    assert int(answer.headers["content-length"]) == len(answer.content)
    if format not in RAW:
        _, seconds = codec_and_seconds(answer.content)
        assert seconds == pytest.approx(2.5, abs=0.15)


def test_what_has_no_loss_is_the_same_to_the_sample(server: Server) -> None:
    assert encode(server, format="wav", sample_rate=22_050).content[44:] == PCM
    assert encode(server, format="pcm").content == PCM


def test_the_pitch_is_what_the_rate_says(server: Server) -> None:
    wav = encode(server, format="wav", sample_rate=48_000).content
    assert pitch_of(wav[44:], 48_000) == pytest.approx(880, abs=2)


def test_a_body_may_come_in_parts_of_any_length(server: Server) -> None:
    parts = (PCM[start : start + 997] for start in range(0, len(PCM), 997))
    answer = httpx.post(f"{server.url}/v1/audio/encode?format=wav", content=parts, timeout=60)
    assert answer.content[44:] == PCM


@pytest.mark.parametrize(
    ("body", "query", "code", "part"),
    [
        (b"", {}, "invalid_request", "holds no samples"),
        (PCM[:-1], {}, "invalid_request", "odd number of bytes"),
        (b"x", {}, "invalid_request", "odd number of bytes"),
        (PCM, {"format": "mp4"}, "invalid_option", "There is no format 'mp4'"),
        (PCM, {"format": "m4b"}, "invalid_option", "There is no format 'm4b'"),
        (PCM, {"format": "opus", "sample_rate": 22_050}, "invalid_option", "no sample rate"),
        (PCM, {"sample_rate": "much"}, "invalid_request", "sample_rate"),
    ],
)
def test_what_cannot_be_encoded_is_told(
    server: Server, body: bytes, query: dict[str, object], code: str, part: str
) -> None:
    answer = encode(server, body, **query)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["code"] == code and part in error["message"]


@pytest.mark.parametrize("kind", ["audio/wav", "application/json", "text/plain"])
def test_what_is_said_to_be_something_else_is_no_samples(server: Server, kind: str) -> None:
    url, headers = f"{server.url}/v1/audio/encode", {"Content-Type": kind}
    answer = httpx.post(url, content=PCM, headers=headers, timeout=60)
    assert answer.status_code == 415
    assert "Content-Type: audio/pcm" in answer.json()["error"]["message"]


@pytest.fixture
def alone() -> TestClient:
    """A client of the application without workers, Redis or other processes."""
    return client_of(BreaksOnItsWay())


def test_nobody_needs_to_speak_for_it(alone: TestClient) -> None:
    answer = alone.post("/v1/audio/encode?format=wav", content=PCM)
    assert answer.status_code == 200 and answer.content[44:] == PCM


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [("MAX_BYTES", 413, "body_too_large"), ("MOST_ENCODED_BYTES", 503, "overloaded")],
)
def test_what_is_too_much_is_refused(
    alone: TestClient, monkeypatch: pytest.MonkeyPatch, name: str, status: int, code: str
) -> None:
    monkeypatch.setattr(route, name, 1_000)
    answer = alone.post("/v1/audio/encode?format=wav", content=PCM)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
