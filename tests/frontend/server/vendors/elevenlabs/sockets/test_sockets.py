"""ElevenLabs' sockets: one text or several at once, their characters, errors and ends."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import websockets

from tests.support.elevenlabs import BYTES_PER_S, HeardText, elevenlabs_socket, until_idle
from tests.support.keys import Keys
from tests.support.server import Server
from tests.support.tones import expected_pcm

ONE, MANY = "stream-input", "multi-stream-input"
TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
WORD_S = 0.06  # for each character of the tone
LONG = "This sentence is one of very many that take their time. " * 3_000


def opened(name: str | None = None) -> dict[str, object]:
    return {"text": " ", "context_id": name}


def said(heard: HeardText) -> bytes:
    """Return the pcm without the pause behind it."""
    return heard.pcm.rstrip(b"\0")


def expected(text: str, voice: str = "sine") -> bytes:
    return expected_pcm(text, voice=voice).rstrip(b"\0")


async def test_one_text_is_spoken_as_it_is_written(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(keyed_server, ONE, keys.speaker) as client:
        settings = {"voice_settings": {"stability": 0.5}, "try_trigger_generation": True}
        await client.say(
            opened() | settings | {"generation_config": {"chunk_length_schedule": [50]}}
        )
        await client.say(*({"text": f"{word} ", "more": 1} for word in TEXT.split()), {"text": ""})
        [heard] = await client.until_final(None)
        assert await client.until_closed() == 1000
    assert heard.pcm == expected_pcm(TEXT)
    assert heard.text == f"{TEXT} "
    assert heard.messages[-1] == {"isFinal": True}
    for message in heard.messages[:-1]:
        assert list(message) == ["audio", "alignment", "normalizedAlignment"]
        assert message["normalizedAlignment"] == message["alignment"]


async def test_characters_are_heard_when_their_words_are(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(keyed_server, ONE, keys.speaker, sync_alignment=True) as client:
        await client.say({"text": "Hello there, you and everybody else."}, {"text": ""})
        [heard] = await client.until_final(None)
    for place, (character, start_s, end_s) in enumerate(heard.characters[:-2]):
        assert character == "Hello there, you and everybody else."[place]
        assert abs(start_s - place * WORD_S) < WORD_S
        assert start_s <= end_s
    assert heard.told_s == pytest.approx(len(heard.pcm) / BYTES_PER_S, abs=WORD_S)


async def test_a_backend_without_words_has_characters_too(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(keyed_server, ONE, keys.speaker, model_id="tone") as client:
        await client.say({"text": TEXT}, {"text": ""})
        [heard] = await client.until_final(None)
    assert heard.text == f"{TEXT} "
    assert heard.told_s == pytest.approx(len(heard.pcm) / BYTES_PER_S, abs=WORD_S)


async def test_a_conversation_as_livekit_has_it(keyed_server: Server, keys: Keys) -> None:
    """As livekit-plugins-elevenlabs 1.8.9 sends it, with what it reads of the answers."""
    query: dict[str, Any] = {
        "model_id": "eleven_flash_v2_5",
        "enable_ssml_parsing": "false",
        "enable_logging": "true",
        "inactivity_timeout": 180,
        "apply_text_normalization": "auto",
        "sync_alignment": "true",
        "auto_mode": "true",
    }
    sent: list[dict[str, object]] = [
        {"text": " ", "voice_settings": {}, "context_id": "d2f1"},
        {"text": "This is the first sentence. ", "context_id": "d2f1", "flush": True},
        {"text": "Here comes another one! ", "context_id": "d2f1", "flush": True},
        {"text": "", "context_id": "d2f1", "flush": True},
        {"context_id": "d2f1", "close_context": True},
    ]
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker, **query) as client:
        await client.say(*sent)
        [heard] = await client.until_final("d2f1")
        await client.say({"close_socket": True})
        assert await client.until_closed() == 1000
    *audio, final = heard.messages
    assert final == {"contextId": "d2f1", "context_id": "d2f1", "isFinal": True}
    for message in audio:
        assert message["contextId"] == message["context_id"] == "d2f1"
        assert message["audio"] or message["alignment"]
        check_alignment(message["alignment"])
    assert said(heard) == expected("This is the first sentence. Here comes another one!")
    assert heard.text == "This is the first sentence. Here comes another one! "
    assert not client.errors


def check_alignment(alignment: Mapping[str, Any] | None) -> None:
    if alignment is not None:
        assert list(alignment) == ["chars", "charStartTimesMs", "charDurationsMs"]
        assert len({len(values) for values in alignment.values()}) == 1
        assert all(isinstance(it, int) and it >= 0 for it in alignment["charDurationsMs"])
        assert alignment["charStartTimesMs"] == sorted(alignment["charStartTimesMs"])


async def test_sentences_of_pipecat_are_parted(keyed_server: Server, keys: Keys) -> None:
    """pipecat-ai 1.14.0 sends sentences without the space between them, and flushes once."""
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker, auto_mode="true") as client:
        await client.say(opened("1"), {"text": ""})  # its keep-alive
        await client.say({"text": "This is the first sentence.", "context_id": "1"})
        await client.say({"text": "Here comes another one!", "context_id": "1"})
        await client.say({"context_id": "1", "flush": True})
        await client.say({"context_id": "1", "close_context": True})
        [heard] = await client.until_final("1")
    assert heard.text == "This is the first sentence. Here comes another one! "


async def test_in_auto_mode_a_sentence_is_spoken_before_the_next_comes(
    keyed_server: Server, keys: Keys
) -> None:
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker, auto_mode="true") as client:
        await client.say({"text": "Yes!", "context_id": "1"})
        while not client.texts.get("1", HeardText()).text.endswith("Yes! "):
            await client.next()


async def test_texts_at_once_are_not_mixed(keyed_server: Server, keys: Keys) -> None:
    texts = {
        str(n): f"This is the text of number {n}, which nobody else says. " * n for n in (1, 2, 3)
    }
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        for name in texts:
            await client.say(opened(name))
        for name, text in texts.items():
            await client.say({"text": text, "context_id": name})
        for name in texts:
            await client.say({"context_id": name, "flush": True})
            await client.say({"context_id": name, "close_context": True})
        heard = await client.until_final(*texts)
    for one, text in zip(heard, texts.values(), strict=True):
        assert said(one) == expected(text)
        assert one.text == text


async def test_a_context_may_be_used_again_once_it_is_closed(
    keyed_server: Server, keys: Keys
) -> None:
    ends = [{"context_id": "1", "flush": True}, {"context_id": "1", "close_context": True}]
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say({"text": "This is the one text.", "context_id": "1"}, *ends)
        await client.say({"text": "And this is the other.", "context_id": "1"}, *ends)
        await client.until_final("1")
        first = client.texts.pop("1")
        [second] = await client.until_final("1")
    assert (first.text, second.text) == ("This is the one text. ", "And this is the other. ")


async def test_half_a_surrogate_pair_in_a_contexts_name_is_replaced(
    keyed_server: Server, keys: Keys
) -> None:
    """No answer could have it: JSON is sent as UTF-8."""
    name = "a\ud800"
    ends = [{"context_id": name, "flush": True}, {"context_id": name, "close_context": True}]
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say({"text": "This is the text.", "context_id": name}, *ends)
        [heard] = await client.until_final("a\ufffd")
    assert heard.text == "This is the text. "


async def test_closing_what_was_not_flushed_stops_the_work(
    keyed_server: Server, keys: Keys
) -> None:
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say({"text": LONG, "context_id": "1"})
        await client.next()
        await client.say({"context_id": "1", "close_context": True})
        [heard] = await client.until_final("1")
        assert len(heard.pcm) / BYTES_PER_S < len(LONG) * WORD_S / 2
        await until_idle(keyed_server, keys)
        await client.say({"text": "This is the next text.", "context_id": "2"})
        await client.say({"context_id": "2", "flush": True})
        await client.say({"context_id": "2", "close_context": True})
        [following] = await client.until_final("2")
    assert said(following) == expected("This is the next text.")


async def test_closing_for_the_second_time_stops_the_work(keyed_server: Server, keys: Keys) -> None:
    close = {"context_id": "1", "close_context": True}
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say({"text": LONG, "context_id": "1", "flush": True}, close)
        await client.next()
        await client.say(close)
        [heard] = await client.until_final("1")
        assert len(heard.pcm) / BYTES_PER_S < len(LONG) * WORD_S / 2
        await until_idle(keyed_server, keys)


async def test_a_client_that_leaves_stops_the_work(keyed_server: Server, keys: Keys) -> None:
    for path in (ONE, MANY):
        async with elevenlabs_socket(keyed_server, path, keys.speaker) as client:
            await client.say({"text": LONG})
            await client.next()
        await until_idle(keyed_server, keys)


async def test_closing_the_socket_speaks_what_was_flushed(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say({"text": "This is to be heard.", "flush": True})
        await client.say({"text": LONG, "context_id": "1"}, {"close_socket": True})
        assert await client.until_closed() == 1000
    assert client.texts["default"].text == "This is to be heard. "
    assert client.texts["1"].is_final


async def test_five_contexts_are_open_at_most(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say(*(opened(str(n)) for n in range(6)), opened("5"))
        await client.say({"context_id": "0", "close_context": True})
        await client.until_final("0")
        await client.say({"text": "Now there is room.", "context_id": "5", "flush": True})
        await client.say({"context_id": "5", "close_context": True})
        [heard] = await client.until_final("5")
    assert heard.text == "Now there is room. "
    [refused] = client.errors
    assert (refused["contextId"], refused["code"]) == ("5", 1008)
    assert refused["error"] == "max_active_conversations"


async def test_who_goes_on_to_open_contexts_is_sent_away(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say(*(opened(str(n)) for n in range(200)))
        assert await client.until_closed() == 1008
    assert len(client.errors) < 110


async def test_a_text_of_which_no_more_comes_is_spoken_and_ends(
    keyed_server: Server, keys: Keys
) -> None:
    query: dict[str, Any] = {"inactivity_timeout": 0.3}
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker, **query) as client:
        await client.say({"text": "This is all there is", "context_id": "1"})
        [heard] = await client.until_final("1")
    assert heard.text == "This is all there is "
    async with elevenlabs_socket(keyed_server, ONE, keys.speaker, **query) as client:
        await client.say({"text": "This is all there is"})
        assert await client.until_closed() == 1008
    assert client.texts[None].text == "This is all there is "
    assert [error["error"] for error in client.errors] == ["input_timeout_exceeded"]


@pytest.mark.parametrize("path", [ONE, MANY])
@pytest.mark.parametrize(
    "message",
    [b"\0\1", "no json", "[]", '{"text": 1}', json.dumps({"context_id": "x" * 300, "text": "a"})],
)
async def test_a_message_that_is_none_is_told_and_ends_the_socket(
    keyed_server: Server, keys: Keys, path: str, message: str | bytes
) -> None:
    async with elevenlabs_socket(keyed_server, path, keys.speaker) as client:
        await client.say(message)
        assert await client.until_closed() == 1008
    [error] = client.errors
    assert list(error) == ["message", "error", "code"]
    assert (error["error"], error["code"]) == ("invalid_request", 1008)


@pytest.mark.parametrize(
    "query",
    [{"output_format": "pcm_1"}, {"inactivity_timeout": 999}, {"auto_mode": "perhaps"}],
)
async def test_a_wrong_query_is_told(
    keyed_server: Server, keys: Keys, query: dict[str, Any]
) -> None:
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker, **query) as client:
        assert await client.until_closed() == 1008
    assert next(iter(query)) in client.errors[0]["message"]


async def test_too_much_text_ends_only_its_context(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say({"text": "a" * 200_001, "context_id": "1"}, opened("2"))
        await client.until_final("1")
        await client.say({"context_id": "2", "close_context": True})
        await client.until_final("2")
    [error] = client.errors
    assert (error["contextId"], error["error"]) == ("1", "max_character_limit_exceeded")


async def test_an_error_of_the_only_text_is_told_once(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(keyed_server, ONE, keys.speaker) as client:
        await client.say({"text": "a" * 200_001})
        assert await client.until_closed() == 1008
    assert [error["error"] for error in client.errors] == ["max_character_limit_exceeded"]


async def test_a_failure_of_the_only_text_is_told_once(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(keyed_server, ONE, keys.speaker) as client:
        await client.say({"text": "Hello.", "voice_settings": {"speed": 99}}, {"text": ""})
        assert await client.until_closed() == 1008
    assert [error["error"] for error in client.errors] == ["invalid_option"]
    assert client.texts[None].messages == [{"isFinal": True}]


async def test_the_last_message_of_a_context_may_have_text(
    keyed_server: Server, keys: Keys
) -> None:
    last = {"flush": True, "close_context": True}
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say({"text": "Hello there. ", "context_id": "1"})
        await client.say({"text": "Here comes more.", "context_id": "1", **last})
        await client.say({"text": "All of it.", "context_id": "2", **last})
        one, two = await client.until_final("1", "2")
    assert said(one) == expected("Hello there. Here comes more.")
    assert said(two) == expected("All of it.")


async def test_a_text_without_a_word_ends_without_an_error(
    keyed_server: Server, keys: Keys
) -> None:
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say({"text": "...", "context_id": "1", "flush": True})
        await client.say({"context_id": "1", "close_context": True})
        [heard] = await client.until_final("1")
    assert not any(heard.pcm)
    assert not client.errors


@pytest.mark.parametrize("path", [ONE, MANY])
async def test_an_unknown_voice_is_told_and_ends_the_socket(
    keyed_server: Server, keys: Keys, path: str
) -> None:
    async with elevenlabs_socket(keyed_server, path, keys.speaker, voice="nobody") as client:
        await client.say({"text": "Hello there.", "flush": True})
        assert await client.until_closed() == 1008
    assert client.errors[0]["error"] == "voice_not_found"


@pytest.mark.parametrize(
    ("path", "name", "end"),
    [(ONE, None, {"text": ""}), (MANY, "default", {"flush": True, "close_socket": True})],
)
async def test_another_voice_that_speaks_is_warned_of_once_a_text(
    server: Server, path: str, name: str | None, end: dict[str, object]
) -> None:
    """By a server that is not told to refuse unknown ones."""
    async with elevenlabs_socket(server, path, voice="Rachel", model_id="tone") as client:
        await client.say({"text": TEXT, "flush": True}, end)
        [heard] = await client.until_final(name)
    assert said(heard) == expected(TEXT)
    assert "Rachel" in heard.messages[0]["warning"]
    assert not any("warning" in message for message in heard.messages[1:])


async def test_their_name_of_a_voice_means_one_of_ours(keyed_server: Server, keys: Keys) -> None:
    async with elevenlabs_socket(
        keyed_server, ONE, keys.speaker, voice="21m00Tcm4TlvDq8ikWAM"
    ) as client:
        await client.say({"text": TEXT}, {"text": ""})
        [heard] = await client.until_final(None)
    assert heard.pcm == expected_pcm(TEXT, voice="square")


async def test_the_voice_settings_of_the_first_message_count(
    keyed_server: Server, keys: Keys
) -> None:
    async with elevenlabs_socket(keyed_server, MANY, keys.speaker) as client:
        await client.say(opened("1") | {"voice_settings": {"speed": 2.0, "style": 0.3}})
        await client.say({"text": TEXT, "context_id": "1", "flush": True})
        await client.say({"context_id": "1", "close_context": True})
        [heard] = await client.until_final("1")
    assert said(heard) == expected_pcm(TEXT, speed=2.0).rstrip(b"\0")


@pytest.mark.parametrize("name", ["xi_api_key", "xi-api-key", "authorization"])
@pytest.mark.parametrize("path", [ONE, MANY])
async def test_a_key_may_come_in_the_first_message(
    keyed_server: Server, keys: Keys, path: str, name: str
) -> None:
    key = f"Bearer {keys.speaker}" if name == "authorization" else keys.speaker
    async with elevenlabs_socket(keyed_server, path) as client:
        await client.say({"text": "Hello there.", "flush": True, name: key})
        await client.next()
    assert not client.errors


@pytest.mark.parametrize("first", [{"text": " "}, {"text": " ", "xi_api_key": "vs_wrong"}])
@pytest.mark.parametrize("path", [ONE, MANY])
async def test_without_the_right_key_nothing_is_spoken(
    keyed_server: Server, path: str, first: dict[str, str]
) -> None:
    async with elevenlabs_socket(keyed_server, path) as client:
        await client.say(first, {"text": "Hello there.", "flush": True})
        assert await client.until_closed() == 1008
    [error] = client.errors
    assert error["error"] == "invalid_api_key"


@pytest.mark.parametrize("path", [ONE, MANY])
async def test_a_wrong_key_in_the_header_is_a_refused_handshake(
    keyed_server: Server, keys: Keys, path: str
) -> None:
    with pytest.raises(websockets.InvalidStatus) as raised:
        async with elevenlabs_socket(keyed_server, path, "vs_wrong"):
            pass
    assert raised.value.response.status_code == 401
    told = json.loads(raised.value.response.body or b"")
    assert told["detail"]["status"] == "invalid_api_key"


async def test_a_page_is_told_by_a_message(keyed_server: Server) -> None:
    headers = {"Origin": keyed_server.url}
    async with elevenlabs_socket(keyed_server, MANY, "vs_wrong", headers=headers) as client:
        assert await client.until_closed() == 1008
    assert client.errors[0]["error"] == "invalid_api_key"
