"""What is stored of whom is known without reading it again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from backend_queues.job_errors import StorageUnavailable
from frontend.jobs.keeping.holdings import Holdings
from frontend.jobs.keeping.quotas import Usage
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import Counts, State
from frontend.storage.storage import Storage
from tests.frontend.jobs.making import items_of, job_of, progress_of

ITEMS = items_of("One.", "Two.")
MINE, THEIRS = "0" * 16, "1" * 16


class Shop:
    """Holdings of a folder, whose reads are counted."""

    def __init__(self, root: Path) -> None:
        self.storage = Storage(root.as_uri())
        self.holdings = Holdings(self.ids, self.archive)

    def ids(self) -> list[str]:
        return [name for name in self.storage.names("") if len(name) == 16]

    def archive(self, job: str) -> Archive:
        return Archive(self.storage, job)

    def store(self, job_id: str, owner: str, state: State = State.RUNNING) -> None:
        job = msgspec.structs.replace(
            job_of(ITEMS), id=job_id, owner=owner, expected_s=60.0, expected_bytes=1000
        )
        progress = msgspec.structs.replace(
            progress_of(job, state),
            owner=owner,
            items=Counts(2, 2, 0),
            audio_s=5.0,
            size_bytes=100,
        )
        self.archive(job_id).create(job, ITEMS, progress)

    @contextmanager
    def reads(self) -> Iterator[list[str]]:
        read, paths = self.storage.read, list[str]()

        def note(path: str) -> bytes | None:
            paths.append(path)
            return read(path)

        with pytest.MonkeyPatch.context() as patches:
            patches.setattr(self.storage, "read", note)
            yield paths


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.store(MINE, "me")
    shop.store(THEIRS, "them", State.DONE)
    return shop


def test_each_owners_jobs_are_counted_as_they_are_or_will_be(shop: Shop) -> None:
    shop.holdings.refresh()
    assert shop.holdings.usage("me") == Usage(1, 2, 60.0, 1000)
    assert shop.holdings.usage("them") == Usage(1, 2, 5.0, 100)
    assert shop.holdings.usage() == Usage(2, 4, 65.0, 1100)
    assert shop.holdings.usage("nobody") == Usage()


def test_what_is_known_is_not_read_again_until_it_is_outdated(shop: Shop) -> None:
    shop.holdings.refresh()
    with shop.reads() as paths:
        shop.holdings.refresh()
        assert paths == []
        shop.holdings.outdate(MINE)
        shop.holdings.refresh()
        assert paths == [f"{MINE}/progress.json", f"{MINE}/job.json"]


def test_what_is_outdated_is_listed_and_counted_until_it_is_read_again(shop: Shop) -> None:
    shop.holdings.refresh()
    shop.holdings.outdate(MINE)
    assert shop.holdings.of(MINE) is None
    assert {one.id for one in shop.holdings.known} == {MINE, THEIRS}
    assert shop.holdings.usage("me").jobs == 1


def test_a_change_while_a_job_is_read_is_not_missed(shop: Shop) -> None:
    shop.holdings.refresh()
    shop.holdings.outdate(MINE)
    read = shop.storage.read

    def read_and_change(path: str) -> bytes | None:
        shop.holdings.outdate(MINE)
        return read(path)

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(shop.storage, "read", read_and_change)
        shop.holdings.refresh()
    assert shop.holdings.of(MINE) is None


def test_a_job_whose_storage_did_not_answer_is_read_again(shop: Shop) -> None:
    def fail(path: str) -> bytes | None:
        raise StorageUnavailable(path)

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(shop.storage, "read", fail)
        shop.holdings.refresh()
    assert shop.holdings.usage("me").jobs == 0
    shop.holdings.refresh()
    assert shop.holdings.usage("me").jobs == 1


def test_a_job_that_is_gone_is_not_known_though_it_was_outdated(shop: Shop) -> None:
    shop.holdings.refresh()
    shop.holdings.outdate(MINE)
    shop.archive(MINE).delete()
    shop.holdings.refresh()
    assert {one.id for one in shop.holdings.known} == {THEIRS}


def test_what_is_new_or_gone_shows(shop: Shop) -> None:
    shop.holdings.refresh()
    shop.archive(MINE).delete()
    shop.store("2" * 16, "me")
    shop.holdings.refresh()
    assert {one.id for one in shop.holdings.known} == {THEIRS, "2" * 16}


def test_a_job_counts_as_soon_as_its_storing_begins(shop: Shop) -> None:
    job = msgspec.structs.replace(job_of(ITEMS), id="3" * 16, owner="me")
    shop.holdings.note(job, State.RUNNING)
    shop.holdings.refresh()
    shop.archive(job.id).delete()  # as far as its storing has got, there is nothing to be read
    shop.storage.write(f"{job.id}/items/000000.jsonl", b"{}")
    shop.holdings.read_all()
    assert shop.holdings.usage("me").jobs == 2
    shop.holdings.settle(job.id, is_stored=False)
    assert shop.holdings.usage("me").jobs == 1


def test_a_damaged_job_is_its_owners_as_long_as_that_can_be_read(
    shop: Shop, tmp_path: Path
) -> None:
    (tmp_path / MINE / "progress.json").write_bytes(b"{")
    shop.holdings.refresh()
    assert shop.holdings.usage("me").jobs == 1
    (tmp_path / MINE / "job.json").write_bytes(b"{")
    shop.holdings.read_all()
    assert (shop.holdings.usage("me").jobs, shop.holdings.usage("").jobs) == (0, 1)
