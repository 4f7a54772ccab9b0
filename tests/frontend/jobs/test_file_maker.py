"""A file is made once: only when there is room for it, and kept until the storage takes it."""

from pathlib import Path

import pytest

from backend_queues.job_errors import SegmentMissing, StorageUnavailable
from frontend.jobs import file_maker as module
from frontend.jobs.file_maker import FileMaker
from frontend.jobs.job import Item, Job, SpokenSegment
from frontend.jobs.plan import OutputFile, output_files
from frontend.jobs.storage.archive import Archive
from tests.frontend.jobs.making import items_of, record_of, segment_of
from tests.frontend.jobs.running.fakes import stored


class Bench:
    """A job of two items that are spoken."""

    def __init__(self) -> None:
        items = items_of("One.", "Two.")
        self.archive, self.job = stored(items)
        for index, digest in enumerate(("aaa", "bbb")):
            self.archive.write_segment(digest, segment_of(digest))
            self.archive.write_record(index, record_of(items[index], digest))
        self.reports: list[str] = []
        self.maker = FileMaker(
            self.archive, self.job, lambda *_: 2.0, self.reports.append, self.reports.append
        )
        self.output_file = _only_file(self.archive, self.job)

    @property
    def files(self) -> list[str]:
        return [file.name for file in self.archive.files()]


def _only_file(archive: Archive, job: Job) -> OutputFile:
    [output_file] = output_files(job, archive.items(0, job.items))
    return output_file


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(module, "AGAIN_S", 0.001)
    return Bench()


def test_while_the_storage_is_away_the_file_is_kept_and_not_made_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, reads, tries = bench.archive.add_file, list[str](), list[Path]()
    segment = bench.archive.segment

    def add_at_last(local: Path) -> None:
        tries.append(local)
        if len(tries) < 4:
            raise StorageUnavailable("The storage is full.")
        add(local)

    def read(digest: str) -> SpokenSegment | None:
        reads.append(digest)
        return segment(digest)

    monkeypatch.setattr(bench.archive, "add_file", add_at_last)
    monkeypatch.setattr(bench.archive, "segment", read)
    bench.maker.make(bench.output_file)
    assert (reads, len(set(tries)), bench.files) == (["aaa", "bbb"], 1, ["a-test.pcm"])
    assert bench.reports == [*["The storage is full."] * 3, ""]
    assert not tries[0].exists()


@pytest.mark.parametrize("place", ["TMPDIR", "storage"])
def test_without_room_nothing_is_begun(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    reads: list[str] = []
    monkeypatch.setattr(bench.archive, "segment", reads.append)
    if place == "TMPDIR":
        monkeypatch.setattr(module, "free_bytes", lambda _: 1000)
    else:
        monkeypatch.setattr(bench.archive, "room", lambda: 1000)
    with pytest.raises(StorageUnavailable, match=f"a-test.pcm needs about .*{place}"):
        bench.maker.make(bench.output_file)
    assert reads == []


def test_what_has_gone_is_forgotten_so_that_it_is_spoken_again(bench: Bench) -> None:
    bench.archive.delete_segment("aaa")
    with pytest.raises(SegmentMissing, match="Resume the job"):
        bench.maker.make(bench.output_file)
    assert bench.archive.record(0) is None and bench.archive.record(1) is not None


@pytest.mark.parametrize(("files", "is_told"), [("one", True), ("item", False)])
def test_a_file_whose_speech_must_begin_late_is_told_of(files: str, is_told: bool) -> None:
    items = [Item(id="1", text="One.", start_s=0.0), Item(id="2", text="Two.", start_s=0.4)]
    archive, job = stored(items, files=files)
    for index, digest in enumerate(("aaa", "bbb")):
        archive.write_segment(digest, segment_of(digest, seconds=3.0))
        archive.write_record(index, record_of(items[index], digest, audio_s=3.0))
    warnings: list[str] = []
    maker = FileMaker(archive, job, lambda *_: 6.0, lambda _: None, warnings.append)
    for output_file in output_files(job, archive.items(0, job.items)):
        maker.make(output_file)
    assert [warning[:14] for warning in warnings] == ["1 item begins "] * is_told
