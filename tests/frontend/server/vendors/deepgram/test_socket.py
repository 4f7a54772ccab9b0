"""WS /v1/speak, as Deepgram's clients use it."""

import asyncio
import json
from typing import Any
from uuid import UUID

import httpx
import pytest
import websockets

from frontend.server.vendors.deepgram.socket import FlushRate
from tests.frontend.server.vendors.deepgram.talking import (
    AUDIO,
    CLEAR,
    CLOSE,
    FLUSH,
    said,
    speak,
    speak_tokens,
    talking,
)
from tests.support.processes import wait_until
from tests.support.server import Server
from tests.support.tones import expected_pcm, pcm_of, segments_of

PATH = "/v1/speak"
TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
NEXT = "Something else is said after that."
# More audio than any buffer on the way to a client takes, and fewer segments than the tone has.
LONG = (
    "This sentence is one of a hundred that are spoken one after the other, and it goes on for so "
    "long that nobody would wait for its end, let alone for all. "
) * 100


def sounding(pcm: bytes) -> bytes:
    """Return the pcm without the silence behind it: whether a pause follows a Flush is not told."""
    return pcm.rstrip(b"\0")


def is_beginning(pcm: bytes, text: str) -> bool:
    """Tell whether it is a part of what is heard of a text whose sentences are all alike."""
    segments = segments_of(text)
    sentence_bytes = len(pcm_of(segments[:1]))
    count = len(pcm) // sentence_bytes + 1
    return count < len(segments) and pcm_of(segments[:count]).startswith(pcm)


async def test_a_conversation_is_as_deepgram_has_it(server: Server) -> None:
    async with talking(server, PATH, encoding="linear16", sample_rate=24000) as talk:
        header = talk.socket.response.headers if talk.socket.response else {}
        await talk.send(*speak_tokens(TEXT), FLUSH)
        await talk.until("Flushed")
        await talk.send(speak(LONG))
        await talk.until("audio")
        await talk.send(CLEAR)
        await talk.until("Cleared")
        await talk.send(speak(NEXT), FLUSH)
        await talk.until("Flushed")
        await talk.send(CLOSE)
        await talk.to_the_end()
    metadata = talk.messages[0]
    assert str(UUID(metadata.pop("request_id"))) == header["dg-request-id"]
    assert str(UUID(metadata.pop("model_uuid"))) == header["dg-model-uuid"]
    assert metadata.pop("model_version")
    assert talk.messages == [
        {"type": "Metadata", "model_name": "sine", "additional_model_uuids": []},
        AUDIO,
        {"type": "Flushed", "sequence_id": 0},
        AUDIO,
        {"type": "Cleared", "sequence_id": 0},
        AUDIO,
        {"type": "Flushed", "sequence_id": 1},
    ]
    first, cleared, last = talk.audio
    assert sounding(first) == sounding(expected_pcm(TEXT))
    assert is_beginning(cleared, LONG)
    assert sounding(last) == sounding(expected_pcm(NEXT))
    assert talk.code == 1000


async def test_close_speaks_what_was_written_to_its_end(server: Server) -> None:
    talk = await said(server, PATH, *speak_tokens(TEXT), CLOSE, speak("Too late."))
    assert talk.pcm == expected_pcm(TEXT)
    assert talk.types == ["Metadata", "audio"]
    assert talk.code == 1000


async def test_each_flush_is_answered_when_its_audio_was_sent(server: Server) -> None:
    talk = await said(server, PATH, speak("One thing "), FLUSH, speak("and another"), FLUSH, CLOSE)
    assert talk.types == ["Metadata", "audio", "Flushed", "audio", "Flushed"]
    one, another = talk.audio
    segments = [*segments_of("One thing"), *segments_of("and another")]
    # The second one goes on with the first one's stream.
    assert sounding(one + another) == sounding(pcm_of(segments))


@pytest.mark.parametrize("text", ["", " ", "...", "👋"])
async def test_a_flush_of_nothing_is_answered(server: Server, text: str) -> None:
    talk = await said(server, PATH, speak(text), FLUSH, speak("Hello."), FLUSH, CLOSE)
    assert talk.types == ["Metadata", "Flushed", "audio", "Flushed"]
    assert sounding(talk.audio[0]) == sounding(expected_pcm("Hello."))


async def test_after_clear_no_flush_of_before_is_answered(server: Server) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(speak(LONG), FLUSH)
        await talk.until("audio")
        await talk.send(CLEAR, speak(NEXT), FLUSH, CLEAR, FLUSH, CLOSE)
        await talk.to_the_end()
    assert talk.types[-3:] == ["Cleared", "Cleared", "Flushed"]
    assert talk.messages[-1]["sequence_id"] == 0


async def test_the_work_that_was_cleared_is_cancelled(server: Server) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(speak(LONG))
        await talk.until("audio")
        await talk.send(CLEAR)
        await talk.until("Cleared")
        await asyncio.to_thread(wait_until, lambda: not under_way(server), 30)
        await talk.send(speak(NEXT), FLUSH)
        await talk.until("Flushed")


async def test_the_work_of_a_client_that_leaves_is_cancelled(server: Server) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(speak(LONG))
        await talk.until("audio")
        talk.socket.transport.abort()
    await asyncio.to_thread(wait_until, lambda: not under_way(server), 30)


def under_way(server: Server) -> list[Any]:
    with server.redis() as redis:
        return [*redis.scan_iter("vs:utt:*"), *redis.scan_iter("tts.tone*")]


