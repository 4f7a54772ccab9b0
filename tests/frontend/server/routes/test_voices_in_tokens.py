"""Voices change within a text that is still being written, also after its connection is lost."""

import json
import random
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
import websockets

from tests.support.clients import Heard, hear, pcm_of, read_events, stream_tokens
from tests.support.server import Server

VOICES = {"Bob": "square", "Eve": {"voice": "square", "options": {"speed": 2.0}}}
CONFIG = {"voice": "sine", "opts": {"speed": 1.0}, "events": True, "voices": VOICES}
TEXT = (
    "Here is the narrator of it. [voice:square]And here is another voice. [/voice]And back again "
    "he is.\nBob: I speak in this [pause 0.2] play.\nEve: And I, too, but fast.\n\nSo the play "
    "began, [voice:Eve] said she. [voice:nobody] And it ended there."
)
DONE = {"done": True}


def tokens(seed: int = 0) -> list[dict[str, str]]:
    """Return the text in tokens of any length."""
    drawn, parts, place = random.Random(seed), [], 0
    while place < len(TEXT):
        size = drawn.randrange(1, 9)
        parts.append({"token": TEXT[place : place + size]})
        place += size
    return parts


def told(kind: str, *parts: Heard) -> list[dict[str, Any]]:
    return [m for part in parts for m in part.messages if m["type"] == kind]


async def test_the_stream_is_that_of_the_whole_text_however_it_is_split(server: Server) -> None:
    body = {"text": TEXT, "voice": "sine", "voices": VOICES}
    async with (
        httpx.AsyncClient(timeout=60) as client,
        client.stream("POST", f"{server.url}/sse", json=body) as answer,
    ):
        whole = [event async for event in read_events(answer)]
    for seed in range(5):
        heard = await stream_tokens(server.ws_url, CONFIG, *tokens(seed), DONE)
        assert heard.pcm == pcm_of(whole)
        assert heard.close_code == 1000


async def test_an_unknown_voice_is_a_warning_whenever_it_comes(server: Server) -> None:
    early = await stream_tokens(
        server.ws_url, {"events": True}, {"token": "[voice:nobody]Hello there you all."}, DONE
    )
    [start] = told("start", early)
    assert "'nobody'" in start["warnings"][0]
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        await socket.send(json.dumps({"events": True, "token": "Hello there you all.\n"}))
        heard = Heard()
        while not told("start", heard):
            heard.messages.append(json.loads(str(await socket.recv())))
        await socket.send(json.dumps({"token": "[voice:nobody]Bye bye.", "done": True}))
        late = await hear(socket)
    [warning] = told("warning", late)
    assert "'nobody'" in warning["message"]
    assert "warnings" not in told("start", heard)[0]


