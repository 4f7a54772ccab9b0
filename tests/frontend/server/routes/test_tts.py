"""GET|POST /tts: a WAV that begins to flow with the first chunk."""

import io
import wave

import av
import httpx
import pytest

from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one!"


def test_the_wav_holds_the_speech_to_the_sample(server: Server) -> None:
    answer = httpx.post(f"{server.url}/tts", json={"text": TEXT})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.content[:4] == b"RIFF"
    assert answer.content[44:] == expected_pcm(TEXT)


def test_get_speaks_the_query(server: Server) -> None:
    answer = httpx.get(f"{server.url}/tts", params={"text": TEXT, "speed": "2"})
    assert answer.content[44:] == expected_pcm(TEXT, speed=2.0)


def test_players_read_it(server: Server) -> None:
    """By the standard library and by FFmpeg, whose libraries most players use."""
    wav = httpx.get(f"{server.url}/tts", params={"text": TEXT}).content
    samples = len(expected_pcm(TEXT)) // 2
    with wave.open(io.BytesIO(wav)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (
            1,
            2,
            24_000,
        )
        assert len(reader.readframes(10**9)) // 2 == samples
    with av.open(io.BytesIO(wav), "r") as container:
        assert sum(frame.samples for frame in container.decode(audio=0)) == samples


def test_it_flows_before_it_is_finished(server: Server) -> None:
    """The first bytes come while the worker, at 20 ms a character, still has segments to speak."""
    body = {"text": TEXT * 5, "backend": "faulty", "options": {"part_s": 0.02, "speed": 4.0}}
    with httpx.stream("POST", f"{server.url}/tts", json=body) as answer:
        parts = answer.iter_raw()
        assert next(parts).startswith(b"RIFF")
        with server.redis() as redis:
            waiting = redis.keys("vs:utt:*")
        assert waiting


def test_a_stream_that_fails_before_it_sounds_is_an_error_answer(server: Server) -> None:
    body = {"text": TEXT, "backend": "faulty", "options": {"fault": "final"}}
    answer = httpx.post(f"{server.url}/tts", json=body)
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "segment_failed"


def test_a_stream_that_fails_later_is_seen_to_be_broken_off(server: Server) -> None:
    body = {"text": TEXT, "backend": "faulty", "options": {"fault": "final", "fault_at": 1}}
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.post(f"{server.url}/tts", json=body)
