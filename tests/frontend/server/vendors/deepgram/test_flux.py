"""WS /v2/speak, as Deepgram's clients use it: turns, and what was heard of one."""

import asyncio
import re
from typing import Any

import pytest

from tests.frontend.server.vendors.deepgram.talking import (
    AUDIO,
    CLOSE,
    FLUSH,
    said,
    speak,
    speak_tokens,
    talking,
)
from tests.support.processes import wait_until
from tests.support.server import Server
from tests.support.tones import expected_pcm

PATH = "/v2/speak"
TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
FIRST = "One sentence is said first, and no other."
NEXT = "Something else is said after that."
# More audio than any buffer on the way to a client takes, and fewer segments than the tone has.
LONG = (
    "This sentence is one of a hundred that are spoken one after the other, and it goes on for so "
    "long that nobody would wait for its end, let alone for all. "
) * 100
NGUYEN = r"\{" + '"word": "Nguyen", "pronounce": "ŋʷĩən"' + r"\}"
NOTHING_APPLIED = {"pronunciations_applied": 0, "breaks_applied": 0, "pronunciation_warnings": 0}


def interrupt(offset_ms: int | None = None) -> dict[str, Any]:
    offset = {"type": "time_ms", "value": offset_ms}
    return {"type": "Interrupt", **({} if offset_ms is None else {"playback_offset": offset})}


def configure(speed: float | None) -> dict[str, Any]:
    return {"type": "Configure", "speed": speed}


def length_ms(pcm: bytes) -> int:
    return round(len(pcm) / 48)


def metadata(speech_id: str, text: str, pcm: bytes) -> dict[str, Any]:
    return {
        "speech_id": speech_id,
        "audio_duration_ms": length_ms(pcm),
        "input_character_count": len(text),
        "billable_character_count": len(text),
        "controls_applied": NOTHING_APPLIED,
    }


async def test_a_conversation_is_as_deepgram_has_it(server: Server) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(*speak_tokens(FIRST), FLUSH)
        await talk.until("SpeechMetadata")
        first_ms = length_ms(talk.pcm)
        await talk.send(speak(LONG))
        await talk.until("audio")
        await talk.send(interrupt(first_ms))
        await talk.until("SpeechInterrupted")
        await talk.send(configure(1.5))
        await talk.until("ConfigureSuccess")
        await talk.send(speak(NEXT), FLUSH)
        await talk.until("SpeechMetadata")
        await talk.send(CLOSE)
        await talk.to_the_end()
    connected = talk.messages[0]
    for name in ("request_id", "model_version", "model_uuids"):
        assert connected.pop(name)
    ids = [message["speech_id"] for message in talk.messages if message["type"] == "SpeechStarted"]
    assert len(set(ids)) == 3
    assert all(re.fullmatch("dg_sp_[0-9a-f]{12}", one) for one in ids)
    one, two, three = ids
    first, cut, last = talk.audio
    assert talk.messages == [
        {"type": "Connected", "model_name": "sine"},
        {"type": "SpeechStarted", "speech_id": one},
        AUDIO,
        {"type": "SpeechMetadata", **metadata(one, FIRST, first)},
        {"type": "SpeechStarted", "speech_id": two},
        AUDIO,
        {
            "type": "SpeechInterrupted",
            "audio_played_ms": first_ms,
            "text_spoken": "",
            "text_remaining": LONG.strip(),
            "metadata": metadata(two, LONG, cut),
        },
        {"type": "ConfigureSuccess", "applied": {"speed": 1.5}},
        {"type": "SpeechStarted", "speech_id": three},
        AUDIO,
        {"type": "SpeechMetadata", **metadata(three, NEXT, last)},
        {
            "type": "SessionMetadata",
            "total_audio_duration_ms": length_ms(first + last),
            "total_input_character_count": len(FIRST + LONG + NEXT),
            "total_billable_character_count": len(FIRST + LONG + NEXT),
        },
    ]
    assert talk.echoed == [{"type": "Flushed", "speech_id": speech} for speech in (one, three)]
    assert first == expected_pcm(FIRST)
    assert last == expected_pcm(NEXT, speed=1.5)
    assert talk.code == 1000


