import asyncio
from collections.abc import AsyncGenerator, Iterator
from typing import Any

import pytest

from frontend.client import speak
from tests.support.server import Server
from tests.support.tones import expected_pcm


async def test_tokens_that_say_nothing_are_left_out(server: Server) -> None:
    """As an LLM's answer begins and ends, read by whichever of its clients."""
    parts: list[Any] = ["", None, "Hello ", None, "there.", "", None]

    async def tokens() -> AsyncGenerator[str]:
        for part in parts:
            yield part

    for text in (parts, tokens()):
        heard = b"".join([pcm async for pcm in speak(text, url=server.url)])
        assert heard == expected_pcm("Hello there.")


class Unreadable:
    """Fails before there is an iterator of it."""

    def __iter__(self) -> Iterator[str]:
        raise OSError("There is no model.")


class GivesUp(BaseException):
    """As trio's and gevent's own are, that programs must not catch by `except Exception`."""


def ended_tokens() -> Iterator[str]:
    yield "Hello "
    raise GivesUp


@pytest.mark.parametrize(("tokens", "error"), [(Unreadable(), OSError), (ended_tokens(), GivesUp)])
async def test_whatever_ends_the_iterator_reaches_the_caller(
    server: Server, tokens: Any, error: type[BaseException]
) -> None:
    async with asyncio.timeout(20):
        with pytest.raises(error):
            async for _ in speak(tokens, url=server.url):
                pass
