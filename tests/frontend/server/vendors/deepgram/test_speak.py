"""POST /v1/speak and POST /v2/speak, as Deepgram's clients use them."""

import io
from typing import Any
from uuid import UUID

import av
import httpx
import pytest

from frontend.audio.formats import Encoding
from tests.frontend.audio.hearing import decode, decoded_hz, likeness
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
NGUYEN = r"\{" + '"word": "Nguyen", "pronounce": "ŋʷĩən"' + r"\}"
TONE_HZ = 24_000
WAV_HEADER_BYTES, G711_HEADER_BYTES = 44, 58


def post(
    server: Server, text: object = TEXT, path: str = "/v1/speak", **query: Any
) -> httpx.Response:
    asked = {"model": "sine", **query}
    return httpx.post(server.url + path, params=asked, json={"text": text}, timeout=60)


@pytest.mark.parametrize("path", ["/v1/speak", "/v2/speak"])
def test_a_text_is_spoken(server: Server, path: str) -> None:
    answer = post(server, path=path, encoding="linear16", container="none", sample_rate=24000)
    assert answer.content == expected_pcm(TEXT)
    assert str(UUID(answer.headers["dg-request-id"])) == answer.headers["dg-request-id"]
    assert answer.headers["dg-model-name"] == "sine"
    assert UUID(answer.headers["dg-model-uuid"])
    assert answer.headers["dg-char-count"] == str(len(TEXT))
    assert "x-voice-warning" not in answer.headers


@pytest.mark.parametrize(
    ("encoding", "format", "rate_hz"),
    [
        ("", "mp3", 22_050),
        ("mp3", "mp3", 22_050),
        ("opus", "opus", 48_000),
        ("flac", "flac", 24_000),
        ("aac", "aac", 22_050),
        ("linear16", "wav", 24_000),
    ],
)
def test_each_encoding_has_its_own_sample_rate(
    server: Server, encoding: str, format: str, rate_hz: int
) -> None:
    answer = post(server, encoding=encoding)
    expected = Encoding(format, rate_hz)
    assert answer.headers["content-type"] == expected.media_type
    samples = decode(answer.content, expected)
    assert likeness(samples, decoded_hz(expected), expected_pcm(TEXT), TONE_HZ)[0] > 0.9


@pytest.mark.parametrize("encoding", ["linear16", "flac", "mp3", "aac"])
def test_other_sample_rates_can_be_asked_for(server: Server, encoding: str) -> None:
    answer = post(server, encoding=encoding, sample_rate="16000.0")
    expected = Encoding("wav" if encoding == "linear16" else encoding, 16_000)
    samples = decode(answer.content, expected)
    assert likeness(samples, 16_000, expected_pcm(TEXT), TONE_HZ)[0] > 0.9


@pytest.mark.parametrize("encoding", ["mulaw", "alaw"])
def test_telephony_comes_as_wav_unless_it_is_to_be_raw(server: Server, encoding: str) -> None:
    wrapped = post(server, encoding=encoding)
    raw = post(server, encoding=encoding, container="none")
    assert wrapped.headers["content-type"] == "audio/wav"
    assert wrapped.content[G711_HEADER_BYTES:] == raw.content
    with av.open(io.BytesIO(wrapped.content), "r") as file:
        stream = file.streams.audio[0]
        assert (stream.codec_context.name, stream.rate) == (f"pcm_{encoding}", 8_000)
        frames = [frame.samples for frame in file.decode(audio=0)]
    assert sum(frames) == len(raw.content)


def test_a_wav_header_comes_once(server: Server) -> None:
    answer = post(server, encoding="linear16")
    assert answer.content[WAV_HEADER_BYTES:] == expected_pcm(TEXT)


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"encoding": "wav"}, "linear16, mulaw, alaw, mp3, opus, flac, aac"),
        ({"encoding": "mp3", "container": "wav"}, "none"),
        ({"encoding": "opus", "container": "none"}, "ogg"),
        ({"encoding": "opus", "sample_rate": 22_050}, "48000"),
        ({"sample_rate": 5}, "sample rate"),
        ({"sample_rate": "nan"}, "whole number"),
        ({"sample_rate": "inf"}, "whole number"),
        ({"sample_rate": "high"}, "sample_rate"),
        ({"speed": 0}, "speed"),
        ({"speed": 9}, "0.25"),
        ({"speed": "nan"}, "speed"),
        ({"callback": "https://example.org/done"}, "callback"),
        ({"expressivity": 0.5}, "expressivity"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(
    server: Server, query: dict[str, Any], part: str
) -> None:
    answer = post(server, **query)
    assert answer.status_code == 400
    error = answer.json()
    assert set(error) == {"err_code", "err_msg", "request_id"}
    assert part in error["err_msg"]
    assert answer.headers["dg-request-id"] == error["request_id"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"text": 7}', 400),
        (b'{"text": ""}', 400),
        (b'{"text": "..."}', 400),
        (b'{"text": "%s"}' % (b"a" * 200_001), 413),
        (b'{"text": "Hello.", "x": "%s"}' % (b"a" * 3_000_000), 413),
    ],
    ids=range(9),
)
def test_a_wrong_body_is_refused_in_deepgrams_shape(
    server: Server, body: bytes, status: int
) -> None:
    headers = {"content-type": "application/json"}
    answer = httpx.post(f"{server.url}/v1/speak", content=body, headers=headers)
    assert answer.status_code == status
    assert set(answer.json()) == {"err_code", "err_msg", "request_id"}


def test_a_body_that_is_no_json_is_refused(server: Server) -> None:
    headers = {"content-type": "text/plain"}
    answer = httpx.post(f"{server.url}/v1/speak", content=b"Hello.", headers=headers)
    assert (answer.status_code, answer.json()["err_code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_voice_that_is_not_known_is_a_warning(server: Server) -> None:
    answer = post(server, model="aura-2-th\u00e4lia-en", encoding="linear16", container="none")
    assert answer.content == expected_pcm(TEXT)
    assert "th" in answer.headers["x-voice-warning"]
    assert answer.headers["dg-model-name"].startswith("aura-2-th")


def test_the_speed_is_that_of_the_query(server: Server) -> None:
    answer = post(server, encoding="linear16", container="none", speed=1.5)
    assert answer.content == expected_pcm(TEXT, speed=1.5)


def test_controls_of_the_text_are_followed_and_counted(server: Server) -> None:
    text = rf"Ask {NGUYEN}. \{{pause:1500ms\}} Then go."
    answer = post(server, text, encoding="linear16", container="none")
    assert answer.content == expected_pcm("Ask Nguyen. [pause 1.5] Then go.")
    assert answer.headers["dg-char-count"] == str(len(text))
    assert answer.headers["dg-breaks-applied"] == "1"
    assert answer.headers["dg-pronunciations-applied"] == "0"  # the tone takes none
