"""When the stream of a text that comes piece by piece is opened."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from backend_queues.errors import Overloaded
from frontend.access.client import Client
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.vendors.incoming import IncomingText, TextRoom
from frontend.server.vendors.speaking import Asked, spoken


async def test_a_text_takes_nobodys_place_until_it_has_words() -> None:
    opened: list[object] = []

    async def resolve(*_: object) -> None:
        return None

    def utterance(*_: object, **__: object) -> None:
        opened.append(text)
        raise Overloaded("Come again.")

    reading = SimpleNamespace(ask=lambda *_: None, set_ssml=lambda *_, **__: None)
    state: Any = SimpleNamespace(
        voices=SimpleNamespace(resolve=resolve),
        reading=lambda _: reading,
        speech_service=SimpleNamespace(utterance=utterance),
    )
    text = IncomingText(TextRoom(1_000))
    asked = Asked(text, VoiceSettingsRequest())
    events = spoken(state, Client(), asked, Endpoint.WYOMING)
    first = asyncio.ensure_future(anext(events))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not opened
    text.write("Hello.")
    with pytest.raises(Overloaded):
        await first
    assert opened
