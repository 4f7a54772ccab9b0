"""What a running job tells of itself."""

import asyncio

import msgspec
import pytest

from backend_queues.job_errors import SegmentMissing
from frontend.jobs.job import ItemRecord
from frontend.jobs.running.job_status import JobStatus
from frontend.protocol.jobs import Reason, State
from tests.frontend.jobs.making import items_of, job_of, record_of
from tests.frontend.jobs.running.fakes import FakeFleet

ITEMS = items_of("One.", "Two.")
JOB = job_of(ITEMS)


def status_of(fleet: FakeFleet) -> JobStatus:
    return JobStatus(JOB, fleet)  # type: ignore[arg-type]


def failed(index: int) -> ItemRecord:
    return msgspec.structs.replace(record_of(ITEMS[index]), failure=Reason("code", "why"))


def test_a_job_that_waits_for_nothing_has_no_message() -> None:
    progress = status_of(FakeFleet()).progress()
    assert (progress.state, progress.message) == (State.RUNNING, "")


def test_a_job_says_what_it_waits_for_and_else_which_workers_are_missing() -> None:
    status = status_of(FakeFleet(0))
    assert status.progress().message == "No worker serves tone."
    status.report("The storage is away.")
    assert status.progress().message == "The storage is away."
    status.report("")
    assert status.progress().message == "No worker serves tone."


async def test_a_paused_job_lets_nothing_begin_until_it_is_resumed() -> None:
    status = status_of(FakeFleet(0))
    await status.until_resumed()
    status.pause()
    assert (status.progress().state, status.progress().message) == (State.PAUSED, "")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(60):
            await status.until_resumed()
    status.resume()
    await status.until_resumed()
    assert status.progress().state is State.RUNNING


@pytest.mark.parametrize(
    ("records", "state", "message"),
    [
        ([record_of(ITEMS[0]), record_of(ITEMS[1])], State.DONE, ""),
        ([record_of(ITEMS[0]), failed(1)], State.PARTIAL, "1 of its items have failed."),
        ([failed(0), failed(1)], State.FAILED, "All of its items have failed."),
    ],
)
def test_how_a_job_has_ended(records: list[ItemRecord], state: State, message: str) -> None:
    status = status_of(FakeFleet())
    for index, record in enumerate(records):
        status.counters.add_record(index, record)
    assert (status.ended().state, status.ended().message) == (state, message)


def test_a_job_that_could_not_be_finished_says_why() -> None:
    progress = status_of(FakeFleet()).failed(SegmentMissing("It has gone."))
    assert (progress.state, progress.message) == (State.FAILED, "It has gone.")
