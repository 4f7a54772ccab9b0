"""WS /v1/audio/speech/stream: a recorded conversation, each option, and what is refused."""

import base64
import io
import json
import wave
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import av
import pytest
import websockets

from frontend.protocol.endpoints import Endpoint
from tests.support.clients import hear
from tests.support.scraping import Growth, ended
from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of

TEXT = "This is the first sentence of the text. And this is the second one!"
FIRST, SECOND = (segment.text for segment in segments_of(TEXT))
STREAMED = {"stream_audio": True, "response_format": "pcm", "split_granularity": "clause"}
DONE, CLOSE = {"type": "input.done"}, {"type": "session.close"}

Message = dict[str, Any] | bytes


def config(**fields: object) -> dict[str, object]:
    return {"type": "session.config", **fields}


def text(piece: object) -> dict[str, object]:
    return {"type": "input.text", "text": piece}


@asynccontextmanager
async def connected(server: Server) -> AsyncIterator[websockets.ClientConnection]:
    url = f"{server.ws_url}/v1/audio/speech/stream"
    async with websockets.connect(url, max_size=None, compression=None) as socket:
        yield socket


async def say(socket: websockets.ClientConnection, *messages: object) -> None:
    for message in messages:
        whole = isinstance(message, str | bytes)
        await socket.send(message if whole else json.dumps(message))  # type: ignore[arg-type]


async def heard(socket: websockets.ClientConnection, last: str = "session.done") -> list[Message]:
    """Return the messages up to the one of that type."""
    messages: list[Message] = []
    while not (messages and kind_of(messages[-1]) == last):
        received = await socket.recv()
        messages.append(received if isinstance(received, bytes) else json.loads(received))
    return messages


async def conversation(server: Server, *messages: object) -> list[Message]:
    """Say all of it, then close; return everything that comes."""
    async with connected(server) as socket:
        await say(socket, *messages, CLOSE)
        received = [message async for message in socket]
    return [one if isinstance(one, bytes) else json.loads(one) for one in received]


def kind_of(message: Message) -> str:
    return "" if isinstance(message, bytes) else str(message["type"])


def kinds_of(messages: Iterable[Message]) -> list[str]:
    """Return the types in order, "" for audio, without repetitions."""
    kinds = [kind_of(message) for message in messages]
    return [kind for n, kind in enumerate(kinds) if n == 0 or kinds[n - 1] != kind]


def of_kind(messages: Iterable[Message], kind: str) -> list[dict[str, Any]]:
    return [one for one in messages if isinstance(one, dict) and one["type"] == kind]


def audio_of(messages: Iterable[Message]) -> bytes:
    return b"".join(one for one in messages if isinstance(one, bytes))


def pcm_of(wav: bytes) -> bytes:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (24_000, 1, 2)
        pcm: bytes = file.readframes(file.getnframes())
        return pcm


async def test_a_recorded_conversation_is_answered_message_by_message(server: Server) -> None:
    """What vllm-omni's own example of a client sends, word by word, and goes by."""
    words = [f"{word} " for word in TEXT.split()]
    async with connected(server) as socket:
        asked = {"voice": "Vivian", "task_type": "CustomVoice", "language": "Auto", "speed": 1.0}
        await say(socket, config(response_format="wav", **asked), *map(text, words), DONE)
        configured, start, audio, done, session_done = await heard(socket)
    assert isinstance(configured, dict) and isinstance(start, dict)
    session = configured["session_id"]
    assert configured == {
        "type": "session.configured",
        "session_id": session,
        "response_format": "wav",
        "stream_audio": False,
        "split_granularity": "none",
        "warning": "Nothing here stands for the voice 'Vivian'.",
    }
    assert start == {
        "type": "audio.start",
        "id": f"{session}-0-0",
        "utterance_index": 0,
        "sentence_index": 0,
        "sentence_text": TEXT,
        "format": "wav",
        "sample_rate": 24_000,
        "channels": 1,
    }
    assert isinstance(audio, bytes) and pcm_of(audio) == expected_pcm(TEXT)
    assert done == {
        "type": "audio.done",
        "id": f"{session}-0-0",
        "utterance_index": 0,
        "sentence_index": 0,
        "total_bytes": len(audio),
        "error": False,
    }
    assert session_done == {
        "type": "session.done",
        "session_id": session,
        "utterance_index": 0,
        "total_sentences": 1,
    }


