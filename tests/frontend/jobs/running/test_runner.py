"""Jobs are taken up when nobody runs them, and let go of."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import msgspec
import pytest

from backend_queues.job_errors import JobUnreadable, StorageUnavailable
from frontend.jobs.running.runner import TURN_S
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import State
from tests.frontend.jobs.making import progress_of, record_of
from tests.frontend.jobs.running.fakes import (
    SEGMENT_S,
    AtOnce,
    FakeLeases,
    stored,
    until,
)
from tests.frontend.jobs.running.frontends import Frontend, numbered, set_state, state_of

T = TypeVar("T")

LONG_S = 3600


def several(count: int, items: int = 3) -> list[Archive]:
    """Store jobs that have no text in common."""
    archives = []
    for number in range(count):
        archive, job = stored(numbered(items))
        other = Archive(archive._storage, f"{number:016}")
        job = msgspec.structs.replace(job, id=other.id)
        other.create(job, numbered(items), progress_of(job))
        archives.append(other)
    return archives


@pytest.mark.parametrize("state", [state for state in State if state is not State.RUNNING])
async def test_only_a_running_job_is_taken_up(
    frontend: Frontend, archive: Archive, state: State
) -> None:
    set_state(archive, state)
    await frontend.runner.adopt(archive)
    assert frontend.runner.status(archive.id) is None
    assert frontend.leases.held == {}


async def test_a_job_that_another_frontend_runs_is_left_to_it(
    frontend: Frontend, archive: Archive
) -> None:
    frontend.leases.held[archive.id] = "another"
    await frontend.runner.adopt(archive)
    assert frontend.runner.status(archive.id) is None
    archive.delete()
    await frontend.runner.adopt(archive)


async def test_a_job_is_taken_up_once(frontend: Frontend, archive: Archive) -> None:
    await asyncio.gather(*(frontend.runner.adopt(archive) for _ in range(3)))
    await frontend.let_go_of(archive.id)
    assert len(frontend.context.segment_speaker.texts) == 5
    assert frontend.leases.releases == {archive.id: 1}


async def test_a_damaged_job_is_not_taken_up(frontend: Frontend, archive: Archive) -> None:
    foreign = msgspec.structs.replace(progress_of(stored(numbered(1))[1]), id="0" * 16)
    archive.write_progress(foreign)
    with pytest.raises(JobUnreadable):
        await frontend.runner.adopt(archive)
    assert frontend.leases.held == {}


async def test_a_forgotten_job_is_stopped_and_deleted(frontend: Frontend, archive: Archive) -> None:
    await frontend.runner.adopt(archive)
    await asyncio.sleep(SEGMENT_S / 2)
    await frontend.runner.forget(archive)
    assert frontend.under_way == 0
    assert frontend.runner.status(archive.id) is None
    assert state_of(archive) is None
    await frontend.runner.forget(archive)  # of one that is not run here, nothing else is done


async def test_a_frontend_that_ends_leaves_its_jobs_to_others(
    frontend: Frontend, archive: Archive, blocking: AtOnce
) -> None:
    await frontend.runner.adopt(archive)
    await asyncio.sleep(SEGMENT_S * 1.5)
    await frontend.runner.end()
    assert frontend.under_way == 0
    assert frontend.leases.held == {}
    await frontend.runner.adopt(archive)
    assert frontend.runner.status(archive.id) is None
    other = Frontend(blocking, frontend.leases)
    await other.runner.adopt(archive)
    await other.let_go_of(archive.id)
    assert state_of(archive) is State.DONE
    assert len(other.context.segment_speaker.texts) == 3


async def test_a_storage_that_goes_as_a_job_is_taken_up_is_told(
    frontend: Frontend, archive: Archive, blocking: AtOnce
) -> None:
    blocking.away = 1
    with pytest.raises(StorageUnavailable):
        await frontend.runner.adopt(archive)
    await frontend.runner.adopt(archive)
    await frontend.runner.end()


async def test_stopping_does_not_wait_for_a_storage_that_is_away(
    frontend: Frontend, archive: Archive, blocking: AtOnce
) -> None:
    await frontend.runner.adopt(archive)
    await asyncio.sleep(SEGMENT_S / 2)
    blocking.away = 10**6
    async with asyncio.timeout(60):
        await frontend.runner.end()
    assert frontend.leases.held == {}


async def test_a_storage_that_hangs_holds_up_neither_the_end_nor_other_jobs(
    frontend: Frontend, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, other = several(2)
    never = asyncio.Event()
    do = frontend.blocking.do

    async def hang(work: Callable[[], T]) -> T:
        if getattr(work, "__self__", None) is hanging:
            await never.wait()
        return await do(work)

    monkeypatch.setattr(frontend.blocking, "do", hang)
    adopting = asyncio.create_task(frontend.runner.adopt(hanging))
    await asyncio.sleep(1)
    await frontend.runner.adopt(other)
    assert frontend.runner.running == [other.id]
    async with asyncio.timeout(10):
        await frontend.runner.end()
    assert not adopting.done()
    never.set()
    await adopting
    assert frontend.runner.running == [] and frontend.leases.held == {}


async def test_a_job_that_does_not_end_is_left_behind(
    frontend: Frontend, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    await frontend.runner.adopt(archive)
    never = asyncio.Event()
    monkeypatch.setattr(frontend.leases, "release", lambda _: never.wait())
    async with asyncio.timeout(10):
        await frontend.runner.end()
    never.set()


async def test_so_many_jobs_are_run_at_once(blocking: AtOnce) -> None:
    frontend = Frontend(blocking, FakeLeases(), at_once=2)
    archives = several(3)
    for archive in archives:
        assert await frontend.runner.adopt(archive)
    assert frontend.runner.running == [archives[0].id, archives[1].id]
    assert set(frontend.leases.held) == {archives[0].id, archives[1].id}
    frontend.runner.freed.clear()
    await frontend.runner.freed.wait()
    await frontend.runner.adopt(archives[2])
    assert archives[2].id in frontend.runner.running
    await frontend.runner.end()


async def test_a_job_that_rests_makes_room_after_its_turn(blocking: AtOnce) -> None:
    frontend = Frontend(blocking, FakeLeases(), at_once=2)
    resting, working = several(2, items=300)
    for archive in (resting, working):
        await frontend.runner.adopt(archive)
    set_state(resting, State.PAUSED)
    await asyncio.sleep(TURN_S / 2)
    await frontend.runner.make_room()
    assert frontend.runner.is_full
    await asyncio.sleep(TURN_S)
    await frontend.runner.make_room()
    await frontend.runner.make_room()
    assert frontend.runner.running == [working.id]
    assert state_of(resting) is State.PAUSED
    await frontend.runner.end()


async def test_what_earlier_runs_have_made_is_counted_before_it_is_told(
    frontend: Frontend, archive: Archive
) -> None:
    archive.write_record(0, record_of(numbered(1)[0], "abc"))
    await frontend.runner.adopt(archive)
    assert frontend.runner.progress(archive.id) is None
    await until(lambda: frontend.runner.progress(archive.id))
    progress = frontend.runner.progress(archive.id)
    assert progress and progress.items.done == 1
    await frontend.runner.end()
