"""Jobs that wait cost nothing, however many there are, and each has its turn."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from frontend.jobs.adopting import adopter as module
from frontend.jobs.jobs import Jobs
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import State
from frontend.settings import Settings
from frontend.storage.storage import Storage
from tests.frontend.jobs.making import job_of, progress_of
from tests.frontend.jobs.running.fakes import REGISTRY, FakeContext, tone_items, until

ITEMS = tone_items("This is the sentence of an item, which is long enough to be spoken alone.")
AT_ONCE = 2


class Desk:
    """Jobs of a folder, of which so many run at once; what is read of it is counted."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.context = FakeContext(segment_s=0.0)
        settings = Settings(jobs_at_once=AT_ONCE)
        self.jobs = Jobs(self.context.typed, REGISTRY, root.as_uri(), settings)
        self.storage = Storage(root.as_uri())
        self.reads: Counter[str] = Counter()
        read = self.jobs._storage.read

        def note(path: str) -> bytes | None:
            self.reads[path] += 1
            return read(path)

        monkeypatch.setattr(self.jobs._storage, "read", note)

    def store(self, number: int, state: State = State.RUNNING, backend: str = "tone") -> Archive:
        job = job_of(ITEMS, format="wav", files="one")
        job = msgspec.structs.replace(job, id=f"{number:016}", backends=(backend,))
        archive = Archive(self.storage, job.id)
        archive.create(job, ITEMS, progress_of(job, state))
        return archive

    async def look(self, times: int = 1) -> None:
        for _ in range(times):
            await self.jobs._adopter.look()

    @property
    def marks(self) -> list[str]:
        return self.jobs._adopter._index.names()


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path, monkeypatch)
    yield desk
    await desk.jobs.close()


async def test_jobs_without_a_worker_are_read_once_and_redis_is_not_asked(desk: Desk) -> None:
    desk.context.fleet.size = 0
    for number in range(50):
        desk.store(number)
    await desk.look()
    desk.reads.clear()
    await desk.look(times=10)
    assert (desk.reads, desk.context.bus.connection.sent) == (Counter(), [])
    told = await desk.jobs.progress(f"{1:016}")
    assert (told.state, told.message) == (State.RUNNING, "No worker serves tone.")


async def test_jobs_that_have_ended_are_not_looked_at(desk: Desk) -> None:
    for number, state in enumerate([State.DONE, State.PARTIAL, State.FAILED, State.PAUSED] * 10):
        desk.store(number, state)
    await desk.look(times=10)
    assert (desk.reads, desk.context.bus.connection.sent) == (Counter(), [])


async def test_a_backend_without_workers_keeps_no_other_waiting(desk: Desk) -> None:
    for number in range(2 * AT_ONCE):
        desk.store(number, backend="kokoro")
    spoken = desk.store(99)
    await desk.look()
    assert desk.jobs._runner.running == [spoken.id]


async def test_a_backend_that_there_is_not_any_more_fails_its_job(desk: Desk) -> None:
    gone = desk.store(1, backend="gone")
    await desk.look()
    assert desk.jobs._runner.running == [gone.id]


async def test_all_have_their_turn_as_soon_as_another_has_ended(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_S", 3600.0)
    archives = [desk.store(number) for number in range(5 * AT_ONCE)]
    watching = asyncio.create_task(desk.jobs.watch())
    most = 0

    def all_ended() -> bool:
        nonlocal most
        most = max(most, len(desk.jobs._runner.running))
        return all((progress := one.progress()) and progress.state.ended for one in archives)

    await until(all_ended)
    assert most == AT_ONCE
    await until(lambda: desk.marks == [])
    watching.cancel()


async def test_a_mark_that_is_left_over_is_removed_at_the_second_look(desk: Desk) -> None:
    desk.store(1, State.DONE)
    desk.jobs._adopter._index.add(f"{1:016}")
    await desk.look()
    assert desk.marks == [f"{1:016}"]
    await desk.look()
    assert desk.marks == []


async def test_what_else_lies_among_the_marks_is_left_alone(desk: Desk) -> None:
    desk.jobs._adopter._index.add(".nfs0001")
    await desk.look(times=3)
    assert desk.marks == [".nfs0001"]