async def test_each_sentence_is_a_file(server: Server) -> None:
    asked = config(split_granularity="sentence")
    messages = await conversation(server, asked, text(TEXT), DONE)
    starts, dones = of_kind(messages, "audio.start"), of_kind(messages, "audio.done")
    assert [start["sentence_text"] for start in starts] == [FIRST, SECOND]
    assert [start["sentence_index"] for start in starts] == [0, 1]
    files = [one for one in messages if isinstance(one, bytes)]
    assert b"".join(map(pcm_of, files)) == expected_pcm(TEXT)
    assert [done["total_bytes"] for done in dones] == [len(file) for file in files]
    assert of_kind(messages, "session.done")[0]["total_sentences"] == 2


async def test_audio_is_streamed_as_pcm(server: Server) -> None:
    asked = config(stream_audio=True, split_granularity="sentence", voice={"id": "square"})
    messages = await conversation(server, asked, text(TEXT), DONE)
    assert audio_of(messages) == expected_pcm(TEXT, voice="square")
    audio = ["audio.start", "", "audio.done"]
    assert kinds_of(messages) == ["session.configured", *audio, *audio, "session.done"]
    assert {start["format"] for start in of_kind(messages, "audio.start")} == {"pcm"}


async def test_speech_begins_before_the_text_has_ended(server: Server) -> None:
    async with connected(server) as socket:
        await say(socket, config(stream_audio=True), text(f"{FIRST} And this is the "))
        await heard(socket, "")
        await say(socket, text("second one!"), DONE)
        await heard(socket)


async def test_sglangs_clients_put_the_config_into_a_session(server: Server) -> None:
    asked = {"stream_audio": True, "voice": "default", "response_format": "pcm"}
    messages = await conversation(server, config(session=asked), text(TEXT), DONE)
    assert of_kind(messages, "session.configured")[0]["split_granularity"] == "sentence"
    assert audio_of(messages) == expected_pcm(TEXT)


@pytest.mark.parametrize("format", ["mp3", "flac", "aac", "opus"])
async def test_a_file_is_of_the_format_that_was_asked_for(server: Server, format: str) -> None:
    messages = await conversation(server, config(response_format=format), text(TEXT), DONE)
    with av.open(io.BytesIO(audio_of(messages)), "r") as container:
        frames = list(container.decode(audio=0))
    seconds = sum(frame.samples / frame.sample_rate for frame in frames)
    assert seconds == pytest.approx(len(expected_pcm(TEXT)) / 48_000, abs=0.2)


async def test_with_word_times_audio_comes_in_json(server: Server) -> None:
    asked = config(model="tone", **STREAMED, word_timestamps=True)
    messages = await conversation(server, asked, text(TEXT), DONE)
    chunks = of_kind(messages, "audio.chunk")
    pcm = b"".join(base64.b64decode(chunk["audio_b64"]) for chunk in chunks)
    assert pcm == expected_pcm(TEXT) and audio_of(messages) == b""
    lasts = [chunk for chunk in chunks if not chunk["audio_b64"]]
    assert [chunk["sentence_index"] for chunk in lasts] == [0, 1]
    assert {chunk["timestamps"] for chunk in chunks} == {None}  # the tone knows of no words


async def test_texts_follow_each_other_each_as_it_was_configured(server: Server) -> None:
    one, two = config(stream_audio=True), config(stream_audio=True, speaker="square", speed=2.0)
    asked = (one, text(TEXT), DONE, two, text("And more."), DONE, DONE)
    messages = await conversation(server, *asked)
    dones = of_kind(messages, "session.done")
    assert [(done["utterance_index"], done["total_sentences"]) for done in dones] == [
        (0, 1),
        (1, 1),
        (2, 0),
    ]
    expected = expected_pcm(TEXT) + expected_pcm("And more.", speed=2.0, voice="square")
    assert audio_of(messages) == expected


