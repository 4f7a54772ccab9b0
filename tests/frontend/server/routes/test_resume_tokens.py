"""A /stream-tokens client that has lost its connection goes on with the very next sample."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
import websockets

from tests.support.clients import Heard, hear, stream_tokens
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = (
    "This is the first sentence of the text. Here comes another one, longer than the first! "
    "And is this the last? No: there is one more, at the very end of it all."
)
CONFIG = {"voice": "sine", "opts": {"speed": 1.0}, "events": True}
WORDY = {"backend": "faulty", "opts": {"words": True}, "events": True}
DONE = {"done": True}
TOKENS = [{"token": TEXT[start : start + 4]} for start in range(0, len(TEXT), 4)]


async def begun(server: Server, messages: Sequence[object], audio_bytes: int) -> Heard:
    """Hear a stream until there is so much audio, then lose the connection."""
    heard = Heard()
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        for message in messages:
            await socket.send(json.dumps(message))
        while len(heard.pcm) < audio_bytes or not kept(heard):
            await take(socket, heard)
        socket.transport.abort()
    return heard


async def take(socket: websockets.ClientConnection, heard: Heard) -> None:
    message = await socket.recv()
    if isinstance(message, bytes):
        heard.pcm += message
    else:
        heard.messages.append(json.loads(message))


def kept(heard: Heard) -> int:
    """Return how many messages the server has acknowledged."""
    return max((m["messages"] for m in heard.messages if m["type"] == "taken"), default=0)


def secret(heard: Heard) -> str:
    return next(str(m["resume"]) for m in heard.messages if m["type"] == "start")


def told(kind: str, *parts: Heard) -> list[dict[str, Any]]:
    return [m for part in parts for m in part.messages if m["type"] == kind]


def words_of(*parts: Heard) -> list[Any]:
    return [word for message in told("words", *parts) for word in message["words"]]


async def resumed(server: Server, resume: dict[str, Any], messages: Sequence[object]) -> Heard:
    """Go on with a stream, and send what it does not have of the messages."""
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        await socket.send(json.dumps(resume))
        answer = json.loads(await socket.recv())
        if answer["type"] == "error":
            return Heard(messages=[answer])
        assert answer["type"] == "resumed"
        for message in messages[answer["messages"] :]:
            await socket.send(json.dumps(message))
        return await hear(socket)


@pytest.mark.parametrize("audio_bytes", [1, 50_000, 200_000, 400_000])
async def test_the_whole_is_heard_to_the_sample(server: Server, audio_bytes: int) -> None:
    messages = [CONFIG, *TOKENS, DONE]
    first = await begun(server, messages, audio_bytes)
    resume = {"resume": secret(first), "after": len(first.pcm) // 2}
    rest = await resumed(server, resume, messages)
    assert first.pcm + rest.pcm == expected_pcm(TEXT)
    assert rest.close_code == 1000
    assert not told("start", rest)


@pytest.mark.parametrize(("format", "rate"), [("mulaw", 8_000), ("pcm", 44_100), ("alaw", 16_000)])
async def test_in_any_format_without_a_container_and_at_any_rate(
    server: Server, format: str, rate: int
) -> None:
    config = {**CONFIG, "format": format, "sample_rate": rate}
    messages = [config, *TOKENS, DONE]
    whole = await stream_tokens(server.ws_url, *messages)
    first = await begun(server, messages, 60_000)
    after = len(first.pcm) // (2 if format == "pcm" else 1)
    rest = await resumed(server, {"resume": secret(first), "after": after}, messages)
    assert first.pcm + rest.pcm == whole.pcm


async def test_no_event_is_told_twice_and_none_is_left_out(server: Server) -> None:
    messages = [WORDY, *TOKENS, DONE]
    whole = await stream_tokens(server.ws_url, *messages)
    first = await begun(server, messages, 250_000)
    last = told("segment", first)[-1]["segment_index"]
    words = [m for m in told("words", first) if m["segment_index"] == last]
    resume = {
        "resume": secret(first),
        "after": len(first.pcm) // 2,
        "segment": last,
        "words": sum(len(message["words"]) for message in words),
    }
    rest = await resumed(server, resume, messages)
    assert first.pcm + rest.pcm == whole.pcm
    assert told("segment", first, rest) == told("segment", whole)
    assert words_of(first, rest) == words_of(whole)
    assert rest.sentences == whole.sentences[last + 1 :]
    assert told("done", rest) == told("done", whole)


async def test_the_text_written_after_the_loss_is_spoken_too(server: Server) -> None:
    """Half of it comes over the first connection, and a voice changes in each half."""
    half = len(TOKENS) // 2
    messages = [
        CONFIG,
        *TOKENS[:half],
        {"opts": {"speed": 2.0}},
        *TOKENS[half:],
        {"token": "\nAnd a last line, slowly.", "opts": {"speed": 0.5}},
        DONE,
    ]
    whole = await stream_tokens(server.ws_url, *messages)
    first = await begun(server, messages[: half + 2], 30_000)
    rest = await resumed(server, {"resume": secret(first), "after": len(first.pcm) // 2}, messages)
    assert first.pcm + rest.pcm == whole.pcm


async def test_it_can_be_lost_again_and_again(server: Server) -> None:
    messages = [CONFIG, *TOKENS, DONE]
    first = await begun(server, messages, 1)
    pcm, token = first.pcm, secret(first)
    for _ in range(3):
        resume = {"resume": token, "after": len(pcm) // 2}
        async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
            await socket.send(json.dumps(resume))
            heard = Heard()
            for message in messages[json.loads(await socket.recv())["messages"] :]:
                await socket.send(json.dumps(message))
            while not heard.pcm:
                await take(socket, heard)
            pcm += heard.pcm
    rest = await resumed(server, {"resume": token, "after": len(pcm) // 2}, messages)
    assert pcm + rest.pcm == expected_pcm(TEXT)


async def test_what_was_heard_to_its_end_ends_again(server: Server) -> None:
    messages = [CONFIG, *TOKENS, DONE]
    whole = await stream_tokens(server.ws_url, *messages)
    resume = {"resume": secret(whole), "after": len(whole.pcm) // 2}
    rest = await resumed(server, resume, messages)
    assert (rest.pcm, rest.close_code) == (b"", 1000)
    assert told("done", rest) == told("done", whole)


async def test_an_older_connection_ends_as_another_goes_on(server: Server) -> None:
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        first = Heard()
        for message in (CONFIG, *TOKENS):
            await socket.send(json.dumps(message))
        while not first.pcm:
            await take(socket, first)
        resume = {"resume": secret(first), "after": 0}
        going_on = asyncio.create_task(resumed(server, resume, [CONFIG, *TOKENS, DONE]))
        left = await hear(socket)
    assert left.messages[-1]["code"] == "taken_over"
    assert (await going_on).pcm == expected_pcm(TEXT)


async def test_a_segment_in_mid_sentence_is_cut_at_the_same_word(server: Server) -> None:
    """Where a writer pauses decides it, which the second frontend cannot know by itself."""
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        first = Heard()
        await socket.send(json.dumps(CONFIG))
        await socket.send(json.dumps({"token": "Once upon a time there was a king who"}))
        while not (first.pcm and kept(first)):
            await take(socket, first)
    [spoken] = first.sentences
    messages = [CONFIG, {"token": "Once upon a time there was a king who"}]
    messages += [{"token": " lived in a castle by the sea."}, DONE]
    resume = {"resume": secret(first), "after": 0}
    rest = await resumed(server, resume, messages)
    texts = [message["text"] for message in told("segment", rest)]
    assert texts[0] == spoken
    assert " ".join(texts) == "Once upon a time there was a king who lived in a castle by the sea."


@pytest.mark.parametrize(
    "resume", [{"resume": "nobody"}, {"resume": ""}, {"resume": "\ud83d", "after": 7}]
)
async def test_what_is_unknown_cannot_be_resumed(server: Server, resume: dict[str, Any]) -> None:
    heard = await stream_tokens(server.ws_url, resume)
    assert heard.messages[-1]["code"] == "unknown_utterance"
    assert heard.close_code == 1008


@pytest.mark.parametrize(
    "messages",
    [
        [{"resume": "x", "token": "Hello."}],
        [{"resume": "x", "events": True}],
        [{"token": "Hello. "}, {"resume": "x"}],
        [{"voice": ""}, {"resume": "x"}],
        [{"after": 3}],
        [{"resume": "x", "after": -1}],
        [{"resume": "x", "after": 1e300}],
        [{"resume": 7}],
    ],
)
async def test_a_message_that_resumes_says_nothing_else(
    server: Server, messages: Sequence[object]
) -> None:
    heard = await stream_tokens(server.ws_url, *messages)
    assert heard.messages[-1]["code"] == "invalid_request"
    assert heard.close_code == 1008


@pytest.mark.parametrize("config", [{"events": False}, {"events": True, "format": "mp3"}])
async def test_who_cannot_resume_gets_no_secret(server: Server, config: dict[str, Any]) -> None:
    heard = await stream_tokens(server.ws_url, {**config, "token": TEXT, "done": True})
    assert not any("resume" in message for message in heard.messages)
    assert not told("taken", heard)


async def test_more_than_there_is_ends_in_silence(server: Server) -> None:
    messages = [CONFIG, *TOKENS, DONE]
    first = await begun(server, messages, 1)
    rest = await resumed(server, {"resume": secret(first), "after": 2**53}, messages)
    assert (rest.pcm, rest.close_code) == (b"", 1000)
