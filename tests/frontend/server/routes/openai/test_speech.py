"""POST /v1/audio/speech with the official client: every format, flowing, and OpenAI's names."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import openai
import pytest

from tests.frontend.server.routes.openai.decoding import decoded_s
from tests.support.processes import wait_until
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one!"
FORMATS = ["mp3", "opus", "aac", "flac", "wav", "pcm"]
PCM_BYTES_PER_S = 48_000

# A codec's delay at the start and the rest of its last frame, both silent.
CODEC_S = 0.1


@pytest.mark.parametrize("response_format", FORMATS)
def test_every_format_holds_all_of_the_speech(client: openai.OpenAI, response_format: str) -> None:
    spoken = expected_pcm(TEXT)
    with client.audio.speech.with_streaming_response.create(
        model="tts-1",
        voice="sine",
        input=TEXT,
        response_format=response_format,  # type: ignore[arg-type]
    ) as answer:
        audio = answer.read()
    if response_format == "pcm":
        assert audio == spoken
    else:
        seconds = len(spoken) / PCM_BYTES_PER_S
        assert seconds <= decoded_s(audio) + 0.001
        assert decoded_s(audio) <= seconds + CODEC_S


@pytest.mark.parametrize("response_format", FORMATS)
async def test_every_format_flows_before_it_is_finished(
    server: Server, async_client: openai.AsyncOpenAI, response_format: str
) -> None:
    """The first bytes come while the worker, at 20 ms a character, still has segments to speak."""
    async with async_client.audio.speech.with_streaming_response.create(
        model="faulty",
        voice="sine",
        input=TEXT * 5,
        response_format=response_format,  # type: ignore[arg-type]
        extra_body={"options": {"part_s": 0.02, "speed": 4.0}},
    ) as answer:
        assert await anext(answer.iter_bytes())
        with server.redis() as redis:
            assert redis.keys("vs:utt:*")


def pcm(client: openai.OpenAI, **fields: Any) -> bytes:
    """Return the speech of a request that leaves the rest to the server."""
    asked = {"model": "tts-1", "voice": "sine", "input": TEXT, "response_format": "pcm"} | fields
    return client.audio.speech.create(**asked).content


@pytest.mark.parametrize(
    ("voice", "spoken_by"),
    [
        ("square", "square"),
        ({"id": "square"}, "square"),
        ("alloy", "square"),  # as the configuration maps it
        ("echo", "sine"),  # mapped to a voice that this backend does not have
        ("", "sine"),
    ],
)
def test_voices_are_the_backends_own_or_openais(
    client: openai.OpenAI, voice: str | dict[str, str], spoken_by: str
) -> None:
    assert pcm(client, voice=voice) == expected_pcm(TEXT, voice=spoken_by)


@pytest.mark.parametrize(
    "fields",
    [
        {"speed": 2.0},
        {"extra_body": {"options": {"speed": 2.0}}},
        {"speed": 0.5, "extra_body": {"options": {"speed": 2.0}}},
    ],
)
def test_the_speed_is_a_field_or_an_option(
    client: openai.OpenAI, fields: dict[str, object]
) -> None:
    assert pcm(client, **fields) == expected_pcm(TEXT, speed=2.0)


def test_what_known_clients_send_besides_is_taken(client: openai.OpenAI) -> None:
    extra = {"stream": False, "user": "me", "lang_code": "a", "language": "en", "options": None}
    audio = pcm(client, instructions="Speak like a pirate.", extra_body=extra)
    assert audio == expected_pcm(TEXT)


def test_telephony_and_other_sample_rates(client: openai.OpenAI) -> None:
    seconds = len(expected_pcm(TEXT)) / PCM_BYTES_PER_S
    telephony = pcm(client, response_format="mulaw")
    assert len(telephony) / 8_000 == pytest.approx(seconds, abs=0.001)
    low = pcm(client, response_format="pcm", extra_body={"sample_rate": 16_000})
    assert len(low) / 32_000 == pytest.approx(seconds, abs=0.001)


def test_a_failure_before_there_is_audio_is_an_error(client: openai.OpenAI) -> None:
    with pytest.raises(openai.InternalServerError) as raised:
        pcm(client, model="faulty", extra_body={"options": {"fault": "final"}})
    assert raised.value.code == "segment_failed"
    assert raised.value.type == "server_error"


def test_a_failure_after_that_breaks_the_audio_off(client: openai.OpenAI) -> None:
    options = {"fault": "final", "fault_at": 1}
    with pytest.raises(openai.APIConnectionError) as raised:
        pcm(client, model="faulty", extra_body={"options": options})
    assert "incomplete" in str(raised.value.__cause__)


def keys(server: Server, kind: str) -> set[str]:
    """Return the ids of the utterances that Redis has such a key of."""
    with server.redis() as redis:
        return {key.decode().rpartition(":")[2] for key in redis.scan_iter(f"vs:{kind}:*")}


async def until(condition: Callable[[], object]) -> None:
    await asyncio.to_thread(wait_until, condition, 10)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/v1/audio/speech", {}),
        ("/v1/audio/speech", {"stream_format": "sse"}),
        ("/v1/audio/speech/captioned", {}),
    ],
)
async def test_a_client_that_leaves_its_answer_frees_the_worker(
    server: Server, path: str, fields: dict[str, str]
) -> None:
    await until(lambda: not keys(server, "utt"))
    options = {"part_s": 0.02, "speed": 4.0}
    body = {"model": "faulty", "input": TEXT * 5, "options": options, **fields}
    async with (
        httpx.AsyncClient() as client,
        client.stream("POST", f"{server.url}{path}", json=body) as answer,
    ):
        await anext(answer.aiter_raw())
        (utterance,) = keys(server, "utt")
    await until(lambda: utterance in keys(server, "cancelled"))


async def test_a_client_that_leaves_before_there_is_audio_frees_the_worker(
    server: Server, async_client: openai.AsyncOpenAI
) -> None:
    await until(lambda: not keys(server, "utt"))
    asking = asyncio.create_task(
        async_client.audio.speech.create(
            model="faulty", voice="sine", input=TEXT, extra_body={"options": {"part_s": 10}}
        )
    )
    await until(lambda: keys(server, "utt"))
    (utterance,) = keys(server, "utt")
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await until(lambda: utterance in keys(server, "cancelled"))
