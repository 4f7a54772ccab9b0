"""How many segments of jobs are under way at once."""

import asyncio
from collections.abc import Sequence

import msgspec
import pytest

from frontend.jobs.running.concurrency import MOST_QUEUED, ConcurrencyLimit
from tasks.messages import Presence
from tasks.process.cancellation import cancel_and_wait
from tests.support.presences import WORKER


class Workers:
    """The part of the fleet that the limit looks at."""

    def __init__(self, *segment_s: float) -> None:
        self.present: Sequence[Presence] = [
            msgspec.structs.replace(WORKER, segment_s=seconds) for seconds in segment_s
        ]

    is_full = False

    def workers(self, backend: str = "") -> Sequence[Presence]:
        return self.present


@pytest.mark.parametrize(
    ("segment_s", "size"),
    [
        ([], 1),
        ([0.0], 2),  # not measured yet
        ([5.0], 2),  # one in its hands, one that waits
        ([0.1], 11),
        ([0.1, 0.1], 22),
        ([0.0, 0.1], 13),  # a new one says nothing of the others
        ([0.001], 32),
        ([0.001] * 100, MOST_QUEUED),
    ],
)
def test_quick_workers_have_more_before_them(segment_s: list[float], size: int) -> None:
    assert ConcurrencyLimit(Workers(*segment_s)).size("tone") == size  # type: ignore[arg-type]


async def test_who_came_first_enters_first() -> None:
    limit = ConcurrencyLimit(Workers(5.0))  # type: ignore[arg-type]
    entered: list[int] = []

    async def enter(number: int) -> None:
        await limit.enter("tone")
        entered.append(number)

    waiting = [asyncio.create_task(enter(number)) for number in range(4)]
    await asyncio.wait(waiting[:2])
    assert entered == [0, 1]
    for number in (2, 3):
        limit.leave("tone")
        await asyncio.wait({waiting[number]})
    assert entered == [0, 1, 2, 3]


async def test_who_gives_up_takes_no_place() -> None:
    limit = ConcurrencyLimit(Workers(5.0))  # type: ignore[arg-type]
    await limit.enter("tone")
    await limit.enter("tone")
    waiting = asyncio.create_task(limit.enter("tone"))
    await asyncio.sleep(0)
    await cancel_and_wait(waiting)
    limit.leave("tone")
    async with asyncio.timeout(10):
        await limit.enter("tone")


async def test_a_worker_makes_places() -> None:
    workers = Workers()
    limit = ConcurrencyLimit(workers)  # type: ignore[arg-type]
    await limit.enter("tone")
    waiting = asyncio.create_task(limit.enter("tone"))
    await asyncio.sleep(0)
    workers.present = Workers(5.0).present
    async with asyncio.timeout(10):
        await waiting