async def test_a_text_that_was_spoken_holds_no_worker_or_place(server: Server) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(speak("Hello."), FLUSH)
        await talk.until("Flushed")
        await asyncio.to_thread(wait_until, lambda: not under_way(server), 30)


@pytest.mark.parametrize(
    ("query", "bytes_a_second"),
    [
        ({}, 48_000),
        ({"encoding": "linear16", "sample_rate": 8000}, 16_000),
        ({"encoding": "mulaw"}, 8_000),
        ({"encoding": "alaw", "sample_rate": 16000}, 16_000),
        ({"container": "none", "bit_rate": 48000, "tag": "x", "nonsense": "y"}, 48_000),
    ],
)
async def test_the_audio_is_as_it_was_asked_for(
    server: Server, query: dict[str, object], bytes_a_second: int
) -> None:
    talk = await said(server, PATH, speak(TEXT), CLOSE, **query)
    expected_s = len(expected_pcm(TEXT)) / 48_000
    assert len(talk.pcm) / bytes_a_second == pytest.approx(expected_s, abs=0.01)


async def test_the_speed_is_that_of_the_query(server: Server) -> None:
    talk = await said(server, PATH, speak(TEXT), CLOSE, speed=1.5)
    assert talk.pcm == expected_pcm(TEXT, speed=1.5)


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"encoding": "mp3"}, "linear16, mulaw, alaw"),
        ({"container": "wav"}, "none"),
        ({"sample_rate": 7999}, "8000"),
        ({"sample_rate": 24000.5}, "whole number"),
        ({"sample_rate": "many"}, "sample_rate"),
        ({"speed": 100}, "speed"),
        ({"speed": 9}, "0.25"),
        ({"expressivity": 3}, "expressivity"),
        ({"callback": "https://example.org"}, "callback"),
        ({"bit_rate": -1}, "bit_rate"),
    ],
)
async def test_a_wrong_query_is_answered_in_place_of_the_handshake(
    server: Server, query: dict[str, object], part: str
) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        await said(server, PATH, **query)
    response = refused.value.response
    body = json.loads(response.body or b"")
    assert response.status_code == 400
    assert part in body["err_msg"]
    assert response.headers["dg-error"] == body["err_msg"]
    assert response.headers["dg-request-id"] == body["request_id"]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{", "MESSAGE-0000"),
        ("7", "MESSAGE-0000"),
        ("[]", "MESSAGE-0000"),
        ('{"text": "Hello."}', "MESSAGE-0000"),
        ('{"type": "Sing", "text": "Hello."}', "MESSAGE-0000"),
        ('{"type": "Speak"}', "MESSAGE-0000"),
        ('{"type": "Speak", "text": 7}', "MESSAGE-0000"),
        ("[" * 100_000, "MESSAGE-0000"),
        (b"Hello.", "MESSAGE-0000"),
        (json.dumps(speak("a" * 200_001)), "BIG-0000"),
    ],
    ids=range(10),
)
@pytest.mark.parametrize("path", [PATH, "/v2/speak"])
async def test_a_wrong_message_is_an_error_that_closes(
    server: Server, path: str, message: str | bytes, code: str
) -> None:
    async with talking(server, path) as talk:
        await talk.socket.send(message)
        await talk.to_the_end()
    assert talk.messages[-1]["type"] == "Error"
    assert talk.messages[-1]["code"] == code
    assert talk.messages[-1]["description"]
    assert talk.code == 1008


async def test_what_is_not_known_of_a_message_is_ignored(server: Server) -> None:
    known = {**speak("Hello."), "voice": "none", "id": 7}
    talk = await said(server, PATH, {"type": "KeepAlive"}, known, {**CLOSE, "why": []})
    assert talk.pcm == expected_pcm("Hello.")


async def test_half_of_a_character_is_text(server: Server) -> None:
    talk = await said(server, PATH, speak("Hello\ud83d there."), CLOSE)
    assert talk.pcm
    assert talk.code == 1000


async def test_a_voice_that_is_not_known_is_a_warning(server: Server) -> None:
    talk = await said(server, PATH, speak("Hello."), CLOSE, model="aura-2-thalia-en")
    warning = talk.messages[1]
    assert (warning["type"], warning["code"]) == ("Warning", "VOICE_NOT_FOUND")
    assert "aura-2-thalia-en" in warning["description"]
    assert warning["description"] == warning["warn_msg"]
    assert talk.messages[0]["model_name"] == "aura-2-thalia-en"
    assert talk.pcm == expected_pcm("Hello.")


async def test_too_many_flushes_are_a_warning_and_followed(server: Server) -> None:
    talk = await said(server, PATH, *[FLUSH] * 21, CLOSE)
    assert talk.types == ["Metadata", *["Flushed"] * 20, "Warning", "Flushed"]
    assert talk.messages[-2]["code"] == "EXCESSIVE_FLUSH"


def test_flushes_are_counted_over_a_minute() -> None:
    now = 0.0
    rate = FlushRate(lambda: now)
    assert not any(rate.is_over() for _ in range(20))
    now = 59.9
    assert rate.is_over()
    now = 61.0
    assert not any(rate.is_over() for _ in range(19))
    assert rate.is_over()


def test_a_path_of_another_method_is_an_error_of_deepgrams(server: Server) -> None:
    answer = httpx.get(f"{server.url}{PATH}")
    assert answer.status_code == 405
    assert set(answer.json()) == {"err_code", "err_msg", "request_id"}
