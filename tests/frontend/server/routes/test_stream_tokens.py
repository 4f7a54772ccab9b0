"""WS /stream-tokens: tokens in, sentences announced, pcm out, closed after the last audio."""

import json

import pytest
import websockets

from frontend.audio.formats import FORMATS, check_encoding
from tests.frontend.audio.hearing import decode, decoded_hz, likeness
from tests.support.clients import hear, stream_tokens
from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of
from tests.support.tones import pcm_of as tones_of

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
CONFIG = {"voice": "sine", "opts": {"speed": 1.0}}
DONE = {"done": True}


def tokens(text: str, size: int = 4) -> list[dict[str, str]]:
    return [{"token": text[i : i + size]} for i in range(0, len(text), size)]


async def test_tokens_become_speech(server: Server) -> None:
    heard = await stream_tokens(server.ws_url, CONFIG, *tokens(TEXT), DONE)
    assert heard.pcm == expected_pcm(TEXT)
    assert heard.sentences == [segment.text for segment in segments_of(TEXT)]
    assert heard.close_code == 1000


async def test_the_messages_are_those_of_the_protocol(server: Server) -> None:
    heard = await stream_tokens(server.ws_url, CONFIG, *tokens(TEXT), DONE)
    for message in heard.messages:
        assert list(message) == ["type", "sentence", "queue_depth"]
        assert message["type"] == "generating"
        assert isinstance(message["queue_depth"], int)


async def test_no_configuration_means_the_defaults(server: Server) -> None:
    heard = await stream_tokens(server.ws_url, {"token": TEXT}, DONE)
    assert heard.pcm == expected_pcm(TEXT)


async def test_a_late_configuration_holds_for_what_follows(server: Server) -> None:
    """Each line is a segment; what was enqueued before the configuration keeps its voice."""
    async with websockets.connect(f"{server.ws_url}/stream-tokens") as socket:
        await socket.send(json.dumps({"token": "One line of some length.\n"}))
        assert json.loads(await socket.recv())["sentence"] == "One line of some length."
        await socket.send(json.dumps({"voice": "square", "opts": {"speed": 2.0}}))
        await socket.send(json.dumps({"token": "Another line of some length."}))
        await socket.send(json.dumps(DONE))
        heard = await hear(socket)
    text = "One line of some length.\nAnother line of some length."
    one, _ = segments_of(text)
    plain = tones_of([one])
    changed = expected_pcm(text, speed=2.0, voice="square")
    assert heard.pcm == plain + changed[len(tones_of([one], speed=2.0)) :]


async def test_configuration_and_token_may_share_a_message(server: Server) -> None:
    heard = await stream_tokens(server.ws_url, {**CONFIG, "token": TEXT, "done": True})
    assert heard.pcm == expected_pcm(TEXT)


@pytest.mark.parametrize(
    "token",
    ["", " ", "\n", "\x00\x1b[31m", "\ud83d", "👋🏽", "**", "```", "<b>", "\u202e", "[pause", "]"],
)
async def test_any_string_is_a_token(server: Server, token: str) -> None:
    message = json.dumps({"token": token})
    heard = await stream_tokens(server.ws_url, message, {"token": "Hello there."}, message, DONE)
    assert heard.close_code == 1000
    assert heard.sentences
    assert heard.pcm


async def test_the_queue_depth_is_that_of_the_queue(server: Server) -> None:
    """With one slow worker, later sentences are enqueued behind earlier ones."""
    config = {"backend": "faulty", "opts": {"part_s": 0.05, "speed": 4.0}}
    streams = [
        await websockets.connect(f"{server.ws_url}/stream-tokens", compression=None)
        for _ in range(3)
    ]
    for socket in streams:
        for message in (config, {"token": TEXT}, DONE):
            await socket.send(json.dumps(message))
    depths = [
        message["queue_depth"] for socket in streams for message in (await hear(socket)).messages
    ]
    assert max(depths) > 0
    assert min(depths) == 0


