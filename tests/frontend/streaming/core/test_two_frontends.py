"""Frontends that share the workers know of each other's listeners through Redis alone."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from frontend.protocol.events import Done
from tests.support.core import Core
from tests.support.listeners import SENTENCE_S, TWO, Listener, heard_all, listen_all


@pytest.fixture
async def core(core: Core) -> AsyncIterator[Core]:
    core.cluster.speed, core.cluster.segment_s = TWO, SENTENCE_S / TWO
    watching = asyncio.create_task(core.admission.watch())
    yield core
    watching.cancel()


@pytest.fixture
async def other(core: Core) -> AsyncIterator[Core]:
    """A second process; both know of each other."""
    other = core.another_frontend()
    watching = asyncio.create_task(other.admission.watch())
    await asyncio.sleep(1.5)
    yield other
    watching.cancel()


def start(*listeners: Listener) -> list[asyncio.Task[None]]:
    return [asyncio.create_task(listener.listen()) for listener in listeners]


async def test_the_limit_is_one_for_both(core: Core, other: Core) -> None:
    everybody = [Listener(core), Listener(other), Listener(core), Listener(other)]
    await listen_all(*everybody)
    assert [bool(listener.waits) for listener in everybody] == [False, False, True, True]
    assert heard_all(*everybody)


async def test_those_who_come_to_both_at_once_are_not_too_many(core: Core, other: Core) -> None:
    listeners = [Listener(one) for one in (core, other, core, other)]
    running, most = start(*listeners), 0
    while not all(task.done() for task in running):
        most = max(most, len(core.cluster.sent) and core.admission.capacity.listeners("tone"))
        await asyncio.sleep(0.05)
    assert most == 2
    assert all(isinstance(listener.events[-1], Done) for listener in listeners)


async def test_what_a_dead_one_has_published_is_forgotten(core: Core, other: Core) -> None:
    dying = start(Listener(other), Listener(other))
    await asyncio.sleep(1)
    left = Listener(core)
    [waiting] = start(left)
    await asyncio.sleep(1)
    assert left.waits
    core.cluster.silence(other.frontend)  # and what it has published expires
    await asyncio.sleep(1.1)
    assert left.began_at is not None
    await waiting
    for task in dying:
        task.cancel()


async def test_while_redis_is_away_the_last_known_counts(core: Core, other: Core) -> None:
    running = start(Listener(other), Listener(other))
    await asyncio.sleep(1.5)
    core.cluster.redis_is_up = False
    await asyncio.sleep(1.5)
    assert core.admission.capacity.listeners("tone") == 2
    core.cluster.redis_is_up = True
    await asyncio.gather(*running)
