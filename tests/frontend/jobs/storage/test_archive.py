"""A job in the storage: what is written is read again, and a long job is read in parts."""

from pathlib import Path

import msgspec
import pytest

from backend_queues.job_errors import StorageUnavailable
from frontend.jobs.job import Item
from frontend.jobs.storage.archive import Archive
from frontend.jobs.storage.running_index import RunningIndex
from frontend.jobs.storage.shards import SHARD_CHARS, SHARD_ITEMS
from frontend.protocol.jobs import State
from frontend.storage.storage import Storage
from tests.frontend.jobs.making import items_of, job_of, progress_of, record_of, segment_of


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(Storage(f"file://{tmp_path}"), "0123456789abcdef")


def stored(archive: Archive, items: list[Item]) -> Archive:
    job = job_of(items)
    archive.create(job, items, progress_of(job))
    return archive


def test_there_is_no_job_before_it_is_stored(archive: Archive) -> None:
    assert archive.job() is None
    assert archive.progress() is None
    assert archive.shards() == []
    items = items_of("One.", "Two.")
    stored(archive, items)
    assert archive.job() == job_of(items)
    assert archive.progress() == progress_of(job_of(items))


@pytest.mark.parametrize(
    ("texts", "shards"),
    [
        (["One."] * (SHARD_ITEMS * 2 + 1), 3),
        (["x" * (SHARD_CHARS // 2)] * 5, 2),
        (["x" * SHARD_CHARS * 2] * 3, 3),
        (["A line\nand another.\u2028Not a third."], 1),
    ],
)
def test_items_come_in_shards(archive: Archive, texts: list[str], shards: int) -> None:
    items = items_of(*texts)
    stored(archive, items)
    assert len(archive.shards()) == shards
    read = [one for first in archive.shards() for one in archive.shard(first)]
    assert read == list(enumerate(items))


def test_items_from_one_index_to_another(archive: Archive) -> None:
    items = items_of(*["One."] * (SHARD_ITEMS * 2 + 10))
    stored(archive, items)
    for start, end in ((0, 1), (SHARD_ITEMS - 1, SHARD_ITEMS + 1), (0, len(items)), (520, 522)):
        assert list(archive.items(start, end)) == list(enumerate(items))[start:end]


def test_records_are_found_by_their_index(archive: Archive) -> None:
    items = items_of(*["One."] * 11)
    for index in (10, 2, 0):
        archive.write_record(index, record_of(items[index], "abc"))
    assert [index for index, _ in archive.records()] == [0, 2, 10]
    assert archive.record(2) == record_of(items[2], "abc")
    archive.delete_record(2)
    assert archive.record(2) is None


def test_a_segment_that_cannot_be_read_is_none(archive: Archive, tmp_path: Path) -> None:
    archive.write_segment("abcdef", segment_of("One."))
    assert archive.segment("abcdef") == segment_of("One.")
    [path] = (tmp_path / archive.id).rglob("abcdef")
    path.write_bytes(path.read_bytes()[:100])
    assert archive.segment("abcdef") is None
    archive.delete_segments()
    assert archive.segment("abcdef") is None


def test_a_deleted_job_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    stored(archive, items_of("One."))
    made = tmp_path / "one.wav"
    made.write_bytes(b"audio")
    archive.add_file(made)
    assert [file.name for file in archive.files()] == ["one.wav"]
    assert b"".join(archive.read_file("one.wav", 1, 3)) == b"ud"
    archive.delete()
    assert archive.job() is None
    assert not (tmp_path / archive.id).exists()


def test_a_job_runs_by_its_mark_as_long_as_its_state_says_so(archive: Archive) -> None:
    index = RunningIndex(archive._storage)
    job = job_of(items_of("One."))
    stored(archive, items_of("One."))
    assert index.names() == [archive.id]
    archive.write_progress(progress_of(job, State.PAUSED))
    assert index.names() == []
    archive.write_progress(progress_of(job, State.RUNNING))
    archive.delete()
    assert index.names() == []


@pytest.mark.parametrize("last", ["items/000256.jsonl", "job.json", "progress.json", "running"])
def test_what_was_written_of_a_job_that_does_not_fit_is_deleted(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    write = archive._storage.write

    def write_until_full(path: str, data: bytes) -> None:
        if last in path:
            raise StorageUnavailable("No space left on device.")
        write(path, data)

    monkeypatch.setattr(archive._storage, "write", write_until_full)
    with pytest.raises(StorageUnavailable, match="No space left"):
        stored(archive, items_of(*["One."] * (SHARD_ITEMS + 1)))
    assert not (tmp_path / archive.id).exists()


def test_a_job_knows_what_it_takes(archive: Archive) -> None:
    stored(archive, items_of("One."))
    without = archive.size_bytes()
    archive.write_segment("abcdef", segment_of("One."))
    assert archive.segment_bytes() == archive.size_bytes() - without > 48_000


def test_nothing_of_a_job_that_was_half_deleted_is_in_the_next_of_its_name(
    archive: Archive,
) -> None:
    items = items_of("One.")
    stored(archive, items).write_record(0, record_of(items[0], "abc"))
    archive._objects.delete("progress.json")
    assert list(stored(archive, items).records()) == []


def test_a_job_that_is_resumed_while_its_end_is_stored_stays_among_those_that_run(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_of(items_of("One."))
    stored(archive, items_of("One."))
    remove = archive._index.remove

    def resumed(name: str) -> None:
        monkeypatch.setattr(archive._index, "remove", remove)
        archive.write_progress(progress_of(job))
        remove(name)

    monkeypatch.setattr(archive._index, "remove", resumed)
    archive.write_progress(msgspec.structs.replace(progress_of(job), state=State.PARTIAL))
    assert archive._index.names() == [archive.id]
