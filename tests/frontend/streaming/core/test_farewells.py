"""Redis hears of every utterance that is over: of many at once, and again if it did not hear."""

import asyncio
import logging
from collections.abc import Sequence

import pytest

from backend_queues.errors import RedisUnavailable
from frontend.protocol.endpoints import Endpoint
from frontend.streaming.admission.ticket import Ticket
from frontend.streaming.background import Background
from frontend.streaming.farewells import AGAIN_S, KEEP_TRYING_S, Farewells
from tasks.farewell import Farewell
from tests.support.core import TEXT, VOICE, Core
from tests.support.memory_cluster import RATE_HZ, MemoryCluster

MANY = 1_200


async def test_many_that_leave_at_once_take_a_few_calls(cluster: MemoryCluster) -> None:
    background = Background()
    farewells = Farewells(cluster, background)
    for number in range(MANY):
        farewells.say(Farewell(f"u{number}", cancelled=True))
    await background.finish(limit_s=5)
    assert len(cluster.cancelled) == sum(cluster.ended) == MANY
    assert cluster.ended == [500, 500, 200]


async def test_what_ends_during_a_call_is_said_in_the_next(cluster: MemoryCluster) -> None:
    background = Background()
    farewells = Farewells(cluster, background)
    farewells.say(Farewell("first"))
    await asyncio.sleep(0)
    for name in ("second", "third"):
        farewells.say(Farewell(name))
    await background.finish(limit_s=5)
    assert cluster.closed == ["first", "second", "third"]
    assert cluster.ended == [1, 2]


async def test_an_end_that_did_not_reach_redis_is_said_again(core: Core) -> None:
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    await anext(events)
    core.cluster.redis_is_up = False
    await events.aclose()
    await asyncio.sleep(KEEP_TRYING_S / 2)
    assert not core.cluster.cancelled
    core.cluster.redis_is_up = True
    await asyncio.sleep(2 * AGAIN_S)
    assert len(core.cluster.cancelled) == 1


async def test_it_is_not_said_for_longer_than_redis_would_remember(
    cluster: MemoryCluster, caplog: pytest.LogCaptureFixture
) -> None:
    background = Background()
    farewells = Farewells(cluster, background)
    cluster.redis_is_up = False
    farewells.say(Farewell("u", cancelled=True))
    with caplog.at_level(logging.WARNING):
        await asyncio.sleep(KEEP_TRYING_S + 2 * AGAIN_S)
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    cluster.redis_is_up = True
    farewells.say(Farewell("later"))
    await background.finish(limit_s=5)
    assert not cluster.cancelled and cluster.closed == ["later"]


async def test_tasks_that_wait_leave_with_their_listener(core: Core) -> None:
    core.cluster.lose_all_workers()
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    await anext(events)
    await asyncio.sleep(0.1)
    assert core.cluster.waiting
    await events.aclose()
    await asyncio.sleep(0.1)
    assert not core.cluster.waiting


async def test_nobody_looks_at_all_listeners_where_none_waits(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done for each that ends or leaves must not grow with the number of the others."""
    looks: list[object] = []
    async with core.service.utterance(VOICE, Endpoint.WS, RATE_HZ):
        monkeypatch.setattr(Ticket, "needed_s", property(looks.append))
        core.load.over("tone", "another", "")
    assert not looks


class OnAndOff(MemoryCluster):
    """Hears what ends at every second call only, each of which takes a moment."""

    def __init__(self) -> None:
        super().__init__(workers=0)
        self.calls = 0
        self.running = self.most_running = 0

    async def end(self, farewells: Sequence[Farewell]) -> None:
        self.calls += 1
        self.running += 1
        self.most_running = max(self.running, self.most_running)
        await asyncio.sleep(0.1)
        self.running -= 1
        if self.calls % 2:
            raise RedisUnavailable("Redis does not answer: it is down")
        await super().end(farewells)


async def test_each_time_that_redis_is_away_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    cluster, background = OnAndOff(), Background()
    farewells = Farewells(cluster, background)
    with caplog.at_level(logging.WARNING):
        for number in range(600):
            farewells.say(Farewell(f"u{number}"))
        await background.finish(limit_s=5)
    assert cluster.ended == [500, 100]
    assert len(caplog.records) == 2


async def test_there_is_one_call_at_a_time() -> None:
    cluster, background = OnAndOff(), Background()
    farewells = Farewells(cluster, background)
    for number in range(5):
        farewells.say(Farewell(f"u{number}"))
        await asyncio.sleep(0.03)
    await background.finish(limit_s=5)
    assert len(cluster.closed) == 5
    assert cluster.most_running == 1


async def test_a_redis_that_is_away_is_asked_twice_a_second(cluster: MemoryCluster) -> None:
    background = Background()
    farewells = Farewells(cluster, background)
    cluster.redis_is_up = False
    farewells.say(Farewell("u"))
    await asyncio.sleep(0.9)
    cluster.redis_is_up = True
    await asyncio.sleep(0.2)
    assert cluster.closed == ["u"]