@pytest.mark.parametrize("audio_bytes", [1, 60_000, 130_000, 200_000, 300_000, 380_000, 430_000])
async def test_a_lost_connection_is_gone_on_with_in_the_right_voice(
    server: Server, audio_bytes: int
) -> None:
    """Only a part of the text has come by then; a tag or a name may be there in part."""
    messages = [CONFIG, *tokens(), DONE]
    whole = await stream_tokens(server.ws_url, *messages)
    first = await begun(server, messages, audio_bytes)
    token = str(told("start", first)[0]["resume"])
    rest = await resumed(server, {"resume": token, "after": len(first.pcm) // 2}, messages)
    assert first.pcm + rest.pcm == whole.pcm
    assert rest.close_code == 1000


@pytest.mark.parametrize("place", range(0, 56, 5))
async def test_a_tag_that_is_split_by_the_loss_is_followed(server: Server, place: int) -> None:
    """So much is said before it that nobody waits for what comes late on a busy machine."""
    before = f"Here is the narrator, {'who goes on and on, ' * 10}until he has said it all.\n"
    text = "And here [voice:square]is a voice.\nBob: Me too, I say."
    messages = [CONFIG, {"token": before + text[:place]}, {"token": text[place:]}, DONE]
    whole = await stream_tokens(server.ws_url, *messages)
    first = await begun(server, messages[:2], 1)
    token = str(told("start", first)[0]["resume"])
    rest = await resumed(server, {"resume": token, "after": len(first.pcm) // 2}, messages)
    assert first.pcm + rest.pcm == whole.pcm


async def test_a_message_with_a_voice_goes_before_the_voice_that_the_text_has_named(
    server: Server,
) -> None:
    messages = [
        {"events": True, "voice": "sine"},
        {"token": "[voice:square]Here is a square voice.\n"},
        {"token": "Here is a fast one.", "opts": {"speed": 2.0}},
        DONE,
    ]
    heard = await stream_tokens(server.ws_url, *messages)
    plain = await stream_tokens(
        server.ws_url,
        {"events": True, "voice": "square", "token": "Here is a square voice.\n"},
        {"voice": "sine", "opts": {"speed": 2.0}, "token": "Here is a fast one.", "done": True},
    )
    assert heard.pcm == plain.pcm


async def test_a_token_may_bring_another_backend_and_language(server: Server) -> None:
    heard = await stream_tokens(
        server.ws_url,
        {"events": True, "token": "Here is the first backend.\n"},
        {"token": "Here is the other one.", "backend": "faulty", "language": "en"},
        {"opts": {"words": True}, "done": True},
    )
    assert told("start", heard)[0]["backend"] == "tone"
    assert told("words", heard)
    assert heard.close_code == 1000


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"voices": {"Bob": "nobody"}, "token": "Hello."}, "unknown_voice"),
        ({"voices": {"Bob": {"pitch": 1}}, "token": "Hello."}, "invalid_request"),
        ({"ssml": True, "token": "<speak>Hello <b>", "done": True}, "invalid_request"),
        ({"ssml": "yes"}, "invalid_request"),
    ],
)
async def test_what_cannot_be_ends_the_stream(
    server: Server, message: dict[str, Any], code: str
) -> None:
    heard = await stream_tokens(server.ws_url, message)
    assert heard.messages[-1]["code"] == code


async def test_ssml_is_asked_for_before_the_text(server: Server) -> None:
    heard = await stream_tokens(server.ws_url, {"token": "Hello. "}, {"ssml": True}, DONE)
    assert heard.messages[-1]["code"] == "invalid_request"


async def begun(server: Server, messages: Sequence[object], audio_bytes: int) -> Heard:
    """Hear a stream until there is so much audio, then lose the connection."""
    heard, sent = Heard(), iter(messages)
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        for message in sent:
            await socket.send(json.dumps(message))
        while len(heard.pcm) < audio_bytes or not told("taken", heard):
            received = await socket.recv()
            if isinstance(received, bytes):
                heard.pcm += received
            else:
                heard.messages.append(json.loads(received))
        socket.transport.abort()
    return heard


async def resumed(server: Server, resume: dict[str, Any], messages: Sequence[object]) -> Heard:
    """Go on with a stream, and send what it does not have of the messages."""
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        await socket.send(json.dumps(resume))
        answer = json.loads(await socket.recv())
        assert answer["type"] == "resumed", answer
        for message in messages[answer["messages"] :]:
            await socket.send(json.dumps(message))
        return await hear(socket)


@pytest.mark.parametrize("audio_bytes", [1, 60_000, 120_000])
async def test_marks_are_told_after_a_loss_too(server: Server, audio_bytes: int) -> None:
    """Each at least once: one of the sentence that was heard in part may be told again."""
    document = "".join(
        f'<s>This is sentence <mark name="m{n}"/>number {n}.</s><mark name="e{n}"/>'
        for n in range(4)
    )
    messages = [{"ssml": True, "events": True}, {"token": f"<speak>{document}</speak>"}, DONE]
    whole = await stream_tokens(server.ws_url, *messages)
    first = await begun(server, messages, audio_bytes)
    token = str(told("start", first)[0]["resume"])
    segment = told("segment", first)[-1]["segment_index"]
    resume = {"resume": token, "after": len(first.pcm) // 2, "segment": segment}
    rest = await resumed(server, resume, messages)
    assert first.pcm + rest.pcm == whole.pcm
    marks = [(mark["name"], mark["start_s"]) for mark in told("mark", whole)]
    assert [name for name, _ in marks] == ["m0", "e0", "m1", "e1", "m2", "e2", "m3", "e3"]
    again = {(mark["name"], mark["start_s"]) for mark in told("mark", first, rest)}
    assert again == set(marks)
    assert len(told("mark", first, rest)) <= len(marks) + 2
