"""As many listeners are taken as the workers can sustain, and each client leaves some to others."""

import msgspec
import pytest

from frontend.settings import Settings
from frontend.streaming.admission.capacity import Capacity
from frontend.streaming.admission.needs import ListenerNeeds
from frontend.streaming.admission.speeds import Speeds
from frontend.streaming.ports import ListenerNeed
from tests.support.measured_cluster import MeasuredCluster
from tests.support.memory_cluster import MemoryBoard
from tests.support.tickets import Clock, needing, ticket

SETTINGS = Settings(speed_share=0.8)


class Frontend:
    """What a frontend knows of its own listeners and of those of the others."""

    def __init__(self, *factors: float, settings: Settings = SETTINGS) -> None:
        self.clock = Clock()
        self.cluster = MeasuredCluster(*factors)
        self.needs = ListenerNeeds(MemoryBoard(self.cluster, "f"), self.clock)
        self.capacity = Capacity(self.needs, Speeds(self.cluster, self.clock), settings, self.clock)

    async def hear_of(self, *listeners: ListenerNeed) -> None:
        """Learn of the listeners of another frontend."""
        self.cluster.needs["g"] = listeners
        await self.needs.exchange()

    async def take(self, client: str = "", need_s: float = 1.0, lead_s: float = 100.0) -> bool:
        """Take a listener, who has so much in hand that the workers can serve any number."""
        return await self.capacity.take("tone", needing(need_s, lead_s, client=client))


async def taken(frontend: Frontend, client: str = "") -> int:
    """Return how many are taken until one is not."""
    count = 0
    while count < 100 and await frontend.take(client):
        count += 1
    return count


async def test_the_limit_is_a_share_of_what_the_workers_make() -> None:
    assert Frontend(0.25).capacity.limit("tone") == pytest.approx(3.2)
    assert Frontend(0.25, 0.25).capacity.limit("tone") == pytest.approx(6.4)
    assert Frontend(0.0).capacity.limit("tone") is None
    assert await taken(Frontend(0.25)) == 3


async def test_one_is_taken_however_slow_the_workers_are() -> None:
    assert await taken(Frontend(4.0)) == 1
    hopeful = Frontend(4.0, settings=msgspec.structs.replace(SETTINGS, speed_share=2.0))
    assert await hopeful.take(need_s=10.0, lead_s=0.0)


@pytest.mark.parametrize(("workers", "most"), [(1, 4), (2, 8)])
async def test_while_no_speed_is_known_a_few_are_taken(workers: int, most: int) -> None:
    assert await taken(Frontend(*[0.0] * workers)) == most


async def test_without_a_worker_and_without_a_limit_all_are_taken() -> None:
    unlimited = msgspec.structs.replace(SETTINGS, overload="off")
    for frontend in (Frontend(), Frontend(0.25, settings=unlimited)):
        assert await taken(frontend, "a") == 100
        assert await taken(frontend, "b") == 100
        await frontend.hear_of(*[("tone", 10.0, 0.0, 0.0)] * 100)
        assert await frontend.take("c")


async def test_of_several_clients_none_takes_the_last_fifth() -> None:
    frontend = Frontend(0.08)  # ten listeners
    assert await taken(frontend, "a") == 10
    frontend = Frontend(0.08)
    assert await frontend.take("b")
    assert await taken(frontend, "a") == 8
    assert await taken(frontend, "b") == 1


async def test_a_fifth_is_counted_in_whole_listeners() -> None:
    frontend = Frontend(0.2)  # four
    assert await frontend.take("b")
    assert await taken(frontend, "a") == 3


@pytest.mark.parametrize(
    ("factor", "most", "kept"), [(0.08, 10, 2), (0.2, 4, 1), (0.4, 2, 1), (0.7, 1, 0)]
)
async def test_some_places_are_kept_from_a_client_that_has_all(
    factor: float, most: int, kept: int
) -> None:
    frontend = Frontend(factor)
    assert await taken(frontend, "a") == most
    others = [ticket(name) for name in ("a", *"bcd")]
    assert [frontend.capacity.take_reserved("tone", it) for it in others] == [
        0 < number <= kept for number in range(4)
    ]


async def test_they_are_kept_also_once_the_workers_are_slower() -> None:
    frontend = Frontend(0.08)
    assert await frontend.take("b")
    assert await taken(frontend, "a") == 8
    frontend.cluster.factors = (0.2,)  # four listeners, one of them kept
    assert not frontend.capacity.take_reserved("tone", ticket("b"))
    assert not frontend.capacity.take_reserved("tone", ticket("c"))


async def test_where_no_client_has_all_nobody_goes_beyond_the_limit() -> None:
    frontend = Frontend(0.08)
    assert not frontend.capacity.take_reserved("tone", ticket("f"))
    for client in "aabbccddee":
        assert await frontend.take(client)
    assert not frontend.capacity.take_reserved("tone", ticket("f"))


@pytest.mark.parametrize(("lead_s", "has_room"), [(1.6, False), (1.8, True)])
async def test_some_segments_are_a_quarter_longer_than_usual(lead_s: float, has_room: bool) -> None:
    """So that two who are heard have less time left than it seems, if another one begins."""
    frontend = Frontend(0.25)
    for _ in range(2):
        frontend.needs.add(needing(10.0, lead_s))
    assert frontend.capacity.has_room("tone") is has_room
    assert await frontend.capacity.take("tone", ticket()) is has_room


async def test_others_may_have_been_taken_elsewhere_just_now() -> None:
    frontend = Frontend(0.25)  # three listeners
    await frontend.hear_of(("tone", 1.0, 100.0, 0.0))
    assert await frontend.take()
    frontend.cluster.needs["g"] = [("tone", 1.0, 100.0, 0.0)] * 3
    assert not await frontend.take()
    assert frontend.capacity.listeners("tone") == 4  # as is known now


async def test_without_redis_a_listener_is_taken_by_what_is_known_here() -> None:
    frontend = Frontend(0.25)
    await frontend.hear_of(("tone", 1.0, 100.0, 0.0))
    frontend.cluster.redis_is_up = False
    assert await taken(frontend) == 2


def waits_s(frontend: Frontend, *needs_s: float) -> list[float]:
    return frontend.capacity.waits_s("tone", [needing(need_s) for need_s in needs_s])


def test_while_no_speed_is_known_a_wait_is_as_long_as_a_segment_usually_takes() -> None:
    assert waits_s(Frontend(0.0), 10.0, 10.0) == [2.0, 2.0]


def test_a_wait_is_until_the_workers_have_made_what_others_need() -> None:
    frontend = Frontend(0.5)  # one listener
    frontend.needs.add(needing(10.0))
    assert waits_s(frontend, 4.0, 4.0) == [5.0, 7.0]


def test_if_the_workers_are_gone_one_is_expected_that_speaks_as_it_is_heard() -> None:
    frontend = Frontend(0.25)
    assert frontend.capacity.limit("tone")
    frontend.cluster.factors = ()
    frontend.needs.add(needing(10.0))
    assert waits_s(frontend, 4.0, 4.0) == [10.0, 14.0]
