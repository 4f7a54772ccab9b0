"""How items have ended: stored, counted, and announced."""

import asyncio

import pytest

from backend_queues.errors import SegmentFailed
from backend_queues.job_errors import StorageUnavailable
from frontend.jobs.blocking import PatientStorage
from frontend.jobs.counters import JobCounters
from frontend.jobs.job import ItemRecord, Job
from frontend.jobs.running.item_progress import ItemProgress
from frontend.jobs.running.item_records import ItemRecords
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import State
from tests.frontend.jobs.making import record_of, segment_of
from tests.frontend.jobs.running.fakes import AtOnce, stored, tone_items

ITEMS = tone_items("One.", "Two.")


class Kept:
    def __init__(self, blocking: AtOnce, archive: Archive, job: Job) -> None:
        self.reports: list[str] = []
        self.archive = archive
        self.counters = JobCounters(job)
        storage = PatientStorage(blocking, self.reports.append)
        self.records = ItemRecords(archive, job, self.counters, storage)

    @property
    def done(self) -> int:
        return self.counters.progress(State.RUNNING).items.done


@pytest.fixture
def kept(blocking: AtOnce) -> Kept:
    return Kept(blocking, *stored(ITEMS))


def spoken(index: int) -> ItemProgress:
    item_progress = ItemProgress(index, ITEMS[index])
    item_progress.begin("abc")
    item_progress.end_text()
    item_progress.end(segment_of("One."))
    return item_progress


async def test_an_item_that_has_ended_is_stored_and_counted_once(kept: Kept) -> None:
    item_progress = spoken(0)
    await asyncio.gather(kept.records.settle(item_progress), kept.records.settle(item_progress))
    assert kept.archive.record(0) == record_of(ITEMS[0], "abc")
    assert kept.records.has(0) and not kept.records.has(1)
    assert kept.done == 1


async def test_an_item_that_goes_on_has_no_record(kept: Kept) -> None:
    item_progress = ItemProgress(0, ITEMS[0])
    item_progress.begin("abc")
    item_progress.fail(SegmentFailed("why"))
    await kept.records.settle(item_progress)
    assert kept.archive.record(0) is None and not item_progress.recorded


async def test_the_end_of_an_item_is_waited_for(kept: Kept) -> None:
    waiting = asyncio.create_task(kept.records.until_ended(1))
    await kept.records.settle(spoken(0))
    await asyncio.sleep(60)
    assert not waiting.done()
    await kept.records.settle(spoken(1))
    await waiting
    await kept.records.until_ended(0)


async def test_a_record_is_written_however_long_the_storage_is_away(
    kept: Kept, blocking: AtOnce
) -> None:
    blocking.away = 3
    await kept.records.settle(spoken(0))
    assert kept.reports == ["The storage is away."] * 3 + [""]
    assert kept.records.has(0)


def test_records_of_earlier_runs_are_counted_and_foreign_ones_are_not(kept: Kept) -> None:
    kept.archive.write_record(1, record_of(ITEMS[1], "abc"))
    kept.archive.write_record(7, record_of(ITEMS[1], "abc"))
    kept.records.load()
    assert kept.records.has(1) and not kept.records.has(0) and not kept.records.has(7)
    assert kept.done == 1


def test_a_storage_that_is_away_in_between_has_no_record_counted_twice(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    for index in range(2):
        kept.archive.write_record(index, record_of(ITEMS[index], "abc"))
    record, reads = kept.archive.record, []

    def away_once(index: int) -> ItemRecord | None:
        reads.append(index)
        if len(reads) == 2:
            raise StorageUnavailable("for a moment")
        return record(index)

    monkeypatch.setattr(kept.archive, "record", away_once)
    with pytest.raises(StorageUnavailable):
        kept.records.load()
    kept.records.load()
    assert kept.done == 2
