"""The slow look through the storage: what is too old, left over or forgotten."""

import logging
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from frontend.jobs.blocking import Blocking
from frontend.jobs.catalogue import JobCatalogue
from frontend.jobs.keeping.sweep import ABANDONED_S, DAY_S, Sweep, Unchanged
from frontend.jobs.log_once import LogOnce
from frontend.jobs.running.run import RunFactory
from frontend.jobs.running.runner import JobRunner
from frontend.jobs.storage.running_index import RunningIndex
from frontend.protocol.jobs import Progress, State
from frontend.storage.local import UNFINISHED
from frontend.storage.storage import Storage
from tests.frontend.jobs.making import items_of, job_of, progress_of, segment_of
from tests.frontend.jobs.running.fakes import REGISTRY, FakeContext, FakeLeases

ITEMS = items_of("One.")
JOB = "0123456789abcdef"
KEEP_DAYS, NOW = 30.0, 1_000_000_000.0


async def nobody(job: str) -> Progress | None:
    return None


class House:
    """A storage that is swept, at a time that a test sets."""

    def __init__(self, root: Path, blocking: Blocking, keep_days: float = KEEP_DAYS) -> None:
        self.root = root
        self.now = NOW
        self.monotonic = 0.0
        self.storage = Storage(root.as_uri())
        self.index = RunningIndex(self.storage)
        self.catalogue = JobCatalogue(
            self.storage, blocking, nobody, LogOnce(logging.getLogger("house"))
        )
        runs = RunFactory(FakeContext().typed, REGISTRY, blocking)
        runner = JobRunner(runs, FakeLeases(), blocking)  # type: ignore[arg-type]
        self.sweeper = Sweep(
            *(self.storage, self.catalogue, self.index, runner, blocking, keep_days),
            clock=lambda: self.now,
        )
        self.sweeper._unfinished = Unchanged(lambda: self.monotonic)
        self.sweeper._remnants = Unchanged(lambda: self.monotonic)
        self.archive = self.catalogue.archive(JOB)

    def store(self, state: State, ended_at: float | None = None) -> None:
        job = msgspec.structs.replace(job_of(ITEMS), id=JOB)
        progress = msgspec.structs.replace(progress_of(job, state), ended_at=ended_at)
        self.archive.create(job, ITEMS, progress)

    @property
    def is_kept(self) -> bool:
        return (self.root / JOB).exists()


@pytest.fixture
def blocking() -> Iterator[Blocking]:
    blocking = Blocking()
    yield blocking
    blocking.close()


@pytest.fixture
def house(tmp_path: Path, blocking: Blocking) -> House:
    return House(tmp_path, blocking)


@pytest.mark.parametrize("state", [State.DONE, State.PARTIAL, State.FAILED])
async def test_a_job_is_deleted_days_after_its_end(house: House, state: State) -> None:
    house.store(state, ended_at=NOW)
    house.now = NOW + KEEP_DAYS * DAY_S - 1
    await house.sweeper.sweep()
    assert house.is_kept
    house.now += 1
    await house.sweeper.sweep()
    assert not house.is_kept
    assert house.catalogue.holdings.known == []


@pytest.mark.parametrize("state", [State.RUNNING, State.PAUSED, State.UNREADABLE])
async def test_a_job_that_has_not_ended_is_kept(house: House, state: State) -> None:
    house.store(state)
    house.now += 100 * KEEP_DAYS * DAY_S
    await house.sweeper.sweep()
    assert house.is_kept


async def test_a_job_that_was_resumed_meanwhile_is_kept(house: House) -> None:
    house.store(State.PARTIAL, ended_at=NOW)
    await house.sweeper.sweep()
    [known] = house.catalogue.holdings.known
    house.store(State.RUNNING)
    house.now += KEEP_DAYS * DAY_S
    await house.sweeper._keep_or_delete(known)
    assert house.is_kept


async def test_segments_of_a_whole_job_whose_process_was_killed_are_deleted_at_the_start(
    house: House,
) -> None:
    house.store(State.DONE, ended_at=NOW)
    house.archive.write_segment("digest", segment_of("One."))
    await house.sweeper.sweep()
    assert not house.archive.has_segment("digest")
    assert house.is_kept


async def test_segments_of_a_job_that_may_be_resumed_are_kept(house: House) -> None:
    house.store(State.PARTIAL, ended_at=NOW)
    house.archive.write_segment("digest", segment_of("One."))
    await house.sweeper.sweep()
    assert house.archive.has_segment("digest")


async def test_jobs_may_be_kept_for_ever(tmp_path: Path, blocking: Blocking) -> None:
    house = House(tmp_path, blocking, keep_days=0)
    house.store(State.DONE, ended_at=1.0)
    await house.sweeper.sweep()
    assert house.is_kept


async def test_a_job_of_an_older_version_is_kept_from_the_first_look_on(house: House) -> None:
    house.store(State.DONE)
    await house.sweeper.sweep()
    progress = house.archive.progress()
    assert progress and progress.ended_at == NOW
    house.now += KEEP_DAYS * DAY_S
    await house.sweeper.sweep()
    assert not house.is_kept


async def test_a_job_that_runs_without_a_mark_is_marked(house: House) -> None:
    house.store(State.RUNNING)
    house.index.remove(JOB)
    await house.sweeper.sweep()
    assert house.index.names() == [JOB]


async def test_what_killed_processes_left_is_deleted_once_it_is_old(house: House) -> None:
    house.store(State.RUNNING)
    remnant = house.root / ("f" * 16) / "items" / "000000.jsonl"
    remnant.parent.mkdir(parents=True)
    half, growing = (house.root / UNFINISHED / name for name in ("half", "growing"))
    for path in (remnant, half, growing):
        path.write_bytes(b"half")
    await house.sweeper.sweep()
    house.monotonic += ABANDONED_S - 1
    growing.write_bytes(b"more than half")
    await house.sweeper.sweep()
    assert remnant.exists() and half.exists()
    house.monotonic += 1
    await house.sweeper.sweep()
    assert not remnant.parent.parent.exists() and not half.exists()
    assert growing.exists() and house.is_kept


async def test_a_clock_that_jumps_deletes_nothing_that_is_being_written(house: House) -> None:
    house.store(State.RUNNING)
    half = house.root / UNFINISHED / "half"
    half.write_bytes(b"half")
    await house.sweeper.sweep()
    house.now += 10 * ABANDONED_S
    await house.sweeper.sweep()
    assert half.exists()
