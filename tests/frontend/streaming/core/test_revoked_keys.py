"""A key that is revoked while a connection that it has opened goes on."""

import asyncio

import pytest

from frontend.access.client import Client
from frontend.access.errors import InvalidKey
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Done
from frontend.streaming.utterances import LOOK_S
from tests.support.core import VOICE, Core, collected, failure_of
from tests.support.memory_cluster import RATE_HZ
from tests.support.virtual_time import now

ONE, OTHER = Client("one"), Client("other")


async def test_no_more_text_is_taken(core: Core) -> None:
    core.use.revoked.add(ONE.key)
    with pytest.raises(InvalidKey):
        await core.hear(client=ONE)
    assert isinstance((await core.hear(client=OTHER))[-1], Done)


async def test_a_text_that_is_still_written_ends_and_those_of_others_go_on(core: Core) -> None:
    watching = asyncio.create_task(core.service.watch_keys())
    async with (
        core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ, client=ONE) as ended,
        core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ, client=OTHER) as other,
    ):
        await asyncio.sleep(5)
        core.use.revoked.add(ONE.key)
        ended.write("This is never the end")
        assert failure_of(await collected(ended.events())).code == "invalid_key"
        assert now() <= 5 + 2 * LOOK_S
        other.write("This is the end.")
        other.end_text()
        assert isinstance((await collected(other.events()))[-1], Done)
    watching.cancel()
