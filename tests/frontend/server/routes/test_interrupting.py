"""Barge-in over /stream-tokens: what was heard is told, and the next text is spoken."""

import asyncio
import json
from typing import Any

import pytest
import websockets

from tests.support.clients import hear
from tests.support.processes import wait_until
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
NEXT = "Something else is said after that."
SLOWLY = {"backend": "faulty", "opts": {"part_s": 0.1}}
BYTES_PER_S = 48_000


async def interrupted(socket: websockets.ClientConnection) -> tuple[dict[str, Any], bytes]:
    """Return the answer to an interruption, and the audio before it."""
    pcm = b""
    while True:
        message = await socket.recv()
        if isinstance(message, bytes):
            pcm += message
        elif json.loads(message)["type"] == "interrupted":
            return json.loads(message), pcm


async def send(socket: websockets.ClientConnection, *messages: dict[str, Any]) -> None:
    for message in messages:
        await socket.send(json.dumps(message))


async def first_audio(socket: websockets.ClientConnection) -> bytes:
    while not isinstance(message := await socket.recv(), bytes):
        pass
    return message


@pytest.mark.parametrize("events", [False, True])
@pytest.mark.parametrize("done", [False, True])
async def test_a_text_is_interrupted_and_the_next_one_spoken(
    server: Server, events: bool, done: bool
) -> None:
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await send(socket, {**SLOWLY, "events": events}, {"token": TEXT, "done": done})
        await first_audio(socket)
        await send(socket, {"interrupt": True, "played_s": 0.0})
        answer, _ = await interrupted(socket)
        assert (answer["spoken"], answer["remaining"]) == ("", TEXT)
        await send(socket, {"backend": "", "token": NEXT}, {"done": True})
        heard = await hear(socket)
    assert heard.pcm == expected_pcm(NEXT)
    assert heard.close_code == 1000


async def test_what_was_heard_and_the_rest_are_the_whole_text(server: Server) -> None:
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await send(socket, SLOWLY, {"token": f"{TEXT} And this has no end yet, as it is"})
        had = len(await first_audio(socket))
        while had < 1.2 * BYTES_PER_S:
            had += len(await first_audio(socket))
        await send(socket, {"interrupt": True, "played_s": 1.0})
        answer, _ = await interrupted(socket)
    words = f"{answer['spoken']} {answer['remaining']}".split()
    assert words == f"{TEXT} And this has no end yet, as it is".split()
    assert answer["spoken"]
    assert answer["spoken"] in TEXT


async def test_its_work_is_cancelled(server: Server) -> None:
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await send(socket, SLOWLY, {"token": f"{TEXT} " * 20})
        await first_audio(socket)
        await send(socket, {"interrupt": True})
        await interrupted(socket)

        def nothing_waits() -> bool:
            with server.redis() as redis:
                return not any(redis.llen(key) for key in redis.scan_iter("tts.faulty*"))

        await asyncio.to_thread(wait_until, nothing_waits, 30)
        await send(socket, {"token": "It goes on."}, {"done": True})
        heard = await hear(socket)
    assert heard.sentences == ["It goes on."]


async def test_before_the_first_text_nothing_was_heard(server: Server) -> None:
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await send(socket, {"interrupt": True})
        answer, pcm = await interrupted(socket)
        assert (answer, pcm) == ({"type": "interrupted", "spoken": "", "remaining": ""}, b"")
        await send(socket, {"token": NEXT, "done": True})
        assert (await hear(socket)).pcm == expected_pcm(NEXT)


async def test_what_was_asked_for_holds_for_the_next_text(server: Server) -> None:
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await send(socket, {"voice": "square", "opts": {"speed": 2.0}}, {"token": TEXT})
        await first_audio(socket)
        await send(socket, {"interrupt": True})
        await interrupted(socket)
        await send(socket, {"token": NEXT, "done": True})
        assert (await hear(socket)).pcm == expected_pcm(NEXT, speed=2.0, voice="square")


async def test_the_next_text_can_be_resumed(server: Server) -> None:
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await send(socket, {"events": True}, {"token": TEXT})
        await first_audio(socket)
        await send(socket, {"interrupt": True})
        await interrupted(socket)
        await send(socket, {**SLOWLY, "token": NEXT, "done": True})
        while (start := json.loads(str(await socket.recv())))["type"] != "start":
            pass
        had = await first_audio(socket)
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await send(socket, {"resume": start["resume"], "after": len(had) // 2})
        heard = await hear(socket)
    assert had + heard.pcm == expected_pcm(NEXT)


@pytest.mark.parametrize(
    "message",
    [
        {"interrupt": True, "token": "more"},
        {"interrupt": True, "done": True},
        {"played_s": 1.0},
        {"interrupt": True, "played_s": -1},
        {"interrupt": "now"},
    ],
)
async def test_an_interruption_says_nothing_else(server: Server, message: dict[str, Any]) -> None:
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await send(socket, {"token": "Hello there, "}, message)
        heard = await hear(socket)
    assert heard.close_code == 1008
    assert heard.messages[-1]["type"] == "error"