async def test_turns_are_spoken_one_after_the_other(server: Server) -> None:
    talk = await said(server, PATH, speak(TEXT), FLUSH, speak(NEXT), FLUSH, speak("Bye."), CLOSE)
    assert talk.pcm == b"".join(map(expected_pcm, (TEXT, NEXT, "Bye.")))
    types = [kind for kind in talk.types if kind != "audio"]
    turn = ["SpeechStarted", "SpeechMetadata"]
    assert types == ["Connected", *turn * 3, "SessionMetadata"]
    assert len(talk.echoed) == 2


async def test_what_was_heard_and_the_rest_are_the_whole_text(server: Server) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(speak(TEXT), FLUSH)
        await talk.until("SpeechMetadata")
        await talk.send(interrupt(3_000))
        answer = await talk.until("SpeechInterrupted")
    assert answer["text_spoken"].startswith("This is the first sentence of the text.")
    assert f"{answer['text_spoken']} {answer['text_remaining']}" == TEXT
    assert answer["audio_played_ms"] == 3_000


async def test_who_is_interrupted_between_turns_has_heard_the_first(server: Server) -> None:
    """The listener hears the first turn, while the server is at another one already."""
    async with talking(server, PATH) as talk:
        await talk.send(speak(TEXT), FLUSH)
        await talk.until("SpeechMetadata")
        first_id = talk.messages[-1]["speech_id"]
        await talk.send(speak(LONG), FLUSH, speak(NEXT), FLUSH)
        await talk.until("audio")
        await talk.send(interrupt(500))
        answer = await talk.until("SpeechInterrupted")
        assert answer["metadata"]["speech_id"] == first_id
        assert answer["text_spoken"] + " " + answer["text_remaining"] == TEXT
        await talk.send(speak(NEXT), FLUSH)
        await talk.until("SpeechMetadata")
        await talk.send(CLOSE)
        await talk.to_the_end()
    assert talk.audio[-1] == expected_pcm(NEXT)
    assert talk.messages[-1]["total_audio_duration_ms"] == 500 + length_ms(expected_pcm(NEXT))


async def test_without_an_offset_no_text_is_told(server: Server) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(speak(LONG))
        await talk.until("audio")
        await talk.send(interrupt())
        answer = await talk.until("SpeechInterrupted")
    assert set(answer) == {"type", "audio_played_ms", "metadata"}
    assert answer["audio_played_ms"] == length_ms(talk.pcm)


async def test_a_turn_is_interrupted_before_its_first_audio_too(server: Server) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(speak(LONG), FLUSH, speak(NEXT), interrupt(0))
        answer = await talk.until("SpeechInterrupted")
        assert answer["text_spoken"] == ""
        assert answer["text_remaining"] == LONG.strip()
        await talk.send(speak(NEXT), CLOSE)
        await talk.to_the_end()
    assert talk.audio[-1] == expected_pcm(NEXT)


@pytest.mark.parametrize("began", [False, True])
async def test_half_of_a_character_is_replaced_in_what_was_not_heard(
    server: Server, began: bool
) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(speak(LONG + "Hello\ud83d there. " * 500))
        if began:
            await talk.until("audio")
        await talk.send(interrupt(0), speak(NEXT), CLOSE)
        await talk.to_the_end()
    [answer] = [it for it in talk.messages if it["type"] == "SpeechInterrupted"]
    assert answer["text_remaining"] == (LONG + "Hello\ufffd there. " * 500).strip()
    assert talk.audio[-1] == expected_pcm(NEXT)


async def test_the_work_that_was_interrupted_is_cancelled(server: Server) -> None:
    def under_way() -> list[Any]:
        with server.redis() as redis:
            return [*redis.scan_iter("vs:utt:*"), *redis.scan_iter("tts.tone*")]

    async with talking(server, PATH) as talk:
        await talk.send(speak(LONG))
        await talk.until("audio")
        await talk.send(interrupt())
        await talk.until("SpeechInterrupted")
        await asyncio.to_thread(wait_until, lambda: not under_way(), 30)


