"""WS /tts/websocket: several contexts, their bounds, and what is wrong with messages."""

import asyncio
import base64
import json
from typing import Any

import httpx
import numpy as np
import pytest
import websockets

from frontend.server.vendors.cartesia.contexts.socket import MOST_CONTEXTS
from tests.frontend.server.openapi.described import SOCKETS, check
from tests.frontend.server.vendors.cartesia.client import ASKED, FORMAT, PATIENCE_S, connected
from tests.support.keys import Keys, bearer
from tests.support.server import Server
from tests.support.tones import expected_pcm

ONE = "This is the first of two texts. It has two sentences."
TWO = "Something else entirely! Is it?"
LONG = f"{ONE} " * 200
MORE = {"continue": True}


async def until_idle(server: Server, keys: Keys) -> None:
    """Wait until nothing is spoken any more."""
    async with asyncio.timeout(PATIENCE_S), httpx.AsyncClient() as client:
        while True:
            answer = await client.get(f"{server.url}/v1/status", headers=bearer(keys.operator))
            [backend] = answer.json()["backends"]
            if not backend["streams"] and not any(backend["queued"]):
                return
            await asyncio.sleep(0.05)


async def test_two_contexts_are_not_mixed(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        for start in range(0, len(ONE), 5):
            await client.say("a", ONE[start : start + 5], **MORE)
            await client.say("b", TWO[start : start + 5], voice="square", **MORE)
        await client.say("a", "")
        await client.say("b", "", voice="square")
        heard = await client.hear("a", "b")
    assert heard["a"].audio == expected_pcm(ONE)
    assert heard["b"].audio == expected_pcm(TWO, voice="square")


async def test_nothing_comes_of_a_context_that_is_cancelled(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        await client.say("a", LONG, **MORE)
        assert (await client.next())["type"] == "chunk"
        await client.send({"context_id": "a", "cancel": True})
        await client.say("b", ONE)
        messages = [await client.next()]
        while not (messages[-1]["context_id"] == "b" and messages[-1]["done"]):
            messages.append(await client.next())
    first = next(n for n, message in enumerate(messages) if message["context_id"] == "b")
    assert {message["context_id"] for message in messages[first:]} == {"b"}
    assert not any(message["done"] for message in messages[:first])
    await until_idle(served, keys)


async def test_a_context_is_opened_again_after_its_end(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        await client.say("a", ONE)
        await client.say("a", "")  # as some clients end what has ended
        await client.say("a", TWO)  # before the first is spoken
        for text in (ONE, TWO):
            assert (await client.hear_one("a")).audio == expected_pcm(text)
        await client.send({"context_id": "a", "cancel": True})
        await client.say("a", TWO)
        assert (await client.hear_one("a")).audio == expected_pcm(TWO)


async def test_a_client_that_leaves_is_spoken_to_no_more(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        await client.say("a", LONG, **MORE)
        await client.say("b", LONG)
        await client.next()
    await until_idle(served, keys)


@pytest.mark.parametrize("text", ["", " ", "\n", "**", "👋"])
async def test_a_context_without_a_word_ends(served: Server, keys: Keys, text: str) -> None:
    """LiveKit ends each with a blank, also one that has nothing else."""
    async with connected(served, keys) as client:
        await client.say("a", text)
        heard = await client.hear_one("a")
    assert heard.last["type"] == "done"
    assert not any(heard.audio)  # of marks alone, a short silence may come


async def test_a_sentence_need_not_wait_where_the_client_says_so(
    served: Server, keys: Keys
) -> None:
    async with connected(served, keys) as client:
        await client.say("a", "Hello.", **MORE, max_buffer_delay_ms=0)
        assert (await client.next())["type"] == "chunk"
        await client.say("b", "Half a sentence", **MORE, max_buffer_delay_ms=200)
        while (message := await client.next())["context_id"] != "b":
            pass
        assert message["type"] == "chunk"


async def test_too_many_contexts_are_refused_and_the_others_go_on(
    served: Server, keys: Keys
) -> None:
    names = [str(number) for number in range(MOST_CONTEXTS)]
    async with connected(served, keys) as client:
        for name in names:
            await client.say(name, "", **MORE)
        await client.say("more", ONE)
        error = await client.next()
        assert (error["context_id"], error["status_code"]) == ("more", 429)
        assert error["error_code"] == "concurrency_limited"
        await client.send({"context_id": "0", "cancel": True})
        await client.say("more", ONE)
        assert (await client.hear_one("more")).audio == expected_pcm(ONE)
        await client.say("1", ONE)
        assert (await client.hear_one("1")).audio == expected_pcm(ONE)


@pytest.mark.parametrize(
    ("message", "part", "context_id"),
    [
        (b"\x00\x01", "binary", None),
        ("no json", "JSON", None),
        ("[1]", "a list", None),
        ({**ASKED, "transcript": "Hello."}, "context_id", None),
        ({**ASKED, "context_id": "a" * 201, "transcript": "Hello."}, "200", None),
        ({**ASKED, "context_id": 7}, "context_id", None),
        ({**ASKED, "context_id": "a", "transcript": 7}, "transcript", "a"),
        ({"context_id": "a", "transcript": "Hello."}, "output_format is missing", "a"),
        ({**ASKED, "context_id": "a", "voice": None}, "voice is missing", "a"),
        ({**ASKED, "context_id": "a", "voice": {"mode": "embedding"}}, "embedding", "a"),
        ({**ASKED, "context_id": "a", "language": "en", "locale": "en-US"}, "not both", "a"),
        (
            {**ASKED, "context_id": "a", "output_format": {**FORMAT, "container": "wav"}},
            "raw",
            "a",
        ),
        (
            {**ASKED, "context_id": "a", "output_format": {**FORMAT, "sample_rate": 7}},
            "8000",
            "a",
        ),
        ({**ASKED, "context_id": "a", "generation_config": {"speed": 0}}, "speed", "a"),
        ({**ASKED, "context_id": "a", "speed": "\ud800"}, "speed", "a"),
        ({"context_id": "a\ud800", "speed": 0}, "output_format is missing", "a\ufffd"),
        ({**ASKED, "context_id": "a", "transcript": "x" * 200_001}, "200,000", "a"),
    ],
)
async def test_what_is_wrong_is_told_and_the_socket_goes_on(
    served: Server, keys: Keys, message: object, part: str, context_id: str | None
) -> None:
    async with connected(served, keys) as client:
        await client.send(message)
        error = await client.next()
        assert error["type"] == "error"
        assert part in error["message"]
        assert error.get("context_id") == context_id
        assert (error["done"], error["title"]) == (True, error["title"])
        assert error["status_code"] in (400, 413)
        assert error.keys() >= {"title", "error_code", "request_id"}
        await client.say("a", ONE)
        assert (await client.hear_one("a")).audio == expected_pcm(ONE)


async def test_a_wrong_message_ends_the_context_that_its_error_names(
    served: Server, keys: Keys
) -> None:
    async with connected(served, keys) as client:
        await client.say("a", f"{ONE} {TWO}", **MORE)
        assert (await client.next())["type"] == "chunk"
        await client.send({**ASKED, "context_id": "a", "transcript": 7, **MORE})
        assert (await client.hear_one("a")).last["type"] == "error"
        await client.say("b", ONE)
        assert (await client.hear_one("b")).audio == expected_pcm(ONE)  # and nothing of a


@pytest.mark.parametrize(
    "change",
    [
        {"voice": {"mode": "id", "id": "square"}},
        {"output_format": {**FORMAT, "sample_rate": 16_000}},
        {"model_id": "sonic-2"},
        {"language": "en"},
        {"add_timestamps": True},
    ],
)
async def test_what_must_stay_the_same_in_a_context(
    served: Server, keys: Keys, change: dict[str, object]
) -> None:
    async with connected(served, keys) as client:
        await client.say("a", ONE, **MORE)
        await client.send({**ASKED, "context_id": "a", "transcript": TWO, **MORE, **change})
        heard = await client.hear_one("a")
    assert heard.last["type"] == "error"
    [name] = change
    assert heard.last["message"].startswith(f"{name} must stay the same")


async def test_fields_may_be_left_out_or_unknown(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        await client.say("a", "This is the first of two texts. ", save=False, duration=3, **MORE)
        await client.send({"context_id": "a", "transcript": "It has two sentences."})
        assert (await client.hear_one("a")).audio == expected_pcm(ONE)


async def test_the_speed_may_change_within_a_context(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        await client.say("a", ONE, generation_config={"speed": 2.0}, **MORE)
        await client.say("a", "", generation_config={"speed": 2.0, "emotion": "calm"})
        assert (await client.hear_one("a")).audio == expected_pcm(ONE, speed=2.0)
        await client.say("b", ONE, speed="fast")
        assert (await client.hear_one("b")).audio == expected_pcm(ONE, speed=1.25)


async def test_samples_come_as_they_are_asked_for(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        await client.say("a", ONE, output_format={**FORMAT, "encoding": "pcm_f32le"})
        floats = np.frombuffer((await client.hear_one("a")).audio, "<f4")
        telephony = {**FORMAT, "encoding": "pcm_mulaw", "sample_rate": 8_000}
        await client.say("b", ONE, output_format=telephony)
        bytes_8k = (await client.hear_one("b")).audio
    pcm = np.frombuffer(expected_pcm(ONE), "<i2")
    assert np.array_equal(floats * 32_768, pcm)
    assert len(bytes_8k) == pytest.approx(len(pcm) / 3, abs=2)


async def test_a_name_of_theirs_and_a_tag_of_theirs(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        voice = {"mode": "id", "id": "a0e99841-438c-4a64-b679-ae501e7d6091"}
        for part in ("It is <sp", "ell>ab", "1</spell>", ' <emotion value="sad"/>now.'):
            await client.say("a", part, voice=voice, **MORE)
        await client.say("a", "", voice=voice)
        heard = await client.hear_one("a")
    assert heard.audio == expected_pcm("It is A B 1 now.", voice="square")


@pytest.mark.parametrize("name", ["api_key", "access_token"])
async def test_a_key_in_the_query(served: Server, keys: Keys, name: str) -> None:
    async with connected(served, keys, f"&{name}={keys.speaker}") as client:
        await client.say("a", ONE)
        assert (await client.hear_one("a")).audio == expected_pcm(ONE)


async def test_a_wrong_key_is_told_in_place_of_the_handshake(served: Server) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with websockets.connect(f"{served.ws_url}/tts/websocket?api_key=wrong"):
            pass
    answer = refused.value.response
    assert answer.status_code == 401
    assert json.loads(answer.body or b"")["title"] == "Unauthorized"


async def test_a_page_is_told_of_its_wrong_key_in_a_message(served: Server) -> None:
    async with websockets.connect(
        f"{served.ws_url}/tts/websocket?api_key=wrong",
        origin=served.url,  # type: ignore[arg-type]
    ) as socket:
        error = json.loads(await socket.recv())
    assert (error["type"], error["status_code"]) == ("error", 401)
    assert error["error_code"] == "invalid_key"


async def test_the_examples_are_answered_as_described(served: Server, keys: Keys) -> None:
    described = SOCKETS["/tts/websocket"]
    schemas = [message["schema"] for message in described["server"]]
    examples: list[dict[str, Any]] = [
        example for message in described["client"] for example in message["examples"]
    ]
    async with connected(served, keys) as client:
        for example in examples[:-1]:
            check(described["client"][0]["schema"], example)
            await client.send(example)
        heard = await client.hear_one("1")
        await client.send(examples[-1])
        await client.send("no json")
        messages = [*heard.messages, await client.next()]
    for message in messages:
        check({"oneOf": schemas}, message)
    kinds = {message["type"] for message in messages}
    assert kinds == {"chunk", "timestamps", "flush_done", "done", "error"}
    assert all(base64.b64decode(m["data"]) for m in messages if m["type"] == "chunk")


async def test_a_voice_that_nothing_stands_for_is_warned_of(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        await client.say("a", ONE, voice={"mode": "id", "id": "Katie"})
        heard = await client.hear_one("a")
    assert heard.audio == expected_pcm(ONE)
    first, *others = [message for message in heard.messages if message["type"] == "chunk"]
    assert "Katie" in first["warning"]
    assert not any("warning" in message for message in others)
