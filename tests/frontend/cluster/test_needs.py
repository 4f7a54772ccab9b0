"""Frontends learn through Redis what the listeners of the others need."""

import asyncio

import pytest
import redis

from frontend.cluster.bus import FrontendBus
from frontend.cluster.needs import Need, SharedNeeds
from tasks.keys import NEEDS

ONE = [Need("tone", 1.0, 0.5, 0.2)]
TWO = [Need("tone", 3.5), Need("tone", 2.0)]


def of(bus: FrontendBus, frontend: str) -> SharedNeeds:
    return SharedNeeds(bus.connection, frontend)


async def test_each_reads_what_the_others_have_published(bus: FrontendBus) -> None:
    one, two = of(bus, "one"), of(bus, "two")
    assert await one.of_others() == []
    await one.publish(TWO)
    await two.publish([])
    assert await one.of_others() == [[]]
    assert await two.of_others() == [TWO]


async def test_what_is_published_expires(bus: FrontendBus, keys: redis.Redis) -> None:
    await of(bus, "one").publish(ONE)
    assert 0 < keys.ttl(NEEDS.key("one")) <= NEEDS.ttl_s
    await of(bus, "two").claim_room("tone", 9.0, ONE)
    assert 0 < keys.ttl(NEEDS.key("two")) <= NEEDS.ttl_s
    assert 0 < keys.ttl(NEEDS.index) <= NEEDS.ttl_s
    keys.delete(NEEDS.key("one"))  # as if it had expired: its frontend is dead
    assert await of(bus, "two").of_others() == []


@pytest.mark.parametrize(("limit", "room"), [(2.9, False), (3.0, True), (8.5, True)])
async def test_there_is_room_within_the_limit_of_all_together(
    bus: FrontendBus, limit: float, room: bool
) -> None:
    one, two = of(bus, "one"), of(bus, "two")
    await one.publish([*TWO, *[Need("another", 1.0)] * 9])
    assert await two.claim_room("tone", limit, ONE) is room
    assert await one.of_others() == ([ONE] if room else [])


async def test_its_own_older_needs_count_no_more(bus: FrontendBus) -> None:
    one = of(bus, "one")
    await one.publish(TWO)
    assert await one.claim_room("tone", 2.0, ONE * 2)


async def test_of_many_who_come_at_once_there_is_room_for_as_many_as_may(
    bus: FrontendBus,
) -> None:
    frontends = [of(bus, str(number)) for number in range(10)]
    claims = [frontend.claim_room("tone", 4.25, ONE) for frontend in frontends]
    assert sum(await asyncio.gather(*claims)) == 4


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\x00\xff not JSON",
        b"7",
        b"null",
        b"[1]",
        b'{"listeners": 7}',
        b'{"listeners": {"tone": 7}}',
        b'{"listeners": [7, null]}',
        b'{"listeners": [["tone"]]}',
        b'{"of": "a later version"}',
        b"[" * 5_000,
    ],
)
async def test_what_another_version_has_written_counts_as_nothing(
    bus: FrontendBus, keys: redis.Redis, written: bytes
) -> None:
    keys.sadd(NEEDS.index, "future", b"\xff")
    keys.set(NEEDS.key("future"), written)
    one = of(bus, "one")
    assert await one.claim_room("tone", 1.0, ONE)
    assert await one.of_others() == []


async def test_what_a_later_version_adds_is_ignored(bus: FrontendBus, keys: redis.Redis) -> None:
    keys.sadd(NEEDS.index, "future")
    keys.set(NEEDS.key("future"), b'{"waiting": {"x": 1}, "listeners": [["tone", 2.5]]}')
    one = of(bus, "one")
    assert await one.of_others() == [[Need("tone", 2.5)]]
    assert not await one.claim_room("tone", 1.0, ONE)
