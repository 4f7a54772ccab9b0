"""A suspicion lasts until the supervisor must have reported, and counts once."""

from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from frontend.streaming.delivery.crashes import Crashes
from tests.support.memory_cluster import MemoryCluster
from tests.support.segment_tasks import TASK

REPORTED_BY_S = 6.0


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
async def cluster() -> AsyncIterator[MemoryCluster]:
    cluster = MemoryCluster(workers=0)
    yield cluster
    await cluster.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def crashes(cluster: MemoryCluster, clock: Clock) -> Crashes:
    return Crashes(cluster.transport, clock)


def report(cluster: MemoryCluster, worker: str) -> None:
    cluster.deaths_are_crashes = True
    cluster.dead.add(worker)


def counted(cluster: MemoryCluster) -> list[set[str]]:
    return [workers for workers in cluster.crashes.values() if workers]


async def test_a_crash_that_is_reported_in_time_counts(
    cluster: MemoryCluster, clock: Clock, crashes: Crashes
) -> None:
    crashes.suspect(TASK, "tts.tone", "w1")
    clock.now_s += REPORTED_BY_S - 0.1
    await crashes.settle()
    assert counted(cluster) == []
    report(cluster, "w1")
    await crashes.settle()
    assert counted(cluster) == [{"w1"}]


async def test_a_suspicion_that_nothing_comes_of_is_dropped(
    cluster: MemoryCluster, clock: Clock, crashes: Crashes
) -> None:
    crashes.suspect(TASK, "tts.tone", "w1")
    clock.now_s += REPORTED_BY_S
    await crashes.settle()
    report(cluster, "w1")
    await crashes.settle()
    assert counted(cluster) == []


async def test_a_suspicion_lasts_while_the_worker_hangs(
    cluster: MemoryCluster, clock: Clock, crashes: Crashes
) -> None:
    """It is ended only at the stall limit, two minutes later."""
    crashes.suspect(TASK, "tts.tone", "w1")
    cluster.unheard.add("w1")
    clock.now_s += 20 * REPORTED_BY_S
    await crashes.settle()
    cluster.unheard.clear()
    report(cluster, "w1")
    await crashes.settle()
    assert counted(cluster) == [{"w1"}]


async def test_a_pause_and_an_unknown_worker_are_no_suspects(
    cluster: MemoryCluster, crashes: Crashes
) -> None:
    report(cluster, "w1")
    crashes.suspect(replace(TASK, text=""), "tts.tone", "w1")
    crashes.suspect(TASK, "tts.tone", "")
    await crashes.settle()
    assert counted(cluster) == []


async def test_no_more_than_a_thousand_are_suspected_at_once(
    cluster: MemoryCluster, crashes: Crashes
) -> None:
    """The oldest are forgotten, however many workers fall silent."""
    workers = [f"w{number}" for number in range(1_001)]
    for worker in workers:
        crashes.suspect(TASK, "tts.tone", worker)
        report(cluster, worker)
    await crashes.settle()
    assert counted(cluster) == [{*workers[1:]}]


async def test_without_redis_a_crash_counts_later(cluster: MemoryCluster, crashes: Crashes) -> None:
    crashes.suspect(TASK, "tts.tone", "w1")
    report(cluster, "w1")
    cluster.redis_is_up = False
    await crashes.settle_in_time()
    assert counted(cluster) == []
    cluster.redis_is_up = True
    await crashes.settle_in_time()
    assert counted(cluster) == [{"w1"}]
