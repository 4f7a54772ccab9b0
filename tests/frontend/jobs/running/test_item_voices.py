"""Jobs that wait for the same workers look for them once."""

import asyncio

import pytest

from backend_queues.errors import NoWorker
from frontend.jobs.running.item_voices import WORKER_LOOK_S, WorkerLook
from tasks.messages import Presence
from tests.frontend.jobs.running.fakes import FakeFleet


class CountingFleet(FakeFleet):
    looks = 0

    async def present(self, backend: str) -> Presence:
        self.looks += 1
        return await super().present(backend)


async def test_a_hundred_jobs_look_for_workers_as_often_as_one() -> None:
    fleet = CountingFleet(size=0)
    look = WorkerLook(fleet)  # type: ignore[arg-type]

    async def wait_for_worker() -> None:
        while True:
            try:
                await look.present("tone")
                return
            except NoWorker:
                await asyncio.sleep(WORKER_LOOK_S)

    waiting = [asyncio.create_task(wait_for_worker()) for _ in range(100)]
    await asyncio.sleep(60 * WORKER_LOOK_S + 0.1)
    assert fleet.looks == 61
    fleet.size = 1
    await asyncio.gather(*waiting)


async def test_absence_is_told_of_each_backend() -> None:
    look = WorkerLook(FakeFleet(size=1))  # type: ignore[arg-type]
    with pytest.raises(NoWorker, match="kokoro"):
        await look.present("kokoro")
    assert (await look.present("tone")).backend == "tone"
