"""One client's flood does not take the next client's first audio, nor its place in line."""

import asyncio

import pytest

from backend_queues.errors import TTSError
from frontend.access.client import Client
from frontend.access.errors import TooManyRequests
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Done
from frontend.settings import Settings
from frontend.streaming.background import Background
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import VOICE, Core, collected, failure_of
from tests.support.listeners import SENTENCE, TWO, Listener, heard_all, listen_all
from tests.support.memory_cluster import SECONDS_PER_CHARACTER, MemoryCluster

CROWD, OTHER = Client("crowd"), Client("other")


async def first_audio_s(core: Core) -> float:
    listener = Listener(core, SENTENCE, client=OTHER)
    await listener.listen()
    return listener.first_audio_s


@pytest.mark.no_cover
async def test_two_hundred_streams_of_one_client_do_not_delay_the_first_of_another(
    cluster: MemoryCluster, settings: Settings
) -> None:
    cluster.speed = 50.0
    core = make_core(cluster, settings, Background(), "f")
    idle_s = await first_audio_s(core)
    flood = [asyncio.create_task(Listener(core, client=CROWD).listen()) for _ in range(200)]
    await asyncio.sleep(0.01)
    # What a worker speaks just now it speaks to its end; a few more may be as urgent.
    sentence_s = len(SENTENCE) * SECONDS_PER_CHARACTER / core.cluster.speed
    assert await first_audio_s(core) <= idle_s + 4 * sentence_s
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)


async def test_the_first_of_another_is_admitted_also_when_the_workers_have_become_slower(
    core: Core,
) -> None:
    core.cluster.speed = 20.0
    await first_audio_s(core)
    flood = [
        asyncio.create_task(Listener(core, SENTENCE * 100, client=CROWD).listen())
        for _ in range(20)
    ]
    await asyncio.sleep(5)
    core.cluster.speed = 5.0
    sentence_s = len(SENTENCE) * SECONDS_PER_CHARACTER / core.cluster.speed
    assert await first_audio_s(core) < 4 * sentence_s
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)


async def test_all_of_a_crowd_are_served(cluster: MemoryCluster, settings: Settings) -> None:
    cluster.speed = 50.0
    core = make_core(cluster, settings, Background(), "f")
    listeners = [Listener(core, SENTENCE, client=CROWD) for _ in range(30)]
    await listen_all(*listeners, apart_s=0)
    assert heard_all(*listeners)


async def test_another_client_goes_before_the_waiting_crowd(core: Core) -> None:
    core.cluster.speed = 2.5
    listeners = [Listener(core, SENTENCE * 3, client=CROWD) for _ in range(4)]
    other = Listener(core, SENTENCE * 3, client=OTHER)
    await listen_all(*listeners, other, apart_s=0.1)
    *_, last = listeners
    assert other.began_at and last.began_at and other.began_at < last.began_at
    assert other.waits[0].position == 1
    assert heard_all(*listeners, other)


async def test_a_stream_that_is_one_too_many_is_refused(core: Core) -> None:
    core.use.streams = 1
    async with core.service.utterance(VOICE, Endpoint.TTS, client=CROWD):
        with pytest.raises(TooManyRequests):
            await core.hear(client=CROWD)
        assert isinstance((await core.hear(client=OTHER))[-1], Done)
    assert isinstance((await core.hear(client=CROWD))[-1], Done)


async def test_a_text_that_is_too_long_for_its_client_is_not_begun(core: Core) -> None:
    core.use.characters = 10
    with pytest.raises(TooManyRequests):
        await core.hear("This has more than ten characters.", client=CROWD)
    assert core.cluster.sent == []
    assert isinstance((await core.hear("Hello.", client=OTHER))[-1], Done)


async def test_a_stream_ends_when_its_client_has_written_too_much(core: Core) -> None:
    core.use.characters = 100
    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, client=CROWD) as utterance:
        utterance.write(SENTENCE)
        events = asyncio.create_task(collected(utterance.events()))
        await asyncio.sleep(1)
        utterance.write(SENTENCE * 2)
        failure = failure_of(await events)
    assert failure.code == TooManyRequests.code and failure.retryable
    assert core.use.taken[CROWD.name] == len(SENTENCE * 3)


async def test_no_more_of_a_client_wait_than_may(core: Core) -> None:
    core.cluster.speed, core.use.waiting = TWO, 1
    listeners = [Listener(core, SENTENCE * 2, client=CROWD) for _ in range(3)]
    flood = [asyncio.create_task(listener.listen()) for listener in listeners]
    await asyncio.sleep(0.1)
    with pytest.raises(TTSError, match="1 texts may wait in line"):
        await core.hear("Hello.", client=CROWD)
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)
