"""WS /ws: plain texts in, each one's speech as a WAV in base64 out, in turn."""

import asyncio
import base64

import pytest

from tests.frontend.server.routes.realtime_client import HEADER_BYTES, TEXTS, Turn, connected, get
from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of
from tests.support.tones import pcm_of as tones_of


async def test_texts_are_spoken_in_turn_each_as_a_wav(server: Server) -> None:
    async with connected(server) as client:
        await client.say(*TEXTS, "stop")
        turns = [await client.turn() for _ in TEXTS]
        assert await client.until_closed() == 1000
    assert [turn.pcm for turn in turns] == [expected_pcm(text) for text in TEXTS]
    assert not any(turn.errors or turn.words for turn in turns)


async def test_the_messages_are_those_of_the_protocol(server: Server) -> None:
    async with connected(server) as client:
        await client.say(TEXTS[0])
        first, second = await client.message(), await client.message()
    assert list(first["audioOutput"]) == ["audio", "format", "sampleRate", "isHeader"]
    assert list(second["audioOutput"]) == ["audio", "format", "sampleRate"]
    assert first["audioOutput"]["isHeader"] is True
    assert len(base64.b64decode(first["audioOutput"]["audio"])) > HEADER_BYTES


async def test_only_the_first_message_of_each_text_has_the_header(server: Server) -> None:
    async with connected(server) as client:
        await client.say(*TEXTS)
        for _ in TEXTS:
            turn = await client.turn()
            assert turn.headers[0] is True
            assert len(turn.headers) > 1 and not any(turn.headers[1:])
            assert turn.audio.count(b"RIFF") == 1


@pytest.mark.parametrize("stop", ["stop", "STOP", " Stop\n", "", " \t\n"])
async def test_stop_or_a_blank_text_ends_when_all_is_spoken(server: Server, stop: str) -> None:
    async with connected(server) as client:
        await client.say(TEXTS[0], TEXTS[1], stop, "This comes too late.")
        assert (await client.turn()).pcm == expected_pcm(TEXTS[0])
        assert (await client.turn()).pcm == expected_pcm(TEXTS[1])
        assert await client.until_closed() == 1000


async def test_stop_without_a_text_closes_at_once(server: Server) -> None:
    async with connected(server) as client:
        await client.say("stop")
        assert await client.until_closed() == 1000


@pytest.mark.parametrize(
    "text", ['{"text": "Hello."}', "stop it", "Line one.\nLine two.", "Ünïcode 日本語 works 👋"]
)
async def test_everything_else_is_text(server: Server, text: str) -> None:
    async with connected(server) as client:
        await client.say(text)
        assert (await client.turn()).pcm == expected_pcm(text)


async def test_the_query_says_how(server: Server) -> None:
    for query in ("engine=tone&voice=square&speed=2", "backend=faulty&voice=square&speed=2"):
        async with connected(server, query) as client:
            await client.say(TEXTS[0])
            turn = await client.turn()
            assert turn.pcm == expected_pcm(TEXTS[0], speed=2.0, voice="square")


async def test_a_change_of_the_default_holds_from_the_next_text_on(server: Server) -> None:
    try:
        async with connected(server) as client:
            await client.say(TEXTS[0])
            assert (await client.turn()).pcm == expected_pcm(TEXTS[0])
            answer = await get(server, "/setvoice", voice_name="square")
            assert answer.is_success
            await client.say(TEXTS[0])
            assert (await client.turn()).pcm == expected_pcm(TEXTS[0], voice="square")
    finally:
        server.forget_defaults()


async def test_a_text_that_cannot_be_spoken_does_not_stop_the_next(server: Server) -> None:
    async with connected(server) as client:
        await client.say(TEXTS[0], "👋 ...", TEXTS[1], "stop")
        turns = [await client.turn() for _ in range(3)]
        assert await client.until_closed() == 1000
    assert (turns[0].pcm, turns[2].pcm) == (expected_pcm(TEXTS[0]), expected_pcm(TEXTS[1]))
    assert turns[1] == Turn(errors=turns[1].errors)
    assert turns[1].errors == [
        {
            "message": "The text holds nothing that can be said: no letter and no digit.",
            "engineName": "tone",
        }
    ]


async def test_a_text_that_fails_in_the_middle_is_heard_up_to_there(server: Server) -> None:
    async with connected(server, "engine=faulty&fault=final&fault_at=1") as client:
        await client.say(TEXTS[0], TEXTS[1], "stop")
        failed, spoken = await client.turn(), await client.turn()
    assert failed.pcm == tones_of(segments_of(TEXTS[0])[:1])
    assert "beyond repair" in failed.error
    assert failed.errors[0]["engineName"] == "faulty"
    assert spoken.pcm == expected_pcm(TEXTS[1])


@pytest.mark.parametrize(
    ("query", "part", "engine"),
    [
        ("engine=nothing", "tone, faulty", "nothing"),
        ("engine=absent", "voice-server worker absent", "absent"),
        ("voice=nobody", "sine, square", "tone"),
        ("speed=fast", "speed", "tone"),
        ("engine=faulty&pitch=1", "part_s", "faulty"),
    ],
)
async def test_a_query_that_cannot_be_followed_is_told_with_each_text(
    server: Server, query: str, part: str, engine: str
) -> None:
    async with connected(server, query) as client:
        await client.say("One.", "Two.", "stop")
        for _ in range(2):
            turn = await client.turn()
            assert part in turn.error
            assert turn.errors[0]["engineName"] == engine
        assert await client.until_closed() == 1000


async def test_a_query_that_cannot_be_read_is_told_at_once(server: Server) -> None:
    async with connected(server, "words=perhaps") as client:
        assert "words must be true or false" in (await client.message())["error"]["message"]
        assert await client.until_closed() == 1008


async def test_a_binary_message_is_told_and_the_next_text_spoken(server: Server) -> None:
    async with connected(server) as client:
        await client.say(b"\x00\x01")
        message = await client.message()
        assert "binary" in message["error"]["message"]
        await client.say(TEXTS[0])
        assert (await client.turn()).pcm == expected_pcm(TEXTS[0])


async def test_many_connections_never_get_each_others_audio(server: Server) -> None:
    async def listen(who: int) -> None:
        texts = [f"Client {who} says this{' very' * who} well.", f"And {who} is done{'!' * who}"]
        async with connected(server) as client:
            await client.say(*texts, "stop")
            assert [(await client.turn()).pcm for _ in texts] == list(map(expected_pcm, texts))

    await asyncio.gather(*map(listen, range(20)))
