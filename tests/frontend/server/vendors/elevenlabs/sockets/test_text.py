"""How a text ends that cannot be taken to its end."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from backend_queues.errors import TextTooLong
from frontend.server.vendors.elevenlabs.sockets.messages import ElevenLabsMessage, SocketQuery
from frontend.server.vendors.elevenlabs.sockets.text import SpokenText

HELD = "a" * 98 + "<phoneme"  # of a hundred characters that may wait


async def until_time_out(_: SpokenText) -> None:
    await asyncio.sleep(0.1)


async def end(text: SpokenText) -> None:
    text.end()


async def close(text: SpokenText) -> None:
    text.close()


@pytest.mark.parametrize("ends", [until_time_out, end, close])
async def test_too_much_text_fails_however_it_ends(ends: Callable[[SpokenText], object]) -> None:
    query = SocketQuery(enable_ssml_parsing=True, inactivity_timeout=0.05)
    state = SimpleNamespace(settings=SimpleNamespace(max_text_chars=100))
    connection = SimpleNamespace(query=query, state=state)
    text = SpokenText(connection, "1", None)  # type: ignore[arg-type]
    text.take(ElevenLabsMessage(text=HELD, flush=True))
    ending = ends(text)
    assert asyncio.iscoroutine(ending)
    await ending
    assert text.ended
    assert text.failure
    assert text.failure.code == TextTooLong.code
