"""Who waits is let in when it is its turn, in time, or is told when to come back."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from backend_queues.errors import Overloaded, ShuttingDown
from frontend.access.errors import TooManyRequests
from frontend.protocol.outcomes import FallbackReason
from frontend.settings import Settings
from frontend.streaming.admission.admission import Admission
from frontend.streaming.admission.capacity import Capacity
from frontend.streaming.admission.needs import ListenerNeeds
from frontend.streaming.admission.speeds import Speeds
from frontend.streaming.admission.ticket import Ticket
from frontend.streaming.delivery.backend_choice import Fits
from frontend.streaming.scheduling.load import Load
from frontend.telemetry.metrics.instruments import Metrics
from tests.support.measured_cluster import MeasuredCluster
from tests.support.memory_cluster import MemoryBoard
from tests.support.spelled import ASKED
from tests.support.tickets import GivenNeed, in_virtual_time, ticket
from tests.support.virtual_time import now

SETTINGS = Settings(speed_share=0.8, max_start_delay_s=15.0, fallback_start_delay_s=10.0)
# Real-time factors of workers that serve so many listeners.
ONE, TWO = 1.0, 0.4


class Hall:
    """The admission of a frontend, in a running loop."""

    def __init__(self, *factors: float, settings: Settings = SETTINGS) -> None:
        clock = asyncio.get_running_loop().time
        self.cluster, self.metrics = MeasuredCluster(*factors), Metrics(["tone"])
        needs = ListenerNeeds(MemoryBoard(self.cluster, "f"), clock)
        capacity = Capacity(needs, Speeds(self.cluster, clock), settings, clock)
        load = Load(self.cluster)
        self.admission = Admission(
            load, needs, capacity, settings, self.metrics, clock, self.cluster
        )
        self.entered: list[str] = []

    def ticket(
        self,
        client: str = "",
        need_s: float = 10.0,
        elsewhere: Callable[[FallbackReason, Fits], bool] = lambda reason, fits: False,
        backend: str = "tone",
    ) -> Ticket:
        clock = asyncio.get_running_loop().time
        need = GivenNeed(need_s, 0.0, 0.0, backend)
        return ticket(client, need=need, clock=clock, elsewhere=elsewhere)

    async def enter(self, new: Ticket, most_waiting: int | None = None) -> asyncio.Task[None]:
        """Enter; return the wait for its turn, which is noted."""

        async def wait() -> None:
            await new.turn()
            self.entered.append(new.client)

        await self.admission.enter(new, most_waiting)
        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0)
        return waiting


def passes(work: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """Return a test that runs in virtual time."""

    def test() -> None:
        in_virtual_time(work())

    test.__name__, test.__doc__ = work.__name__, work.__doc__
    return test


@passes
async def test_it_is_the_turn_of_who_has_less_of_the_workers_though_it_came_later() -> None:
    hall = Hall(TWO)
    speaking = [hall.ticket("a", need_s=1.0) for _ in range(2)]
    for one in speaking:
        await (await hall.enter(one))
    waiting = [await hall.enter(hall.ticket(client, need_s=1.0)) for client in ("a", "b")]
    assert hall.admission.waiting("tone") == 2
    hall.admission.leave(speaking[0])
    await asyncio.sleep(0.01)
    assert hall.entered == ["a", "a", "b"]
    for task in waiting:
        task.cancel()


@passes
async def test_who_would_be_spoken_to_just_in_time_may_wait() -> None:
    hall = Hall(ONE)
    await hall.enter(hall.ticket(need_s=15.0))
    waiting = await hall.enter(hall.ticket(need_s=1.0))
    assert hall.admission.waiting("tone") == 1
    with pytest.raises(Overloaded, match="Speech would start in about 16 s") as refused:
        await hall.enter(hall.ticket())
    assert refused.value.retry_after_s == 16
    waiting.cancel()


@passes
async def test_who_has_nothing_is_let_in_beyond_the_limit_rather_than_refused() -> None:
    hall = Hall(TWO)
    for _ in range(2):
        await (await hall.enter(hall.ticket("a")))
    waiting = await hall.enter(hall.ticket("b"))
    await asyncio.sleep(14.9)
    assert hall.entered == ["a", "a"]
    await asyncio.sleep(0.2)
    assert hall.entered == ["a", "a", "b"] and not hall.admission.waiting("tone")
    with pytest.raises(Overloaded):
        await (await hall.enter(hall.ticket("c")))
    await waiting


@passes
async def test_nor_is_it_refused_where_nobody_waits() -> None:
    hall = Hall(TWO, settings=Settings(speed_share=0.8, overload="refuse"))
    for _ in range(2):
        await (await hall.enter(hall.ticket("a")))
    await (await hall.enter(hall.ticket("b")))
    assert hall.entered == ["a", "a", "b"]
    with pytest.raises(Overloaded):
        await hall.enter(hall.ticket("c"))


@passes
async def test_whose_first_segment_would_start_just_in_time_is_let_in() -> None:
    hall = Hall(7.5)
    hall.cluster.depths = [1]  # of fifteen seconds
    await (await hall.enter(hall.ticket("a")))
    hall.cluster.depths = [2]
    with pytest.raises(Overloaded, match="about 30 s, later than the 15 s"):
        await hall.enter(hall.ticket("b"))
    assert hall.entered == ["a"]


@pytest.mark.parametrize(
    ("need_s", "retry_after_s"), [(0.3, 1), (1.1, 2), (15.0, 15), (15.5, None)]
)
def test_where_nobody_waits_it_is_said_when_to_come_back(
    need_s: float, retry_after_s: int | None
) -> None:
    async def refused() -> Overloaded:
        hall = Hall(ONE, settings=Settings(speed_share=0.8, overload="refuse"))
        await hall.enter(hall.ticket(need_s=need_s))
        with pytest.raises(Overloaded) as error:
            await hall.enter(hall.ticket())
        return error.value

    error = in_virtual_time(refused())
    if retry_after_s is None:
        assert "Speech would start in about 16 s" in error.message
    else:
        assert "as many listeners as they can" in error.message
        assert error.retry_after_s == retry_after_s


@passes
async def test_a_client_may_have_so_many_in_line_and_others_are_not_counted() -> None:
    hall = Hall(ONE)
    await hall.enter(hall.ticket("a", need_s=0.1))
    waiting = [await hall.enter(hall.ticket(client, need_s=0.1), 2) for client in "bba"]
    with pytest.raises(TooManyRequests, match="2 texts may wait in line"):
        await hall.enter(hall.ticket("b", need_s=0.1), 2)
    waiting.append(await hall.enter(hall.ticket("b", need_s=0.1)))  # it need not be limited
    assert hall.admission.waiting("tone") == 4
    for task in waiting:
        task.cancel()


@passes
async def test_a_line_of_a_hundred_has_room_for_the_first_of_another_client_only() -> None:
    hall = Hall(ONE)
    waiting = [await hall.enter(hall.ticket("a", need_s=0.1)) for _ in range(101)]
    assert hall.admission.waiting("tone") == 100
    with pytest.raises(Overloaded):
        await hall.enter(hall.ticket("a", need_s=0.1))
    waiting.append(await hall.enter(hall.ticket("b", need_s=0.1)))
    assert hall.admission.waiting("tone") == 101
    for task in waiting:
        task.cancel()


@passes
async def test_those_in_line_are_told_their_places_and_sent_away_when_it_is_closed() -> None:
    hall = Hall(ONE)
    await hall.enter(hall.ticket(need_s=5.0))
    tickets = [hall.ticket(need_s=5.0) for _ in range(2)]
    waiting = [await hall.enter(it) for it in tickets]
    told = [it.take_news() for it in tickets]
    assert [(it.position, it.eta_s) for it in told if it] == [(1, 5.0), (2, 10.0)]
    hall.admission.close()
    for task in waiting:
        with pytest.raises(ShuttingDown):
            await task
    with pytest.raises(ShuttingDown):
        await hall.enter(hall.ticket())
    assert now() == 0


@passes
async def test_nobody_waits_longer_than_for_as_long_as_may_be() -> None:
    await asyncio.sleep(20)
    hall = Hall(ONE)
    await hall.enter(hall.ticket())
    waiting = await hall.enter(hall.ticket())
    with pytest.raises(Overloaded):
        await waiting
    assert now() == pytest.approx(35, abs=0.01)


@passes
async def test_what_changes_without_a_sign_is_seen_within_a_quarter_of_a_second() -> None:
    hall = Hall(ONE)
    need = GivenNeed(10.0, 0.0, 0.0, "tone")
    await hall.enter(ticket(need=need, clock=asyncio.get_running_loop().time))
    waiting = await hall.enter(hall.ticket())
    await asyncio.sleep(2.1)
    need.now = 0.0, 0.0, 0.0  # all of it is made
    await waiting
    assert now() == pytest.approx(2.25)


class Elsewhere:
    """Another backend that speaks if it fits."""

    def __init__(self) -> None:
        self.fits: list[bool] = []

    def __call__(self, reason: FallbackReason, fits: Fits) -> bool:
        self.fits.append(fits(ASKED))
        return False


@pytest.mark.parametrize(("need_s", "asked"), [(10.0, []), (10.1, [True])])
def test_who_would_wait_longer_than_ten_seconds_asks_for_another_backend(
    need_s: float, asked: list[bool]
) -> None:
    async def enter() -> list[bool]:
        hall, elsewhere = Hall(ONE), Elsewhere()
        await hall.enter(hall.ticket(need_s=need_s))
        waiting = await hall.enter(hall.ticket(elsewhere=elsewhere))
        waiting.cancel()
        return elsewhere.fits

    assert in_virtual_time(enter()) == asked


@passes
async def test_so_does_who_has_waited_so_long_though_it_was_to_be_shorter() -> None:
    await asyncio.sleep(20)
    hall, elsewhere = Hall(ONE), Elsewhere()
    await hall.enter(hall.ticket(need_s=5.0))  # and then writes on
    waiting = await hall.enter(hall.ticket(elsewhere=elsewhere))
    await asyncio.sleep(9.9)
    assert elsewhere.fits == []
    await asyncio.sleep(0.5)
    assert elsewhere.fits
    waiting.cancel()


async def fits(hall: Hall) -> bool:
    """Tell whether another backend fits for one who would wait for eleven seconds."""
    elsewhere = Elsewhere()
    await hall.enter(hall.ticket(need_s=11.0 / hall.cluster.factors[0]))
    waiting = await hall.enter(hall.ticket(elsewhere=elsewhere))
    waiting.cancel()
    return elsewhere.fits[0]


@passes
async def test_a_backend_fits_that_has_room_and_begins_soon() -> None:
    assert await fits(Hall(ONE))
    busy = Hall(ONE)
    await busy.enter(busy.ticket(backend="first"))
    assert not await fits(busy)
    crowded = Hall(5.0)
    crowded.cluster.depths = [1]  # of ten seconds, just soon enough
    assert await fits(crowded)


@passes
async def test_a_backend_does_not_fit_that_begins_late_or_that_others_wait_for() -> None:
    late = Hall(6.0)
    late.cluster.depths = [1]  # of twelve seconds
    assert not await fits(late)
    hall = Hall(ONE)
    speaking = hall.ticket(backend="first", need_s=1.0)
    await hall.enter(speaking)
    waiting = await hall.enter(hall.ticket(backend="first"))
    hall.admission.leave(speaking)  # for whom there is room now
    assert not await fits(hall)
    waiting.cancel()


@pytest.mark.parametrize(("factor", "limit"), [(0.25, 3.2), (0.0, 0.0)])
def test_listeners_and_how_many_there_may_be_are_shown(factor: float, limit: float) -> None:
    """A limit of none is one that is not known."""

    async def shown() -> list[float | None]:
        hall = Hall(factor)
        await hall.enter(hall.ticket())
        watching = asyncio.create_task(hall.admission.watch())
        await asyncio.sleep(0.01)
        watching.cancel()
        names = ("voice_server_listeners", "voice_server_listener_limit")
        registry = hall.metrics.registry
        return [registry.get_sample_value(name, {"backend": "tone"}) for name in names]

    assert in_virtual_time(shown()) == pytest.approx([1.0, limit])
