"""What is stored of whom is known without reading it again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

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


def test_what_is_known_is_not_read_again_until_it_is_forgotten(shop: Shop) -> None:
    shop.holdings.refresh()
    with shop.reads() as paths:
        shop.holdings.refresh()
        assert paths == []
        shop.holdings.forget(MINE)
        shop.holdings.refresh()
        assert paths == [f"{MINE}/progress.json", f"{MINE}/job.json"]


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