async def test_an_interruption_that_cannot_be_is_a_warning(server: Server) -> None:
    async with talking(server, PATH) as talk:
        await talk.send(interrupt(), interrupt(100), FLUSH)
        await talk.send(speak("Hello."), FLUSH)
        await talk.until("SpeechMetadata")
        await talk.send(interrupt(), interrupt(60_000))
        await talk.send(speak(LONG))
        await talk.until("audio")
        await talk.send(interrupt(400))
        await talk.until("SpeechInterrupted")
        await talk.send(speak(LONG), interrupt(400), interrupt(401))
        await talk.until("SpeechInterrupted")
    codes = [message["code"] for message in talk.messages if message["type"] == "Warning"]
    assert codes == [
        "NO_AUDIO_GENERATED",
        "NO_AUDIO_GENERATED",
        "NO_ACTIVE_SPEECH",
        "NO_ACTIVE_SPEECH",
        "NO_ACTIVE_SPEECH",
        "INVALID_INTERRUPT_OFFSET",
    ]


@pytest.mark.parametrize(
    ("speed", "code"),
    [
        (0.45, "SPEED_OUT_OF_RANGE"),
        (1.55, "SPEED_OUT_OF_RANGE"),
        (1.02, "SPEED_INCREMENT_INVALID"),
    ],
)
async def test_a_speed_that_there_is_not_changes_nothing(
    server: Server, speed: float, code: str
) -> None:
    talk = await said(server, PATH, configure(speed), configure(None), speak("Hello."), CLOSE)
    failure = talk.messages[1]
    assert failure.pop("description")
    assert failure == {"type": "ConfigureFailure", "code": code, "field": "speed", "value": speed}
    assert talk.messages[2] == {"type": "ConfigureSuccess", "applied": {}}
    assert talk.pcm == expected_pcm("Hello.")


async def test_every_step_of_the_speed_is_one(server: Server) -> None:
    steps = [round(0.5 + 0.05 * step, 2) for step in range(21)]
    talk = await said(server, PATH, *map(configure, steps), CLOSE)
    assert [message["applied"]["speed"] for message in talk.messages[1:-1]] == steps


@pytest.mark.parametrize("text", [" ", "...", "👋"])
async def test_a_turn_with_nothing_to_say_is_a_warning(server: Server, text: str) -> None:
    talk = await said(server, PATH, speak(text), FLUSH, speak("Hello."), CLOSE)
    assert talk.types == [
        *("Connected", "SpeechStarted", "Warning", "SpeechMetadata"),
        *("SpeechStarted", "audio", "SpeechMetadata", "SessionMetadata"),
    ]
    warning = next(message for message in talk.messages if message["type"] == "Warning")
    assert warning["code"] == "NO_SYNTHESIZABLE_TEXT"


async def test_a_pronunciation_that_the_voice_does_not_take_is_a_warning(server: Server) -> None:
    talk = await said(server, PATH, *speak_tokens(f"Ask {NGUYEN}."), CLOSE)
    assert talk.pcm == expected_pcm("Ask Nguyen.")
    warning, told = talk.messages[-3:-1]
    assert warning["code"] == "PRONUNCIATION_WARNINGS"
    assert told["input_character_count"] == len(f"Ask {NGUYEN}.")
    assert told["billable_character_count"] == len("Ask Nguyen.")
    assert told["controls_applied"] == {**NOTHING_APPLIED, "pronunciation_warnings": 1}


async def test_more_turns_than_may_wait_are_an_error(server: Server) -> None:
    turn = (speak(f"{TEXT} " * 5), FLUSH)
    talk = await said(server, PATH, *turn * 150)
    assert talk.messages[-1]["type"] == "Error"
    assert "100 texts wait" in talk.messages[-1]["description"]
    assert talk.code == 1008


async def test_more_text_than_may_wait_is_an_error_whatever_its_turns(server: Server) -> None:
    turn = (speak(LONG * 3), FLUSH)
    talk = await said(server, PATH, *turn * 10)
    assert talk.messages[-1]["code"] == "BIG-0000"
    assert talk.code == 1008