@pytest.mark.parametrize(
    ("message", "part"),
    [
        (b"\x00\x01", "binary"),
        ("no json", "JSON"),
        ("[1, 2]", "a list"),
        ("7", "a whole number"),
        ({"token": 7}, "token"),
        ({"volume": 7}, "volume"),
        ({"voice": "nobody"}, "square"),
        ({"backend": "nothing"}, "faulty"),
        ({"opts": {"pitch": 1}}, "speed"),
        ({"opts": {"speed": 0}}, "0.25"),
        ({"opts": {"speed": "fast"}}, "number"),
        ('{"opts": {"speed": NaN}}', "nan"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
async def test_a_wrong_message_is_told_in_a_sentence(
    server: Server, message: object, part: str, first: bool
) -> None:
    before = [] if first else [{"token": "Hello. "}]
    heard = await stream_tokens(server.ws_url, *before, message)
    assert heard.messages[-1]["type"] == "error"
    assert part in heard.messages[-1]["message"]
    assert heard.close_code == 1008


async def test_text_with_nothing_to_say_is_an_error(server: Server) -> None:
    heard = await stream_tokens(server.ws_url, {"token": "👋 ... !"}, DONE)
    assert heard.messages == [
        {
            "type": "error",
            "code": "nothing_to_speak",
            "message": "The text holds nothing that can be said: no letter and no digit.",
        }
    ]


async def test_a_failed_segment_is_an_error_message(server: Server) -> None:
    config = {"backend": "faulty", "opts": {"fault": "final", "fault_at": 1}}
    heard = await stream_tokens(server.ws_url, config, {"token": TEXT}, DONE)
    assert heard.messages[-1]["code"] == "segment_failed"
    assert heard.close_code == 1011
    assert heard.pcm


@pytest.mark.parametrize("format", FORMATS)
async def test_binary_messages_are_one_stream_of_the_format(server: Server, format: str) -> None:
    heard = await stream_tokens(server.ws_url, {"format": format}, *tokens(TEXT), DONE)
    encoding = check_encoding(format)
    samples = decode(heard.pcm, encoding)
    alike, _ = likeness(samples, decoded_hz(encoding), expected_pcm(TEXT), 24_000)
    assert alike > 0.99
    assert heard.sentences == [segment.text for segment in segments_of(TEXT)]
    assert heard.close_code == 1000


async def test_telephony_has_a_byte_for_each_eight_thousandth_of_a_second(server: Server) -> None:
    config = {**CONFIG, "format": "mulaw", "sample_rate": 8_000}
    heard = await stream_tokens(server.ws_url, config, *tokens(TEXT), DONE)
    assert len(heard.pcm) == pytest.approx(len(expected_pcm(TEXT)) / 2 / 3, abs=1)


async def test_a_sample_rate_alone_is_that_of_the_pcm(server: Server) -> None:
    heard = await stream_tokens(server.ws_url, {"sample_rate": 48_000}, {"token": TEXT}, DONE)
    assert len(heard.pcm) == pytest.approx(len(expected_pcm(TEXT)) * 2, abs=2)


async def test_who_asks_for_events_gets_them_in_order(server: Server) -> None:
    config = {"backend": "faulty", "opts": {"words": True}, "events": True, "format": "mulaw"}
    heard = await stream_tokens(server.ws_url, config, *tokens(TEXT), DONE)
    start, *_, done = [message for message in heard.messages if message["type"] != "taken"]
    known = {"type", "utterance", "backend", "voice", "format", "sample_rate_hz"}
    assert set(start) == known | {"resume"}
    assert (start["type"], start["backend"], start["voice"]) == ("start", "faulty", "sine")
    assert (start["format"], start["sample_rate_hz"]) == ("mulaw", 8_000)
    assert done == {
        "type": "done",
        "segments": 3,
        "audio_s": pytest.approx(len(heard.pcm) / 8_000, abs=0.001),
    }
    segments = [message for message in heard.messages if message["type"] == "segment"]
    assert [segment["text"] for segment in segments] == heard.sentences
    assert [segment["segment_index"] for segment in segments] == [0, 1, 2]
    said = [message for message in heard.messages if message["type"] == "words"]
    words = [word for message in said for word in message["words"]]
    assert [text for text, _, _ in words] == TEXT.split()
    assert [message["segment_index"] for message in said] == sorted(
        m["segment_index"] for m in said
    )
    for segment in segments:
        first = next(m for m in said if m["segment_index"] == segment["segment_index"])
        assert first["words"][0][1] >= segment["start_s"]


async def test_the_configuration_may_come_in_parts(server: Server) -> None:
    parts = [{"format": "alaw"}, {"events": True}, {"token": ""}, {"sample_rate": 16_000}]
    heard = await stream_tokens(server.ws_url, *parts, {"token": TEXT}, DONE)
    assert (heard.messages[0]["format"], heard.messages[0]["sample_rate_hz"]) == ("alaw", 16_000)
    assert len(heard.pcm) == pytest.approx(len(expected_pcm(TEXT)) / 2 * 2 / 3, abs=1)


@pytest.mark.parametrize("late", [{"format": "mp3"}, {"sample_rate": 8_000}, {"events": True}])
async def test_the_output_cannot_change_once_the_text_has_begun(
    server: Server, late: dict[str, object]
) -> None:
    heard = await stream_tokens(server.ws_url, {"token": "Hello. "}, late)
    assert heard.messages[-1]["code"] == "invalid_request"
    assert "before its first token" in heard.messages[-1]["message"]
    assert heard.close_code == 1008


async def test_the_output_may_be_said_again(server: Server) -> None:
    config = {"format": "pcm", "events": False}
    heard = await stream_tokens(
        server.ws_url, config, {"token": TEXT, **config}, {**config, **DONE}
    )
    assert heard.pcm == expected_pcm(TEXT)


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ({"format": "ogg"}, "pcm, wav, mp3, opus, aac, flac, mulaw, alaw"),
        ({"format": "opus", "sample_rate": 44_100}, "8000, 12000, 16000, 24000, 48000"),
        ({"sample_rate": 100}, "from 8000 to 48000"),
        ({"sample_rate": "8000"}, "sample_rate"),
        ({"events": "yes"}, "events"),
    ],
)
async def test_an_output_there_is_not_is_refused(
    server: Server, message: dict[str, object], named: str
) -> None:
    heard = await stream_tokens(server.ws_url, message)
    assert heard.messages[-1]["type"] == "error"
    assert named in heard.messages[-1]["message"]
    assert heard.close_code == 1008


async def test_in_a_container_what_precedes_a_failure_is_heard(server: Server) -> None:
    config = {"backend": "faulty", "opts": {"fault": "final", "fault_at": 1}, "format": "mp3"}
    heard = await stream_tokens(server.ws_url, config, {"token": TEXT}, DONE)
    assert heard.messages[-1]["code"] == "segment_failed"
    spoken = tones_of(segments_of(TEXT)[:1])
    samples = decode(heard.pcm, check_encoding("mp3"))
    alike, lag = likeness(samples, 24_000, spoken, 24_000)
    assert alike > 0.99
    assert len(samples) - lag >= len(spoken) // 2
