"""The formats over the running server: as asked for, whole, flowing, and never half understood."""

import asyncio
from itertools import accumulate

import httpx
import pytest

from frontend.audio.formats import FORMATS, check_encoding
from tests.frontend.audio.hearing import CODECS, decode, decoded_hz, likeness, probe
from tests.support.processes import wait_until
from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of
from tests.support.tones import pcm_of as tones_of

TONE_HZ = 24_000
TEXT = "This is the first sentence of the text. Here comes another one!"
MEDIA_TYPES = {
    "pcm": "audio/pcm;rate=24000",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "mulaw": "audio/PCMU;rate=8000",
    "alaw": "audio/PCMA;rate=8000",
}
every_format = pytest.mark.parametrize("format", FORMATS)


def check_sound(data: bytes, format: str, sample_rate: int | None, pcm: bytes) -> None:
    """See that this is the tone in that format, from its start to its end."""
    encoding = check_encoding(format, sample_rate)
    heard = decode(data, encoding)
    alike, lag = likeness(heard, decoded_hz(encoding), pcm, TONE_HZ)
    assert alike > 0.99
    seconds = len(heard) / decoded_hz(encoding)
    silent_s = 0.3 if format in ("mp3", "aac") else 0.001  # the codec's own, at 8 kHz
    assert 0 <= seconds - len(pcm) / 2 / TONE_HZ + 0.0005 <= silent_s
    assert lag / TONE_HZ <= silent_s


@every_format
def test_tts_speaks_in_every_format(server: Server, format: str) -> None:
    answer = httpx.post(f"{server.url}/tts", json={"text": TEXT, "format": format})
    assert answer.headers["content-type"] == MEDIA_TYPES[format]
    assert answer.headers["cache-control"] == "no-store"
    check_sound(answer.content, format, None, expected_pcm(TEXT))
    encoding = check_encoding(format)
    found = probe(answer.content, encoding)
    assert found["codec_name"] == CODECS.get(format, format)
    assert int(found["sample_rate"]) == decoded_hz(encoding)
    assert found["channels"] == 1


@pytest.mark.parametrize(
    ("format", "sample_rate"),
    [
        ("pcm", 48_000),
        ("wav", 44_100),
        ("wav", 8_000),
        ("mp3", 48_000),
        ("mp3", 8_000),
        ("opus", 16_000),
        ("aac", 44_100),
        ("flac", 22_050),
        ("flac", 11_111),
        ("mulaw", 16_000),
        ("alaw", 8_000),
    ],
)
def test_the_sample_rate_is_the_one_asked_for(
    server: Server, format: str, sample_rate: int
) -> None:
    query: dict[str, str | int] = {"text": TEXT, "format": format, "sample_rate": sample_rate}
    answer = httpx.get(f"{server.url}/tts", params=query)
    check_sound(answer.content, format, sample_rate, expected_pcm(TEXT))


@every_format
def test_it_flows_before_it_is_finished(server: Server, format: str) -> None:
    """Audio, not just a header, comes while the worker still has segments to speak."""
    body = {"text": TEXT * 5, "backend": "faulty", "options": {"part_s": 0.02, "speed": 4.0}}
    encoding = check_encoding(format)
    with httpx.stream("POST", f"{server.url}/tts", json={**body, "format": format}) as answer:
        parts = answer.iter_raw()
        enough_bytes = encoding.sample_rate_hz // 20  # which none of the formats has as a header
        received = next(so_far for so_far in accumulate(parts) if len(so_far) > enough_bytes)
        assert len(decode(received, encoding)) > 0.02 * decoded_hz(encoding)
        with server.redis() as redis:
            under_way = redis.keys("vs:utt:*")
        assert under_way


@every_format
def test_head_says_what_it_would_be(server: Server, format: str) -> None:
    query = {"text": TEXT, "format": format}
    answer = httpx.head(f"{server.url}/tts", params=query)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == MEDIA_TYPES[format]


@every_format
def test_what_was_spoken_before_a_failure_is_heard(server: Server, format: str) -> None:
    """Then it is broken off, and what the encoder still had has been sent."""
    options = {"fault": "final", "fault_at": 1}
    style = {"backend": "faulty", "options": options}
    body = {"text": TEXT, "format": format, "sample_rate": TONE_HZ, **style}
    received = b""
    with (
        pytest.raises(httpx.RemoteProtocolError),
        httpx.stream("POST", f"{server.url}/tts", json=body) as answer,
    ):
        for part in answer.iter_raw():
            received += part
    check_sound(received, format, TONE_HZ, tones_of(segments_of(TEXT)[:1]))


def test_the_resampler_keeps_nothing_of_a_stream_that_fails(server: Server) -> None:
    style = {"backend": "faulty", "options": {"fault": "final", "fault_at": 1}}
    body = {"text": TEXT, "format": "pcm", "sample_rate": TONE_HZ // 3, **style}
    received = b""
    with (
        pytest.raises(httpx.RemoteProtocolError),
        httpx.stream("POST", f"{server.url}/tts", json=body) as answer,
    ):
        for part in answer.iter_raw():
            received += part
    assert abs(len(received) * 3 - len(tones_of(segments_of(TEXT)[:1]))) <= 3 * 2


@every_format
def test_a_listener_who_leaves_ends_the_utterance(server: Server, format: str) -> None:
    body = {"text": TEXT * 5, "backend": "faulty", "options": {"part_s": 0.05}, "format": format}
    with httpx.stream("POST", f"{server.url}/tts", json=body) as answer:
        next(answer.iter_raw())
    with server.redis() as redis:
        wait_until(lambda: not redis.keys("vs:utt:*"), 10)


async def test_listeners_of_every_format_at_once_get_their_own_audio(server: Server) -> None:
    texts = {format: f"This is what one hears in {format}. Nobody else does." for format in FORMATS}
    async with httpx.AsyncClient(timeout=30) as client:
        answers = await asyncio.gather(
            *(
                client.post(f"{server.url}/tts", json={"text": text, "format": format})
                for format, text in texts.items()
            )
        )
    for (format, text), answer in zip(texts.items(), answers, strict=True):
        check_sound(answer.content, format, None, expected_pcm(text))


@pytest.mark.parametrize(
    ("asked", "code", "named"),
    [
        ({"format": "ogg"}, "invalid_option", "mp3, opus, aac"),
        ({"format": "MP3"}, "invalid_option", "mp3"),
        ({"format": "opus", "sample_rate": "44100"}, "invalid_option", "48000"),
        ({"format": "mp3", "sample_rate": "23999"}, "invalid_option", "24000"),
        ({"sample_rate": "7"}, "invalid_option", "from 8000 to 48000"),
        ({"sample_rate": "fast"}, "invalid_request", "sample_rate"),
        ({"sample_rate": "8000.5"}, "invalid_request", "sample_rate"),
        ({"sample_rate": ""}, "invalid_request", "sample_rate"),
    ],
)
def test_what_there_is_not_is_refused(
    server: Server, asked: dict[str, str], code: str, named: str
) -> None:
    answer = httpx.get(f"{server.url}/tts", params={"text": TEXT, **asked})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == code
    assert named in answer.json()["error"]["message"]


@pytest.mark.parametrize("body", [{"format": 3}, {"sample_rate": "8000"}, {"sample_rate": 8000.5}])
def test_a_field_of_the_wrong_type_is_refused(server: Server, body: dict[str, object]) -> None:
    answer = httpx.post(f"{server.url}/tts", json={"text": TEXT, **body})
    assert answer.status_code == 400
    assert next(iter(body)) in answer.json()["error"]["message"]
