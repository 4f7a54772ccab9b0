"""A frontend knows what its listeners need as of now or just before, and tells the others soon."""

import pytest

from frontend.streaming.admission.needs import ListenerNeeds
from tests.support.memory_cluster import MemoryBoard, MemoryCluster
from tests.support.tickets import Clock, GivenNeed, in_virtual_time, needing, ticket
from tests.support.virtual_time import now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cluster() -> MemoryCluster:
    return MemoryCluster(workers=0)


@pytest.fixture
def needs(cluster: MemoryCluster, clock: Clock) -> ListenerNeeds:
    return ListenerNeeds(MemoryBoard(cluster, "f"), clock)


def test_who_needs_nothing_more_is_no_listener_though_it_may_come_back(
    needs: ListenerNeeds, clock: Clock
) -> None:
    need = GivenNeed(5.0, 1.0, 0.5, "tone")
    needs.add(ticket("a", need=need))
    needs.add(needing(5.0, client="b"))
    assert (needs.own()["tone"], needs.own()["other"]) == (2, 0)
    assert needs.of_clients("tone") == {"a": 1, "b": 1}
    assert needs.of_clients("other") == {}
    need.now = 0.0, 1.0, 0.0
    clock.now_s += 1
    assert needs.own()["tone"] == 1
    assert needs.of_clients("tone") == {"b": 1}
    assert [it.need_s for it in needs.of_all("tone")] == [5.0]


def test_who_has_left_is_forgotten(needs: ListenerNeeds) -> None:
    one = needing(5.0)
    needs.add(one)
    needs.remove(one)
    needs.remove(one)  # it may have left before it was admitted
    assert needs.of_all("tone") == []


def test_what_is_known_of_a_thousand_listeners_may_be_a_fifth_of_a_second_old(
    needs: ListenerNeeds, clock: Clock
) -> None:
    """To look at all of them takes a while, and is done with each segment that ends."""
    need = GivenNeed(5.0, 0.0, 0.0, "tone")
    needs.add(ticket(need=need))
    for _ in range(999):
        needs.add(needing(5.0))
    assert needs.own()["tone"] == 1_000
    need.now = 0.0, 0.0, 0.0
    clock.now_s = 100.19
    assert needs.own()["tone"] == 1_000
    clock.now_s = 100.2
    assert needs.own()["tone"] == 999


def test_who_has_just_come_is_looked_at_each_time(needs: ListenerNeeds, clock: Clock) -> None:
    """Its text comes only now."""
    for _ in range(999):
        needs.add(needing(5.0))
    assert needs.own()["tone"] == 999
    need = GivenNeed(0.0, 0.0, 0.0, "tone")
    needs.add(ticket(need=need))
    clock.now_s += 0.1
    assert needs.own()["tone"] == 999
    need.now = 5.0, 0.0, 0.0
    assert needs.own()["tone"] == 1_000


def test_listeners_of_other_frontends_count_too(
    needs: ListenerNeeds, cluster: MemoryCluster
) -> None:
    async def exchange() -> None:
        assert needs.alone
        needs.add(needing(5.0, 1.0, 0.5))
        cluster.needs["g"] = [("tone", 7.0, 2.0, 0.0), ("other", 7.0, 2.0, 0.0)]
        await needs.exchange()
        assert not needs.alone

    in_virtual_time(exchange())
    assert [tuple(it) for it in needs.of_all("tone")] == [(5.0, 1.0, 0.5), (7.0, 2.0, 0.0)]
    assert cluster.needs["f"] == [("tone", 5.0, 1.0, 0.5)]


async def paused_s(needs: ListenerNeeds) -> float:
    began = now()
    await needs.pause()
    return now() - began


def test_needs_are_exchanged_every_second_and_soon_after_a_change(
    needs: ListenerNeeds, cluster: MemoryCluster
) -> None:
    async def watch() -> list[float]:
        needs.note_change()  # which nobody reads
        alone_s = await paused_s(needs)
        cluster.needs["g"] = [("tone", 7.0, 2.0, 0.0)]
        await needs.exchange()
        needs.note_change()
        return [alone_s, await paused_s(needs), await paused_s(needs)]

    assert in_virtual_time(watch()) == pytest.approx([1.1, 0.1, 1.1])
