"""A document of SSML that comes in tokens."""

import time
from types import SimpleNamespace
from typing import Any

import pytest

from backend_queues.errors import TextTooLong
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.routes.tokens.token_voices import TokenVoices
from frontend.settings import Settings
from tests.support.spelled import ASKED


def document(**settings: Any) -> TokenVoices:
    voices = TokenVoices(SimpleNamespace(), Settings(**settings))
    voices.ask(VoiceSettingsRequest(), ASKED)
    voices.set_ssml(True, begun=False)
    return voices


async def test_taking_tokens_takes_time_by_the_length_of_the_document_alone() -> None:
    voices = document()
    began = time.monotonic()
    for _ in range(40_000):
        await voices.read("word ", is_last=False)
    assert time.monotonic() - began < 15  # it takes a second at the most
    with pytest.raises(TextTooLong, match="200,001"):
        await voices.read("a", is_last=False)


async def test_tokens_without_characters_are_not_kept() -> None:
    voices = document()
    for _ in range(1_000):
        await voices.read("", is_last=False)
    assert not voices._document
