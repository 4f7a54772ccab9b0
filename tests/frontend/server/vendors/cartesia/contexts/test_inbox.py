"""How many messages of a context wait, and how much text."""

import asyncio

import pytest

from frontend.server.vendors.cartesia.contexts.inbox import MOST_WAITING, Inbox
from frontend.server.vendors.cartesia.messages import ContextMessage


def message(transcript: str) -> ContextMessage:
    return ContextMessage(context_id="a", transcript=transcript)


@pytest.mark.parametrize(("chars", "fit"), [(0, MOST_WAITING), (40, 2), (1_000, 1)])
async def test_who_brings_too_much_waits_until_there_is_room(chars: int, fit: int) -> None:
    inbox = Inbox(max_chars=100)
    for _ in range(fit):
        await inbox.put(message("a" * chars))
    more = asyncio.create_task(inbox.put(message("b" * chars)))
    await asyncio.sleep(1)
    assert not more.done()
    assert await inbox.next() == message("a" * chars)
    await more
    taken = [await inbox.next(0) for _ in range(fit)]
    assert taken == [*([message("a" * chars)] * (fit - 1)), message("b" * chars)]


@pytest.mark.parametrize("end", [Inbox.clear, Inbox.close])
async def test_what_is_cleared_takes_no_room(end: object) -> None:
    inbox = Inbox(max_chars=100)
    await inbox.put(message("a" * 100))
    more = asyncio.create_task(inbox.put(message("b" * 100)))
    await asyncio.sleep(1)
    assert callable(end)
    end(inbox)
    await more
