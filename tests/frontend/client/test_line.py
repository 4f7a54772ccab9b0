"""A Python client is told of the wait in line; one that does not listen does not wait."""

import httpx

from frontend.client import SpeechEvent, speak, speech
from frontend.protocol.events import Done, InLine, Opened
from frontend.protocol.voice_settings import VoiceSettingsRequest
from tests.support.busy import ENDLESS, PATIENCE_S, faulty, full, in_line
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "Hello there."
FAULTY = VoiceSettingsRequest(backend="faulty")


async def told_of(text: str | list[str], server: Server) -> list[SpeechEvent]:
    return [event async for event in speech(text, url=server.url, voice_settings=FAULTY)]


def check_told(told: list[SpeechEvent]) -> None:
    waits = [event for event in told if isinstance(event, InLine)]
    assert waits and waits[0].position >= 1
    assert told[: len(waits)] == waits
    opened, *_, done = told[len(waits) :]
    assert isinstance(opened, Opened) and isinstance(done, Done)
    assert b"".join(event for event in told if isinstance(event, bytes)) == expected_pcm(TEXT)


async def test_a_text_and_tokens_wait_in_line(busy_server: Server) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        asked = (told_of(text, busy_server) for text in (TEXT, ["Hello ", "there."]))
        for told in await in_line(client, busy_server, *asked):
            check_told(told)


async def test_who_only_wants_audio_waits_without_a_word(busy_server: Server) -> None:
    async def heard() -> bytes:
        parts = [pcm async for pcm in speak(TEXT, url=busy_server.url, backend="faulty")]
        return b"".join(parts)

    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        assert await in_line(client, busy_server, heard()) == [expected_pcm(TEXT)]


async def test_what_is_not_listened_to_does_not_wait(busy_server: Server) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client, full(client, busy_server, ENDLESS):
        events = speech(TEXT, url=busy_server.url, voice_settings=FAULTY, realtime=False)
        told = [event async for event in events]
        assert not any(isinstance(event, InLine) for event in told)
        assert faulty(busy_server)["in_line"] == 1
    assert b"".join(event for event in told if isinstance(event, bytes)) == expected_pcm(TEXT)
