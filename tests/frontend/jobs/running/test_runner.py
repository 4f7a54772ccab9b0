"""Jobs are taken up when nobody runs them, and let go of."""

import asyncio

import msgspec
import pytest

from backend_queues.errors import JobUnreadable, StorageUnavailable
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import State
from tests.frontend.jobs.making import progress_of
from tests.frontend.jobs.running.fakes import (
    SEGMENT_S,
    AtOnce,
    stored,
)
from tests.frontend.jobs.running.frontends import Frontend, numbered, set_state, state_of

LONG_S = 3600


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