async def test_several_clients_hear_their_own_text_alone(server: Server) -> None:
    async with connected(server) as one, connected(server) as two:
        await say(one, config(stream_audio=True), text(TEXT), DONE)
        await say(two, config(stream_audio=True, voice="square"), text("And more."), DONE)
        assert audio_of(await heard(two)) == expected_pcm("And more.", voice="square")
        assert audio_of(await heard(one)) == expected_pcm(TEXT)


async def test_a_client_that_leaves_ends_the_work(server: Server) -> None:
    growth = Growth.from_rest(server.url)
    async with connected(server) as socket:
        await say(socket, config(stream_audio=True), text(f"{FIRST} And this is the "))
        await heard(socket, "")
    growth = ended(growth, Endpoint.OMNI_SPEECH)
    assert growth.of("utterances_total", door=Endpoint.OMNI_SPEECH, outcome="cancelled") == 1


@pytest.mark.parametrize("piece", ["", "😀", "..."])
async def test_a_text_without_a_word_has_no_sentence(server: Server, piece: str) -> None:
    messages = await conversation(server, config(), text(piece), DONE)
    assert kinds_of(messages) == ["session.configured", "session.done"]


@pytest.mark.parametrize(
    "first",
    [
        text("Hello."),
        DONE,
        {"type": "nothing"},
        {},
        "[]",
        "{",
        "[" * 100_000,
        b"{}",
        config(response_format="ogg"),
        config(speed=9),
        config(speed="fast"),
        config(stream_audio=True, response_format="wav"),
        config(word_timestamps=True),
        config(ref_audio="https://example.org/a.wav"),
        config(references=[{"audio_path": "a.wav"}]),
        config(split_granularity="word"),
        config(session={"voice": 7}),
    ],
)
async def test_a_wrong_first_message_is_told_and_ends_the_connection(
    server: Server, first: object
) -> None:
    async with connected(server) as socket:
        await say(socket, first)
        answer = await hear(socket)
    [error] = answer.messages
    assert (error["type"], error["error_type"]) == ("error", "BadRequestError")
    assert (error["code"], error["error_code"]) == (400, "invalid_request")
    assert answer.close_code == 1008


@pytest.mark.parametrize(
    "wrong", [text(7), {"type": "nothing"}, "{", b"{}", config(speed=9), config(voice=7)]
)
async def test_a_wrong_message_later_is_told_and_the_session_goes_on(
    server: Server, wrong: object
) -> None:
    asked = (config(stream_audio=True), wrong, text(TEXT), DONE)
    messages = await conversation(server, *asked)
    assert kinds_of(messages)[:2] == ["session.configured", "error"]
    assert audio_of(messages) == expected_pcm(TEXT)


async def test_nothing_is_configured_in_the_middle_of_a_text(server: Server) -> None:
    asked = (config(stream_audio=True), text(TEXT), config(voice="square"), DONE)
    messages = await conversation(server, *asked)
    [error] = of_kind(messages, "error")
    assert "in progress" in error["message"]
    assert audio_of(messages) == expected_pcm(TEXT)


async def test_more_text_than_may_wait_is_told(server: Server) -> None:
    messages = await conversation(server, config(), text("a" * 200_001), DONE)
    [error] = of_kind(messages, "error")
    assert (error["code"], error["error_code"]) == (413, "text_too_long")


async def test_a_text_that_fails_is_told_and_the_next_one_is_spoken(server: Server) -> None:
    asked = (config(), text("a" * 200_000), text("b" * 100), DONE, config(), text(TEXT), DONE)
    messages = await conversation(server, *asked)
    assert of_kind(messages, "error")
    assert pcm_of([one for one in messages if isinstance(one, bytes)][-1]) == expected_pcm(TEXT)


async def test_a_text_that_is_open_ends_with_the_session(server: Server) -> None:
    messages = await conversation(server, config(**STREAMED), text(FIRST))
    assert kinds_of(messages)[-1] == "session.done"
    assert audio_of(messages) == expected_pcm(FIRST)


async def test_a_setting_that_is_no_text_is_refused(server: Server) -> None:
    wrong = config(split_granularity="\ud800")
    messages = await conversation(server, config(**STREAMED), wrong, text(FIRST), DONE)
    assert kinds_of(messages)[:2] == ["session.configured", "error"]
    assert audio_of(messages) == expected_pcm(FIRST)
