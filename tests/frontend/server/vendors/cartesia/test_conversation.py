"""A conversation as LiveKit's plugin leads it, message by message, and one with flushes."""

from itertools import groupby
from typing import Any

from tests.frontend.server.vendors.cartesia.client import Client, connected
from tests.support.keys import Keys
from tests.support.server import Server
from tests.support.tones import expected_pcm, pcm_of, segments_of

# What livekit-plugins-cartesia 1.8.9 sends for two sentences, and then no more.
VOICE = {"mode": "id", "id": "sine"}
FORMAT = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000}
PACKET = {
    "model_id": "sonic-3",
    "voice": VOICE,
    "output_format": FORMAT,
    "language": "en",
    "add_timestamps": True,
    "max_buffer_delay_ms": 0,
    "context_id": "1f5b8ae5b6c3",
}
SENT = [
    {**PACKET, "transcript": "Hello there, how are you? ", "continue": True},
    {**PACKET, "transcript": "It costs $5 today. ", "continue": True},
    {**PACKET, "transcript": " ", "continue": False},
]


async def answers(client: Client) -> list[dict[str, Any]]:
    """Return the messages up to the end."""
    messages = [await client.next()]
    while not messages[-1]["done"]:
        messages.append(await client.next())
    return messages


async def test_the_messages_of_a_conversation(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        for message in SENT:
            await client.send(message)
        messages = await answers(client)
    *before, end = messages
    assert end == {
        "type": "done",
        "done": True,
        "status_code": 200,
        "context_id": "1f5b8ae5b6c3",
    }
    for message in before:
        check_told(message)


def check_told(message: dict[str, Any]) -> None:
    """See that a message before the end has the fields of its type, and no other."""
    step_time, data = message.pop("step_time", 0.0), message.pop("data", "")
    times = message.pop("word_timestamps", None)
    kind = "timestamps" if times else "chunk"
    same = {"done": False, "status_code": 206, "context_id": "1f5b8ae5b6c3", "flush_id": 1}
    assert message == {"type": kind, **same}
    assert step_time >= 0
    assert bool(data) == (kind == "chunk")
    if times:
        assert times.keys() == {"words", "start", "end"}
        assert sorted(times["start"]) == times["start"]


async def test_the_words_are_those_that_were_sent(served: Server, keys: Keys) -> None:
    """LiveKit looks for each in what it has sent, one behind the other."""
    async with connected(served, keys) as client:
        for message in SENT:
            await client.send(message)
        heard = await client.hear_one("1f5b8ae5b6c3")
    text, place = "".join(str(message["transcript"]) for message in SENT), 0
    for word, start_s, end_s in heard.words:
        found = text.find(word, place)
        assert not text[place:found].strip()
        place = found + len(word)
        assert 0 <= start_s < end_s <= len(heard.audio) / 48_000
    assert not text[place:].strip()


async def test_what_is_flushed_comes_before_its_flush_is_done(served: Server, keys: Keys) -> None:
    async with connected(served, keys) as client:
        await client.say("a", "Half a sen", **{"continue": True})
        await client.say("a", "", **{"continue": True, "flush": True})
        await client.say("a", "tence. And more.", **{"continue": True})
        await client.say("a", "", **{"continue": True, "flush": True})
        await client.say("a", "")
        heard = await client.hear_one("a")
    told = [(m["type"], m.get("flush_id")) for m in heard.messages if m["type"] != "timestamps"]
    assert [kind for kind, _ in groupby(told)] == [
        ("chunk", 1),
        ("flush_done", 1),
        ("chunk", 2),
        ("flush_done", 2),
        ("done", None),
    ]
    flushes = [m for m in heard.messages if m["type"] == "flush_done"]
    assert flushes[0] == {
        "type": "flush_done",
        "context_id": "a",
        "flush_id": 1,
        "flush_done": True,
        "done": False,
        "status_code": 206,
    }
    assert heard.audio.startswith(pcm_of(segments_of("Half a sen"))[:1_000])


async def test_the_audio_is_the_texts_however_it_is_cut(served: Server, keys: Keys) -> None:
    text = "This is the first sentence. Here comes another one! And is this the last?"
    async with connected(served, keys) as client:
        for start in range(0, len(text), 3):
            await client.say("a", text[start : start + 3], **{"continue": True})
        await client.say("a", "")
        heard = await client.hear_one("a")
    assert heard.audio == expected_pcm(text)
    assert not heard.words  # nobody has asked for them
