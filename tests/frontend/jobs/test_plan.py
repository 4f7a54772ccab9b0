"""Which items make which files, and which are made anew when failed items are tried again."""

from pathlib import Path

import pytest
from msgspec import structs

from frontend.jobs.assembler import reopen
from frontend.jobs.job import Item, ItemRecord, Job
from frontend.jobs.plan import MOST_CHAPTERS, chapter_starts, output_files
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import Reason
from frontend.storage.storage import Storage
from tests.frontend.jobs.making import items_of, job_of, progress_of, record_of

TEXTS = ["One."] * 6


def ranges(job: Job, items: list[Item]) -> list[tuple[int, int, str]]:
    return [(it.start, it.end, it.title) for it in output_files(job, enumerate(items))]


def test_a_file_for_each_item() -> None:
    items = items_of(*TEXTS[:2])
    assert ranges(job_of(items), items) == [(0, 1, "item 0"), (1, 2, "item 1")]


def test_a_file_for_each_chapter() -> None:
    items = items_of(*TEXTS, chapters="aabba")
    made = ranges(job_of(items, files="chapter"), items)
    assert made == [(0, 2, "a"), (2, 4, "b"), (4, 5, "a"), (5, 6, "")]


@pytest.mark.parametrize(
    ("chapters", "starts"), [("aabba", (0, 2, 4)), ("aaaaa", ()), ("", ()), ("ab", (0, 1, 2))]
)
def test_where_chapters_begin(chapters: str, starts: tuple[int, ...]) -> None:
    assert chapter_starts(items_of(*TEXTS[:5], chapters=chapters)) == starts
    assert chapter_starts([]) == ()


def test_so_many_chapters_are_rows_and_not_counted() -> None:
    item = items_of("One.")[0]
    rows = [structs.replace(item, chapter=str(number)) for number in range(MOST_CHAPTERS + 1)]
    assert len(chapter_starts(rows[:-1])) == MOST_CHAPTERS
    assert chapter_starts(rows) == ()


def test_one_file_has_the_title_of_the_work() -> None:
    items = items_of(*TEXTS)
    assert ranges(job_of(items, files="one", title="A book"), items) == [(0, 6, "A book")]
    assert ranges(job_of(items, files="one"), items) == [(0, 6, "a test")]


def test_no_two_files_have_one_name() -> None:
    items = items_of(*TEXTS, chapters="ababab")
    job = job_of(items, files="chapter", captions=("srt", "vtt"))
    names = [
        name for output_file in output_files(job, enumerate(items)) for name in output_file.names
    ]
    assert len(set(names)) == len(names) == 6 * 3


@pytest.mark.parametrize(
    ("files", "kept"), [("item", {0, 1, 3, 4, 5}), ("chapter", {0, 2}), ("one", set())]
)
def test_only_what_lacks_a_failed_item_is_made_anew(
    tmp_path: Path, files: str, kept: set[int]
) -> None:
    items = items_of(*TEXTS, chapters="aabbcc")
    job = job_of(items, files=files)
    archive = Archive(Storage(f"file://{tmp_path}/jobs"), job.id)
    archive.create(job, items, progress_of(job))
    for index, item in enumerate(items):
        archive.write_record(index, record_of(item, "digest"))
    failure = Reason("segment_failed", "It cannot be said.")
    failed = ItemRecord(id="item 2", characters=4, segments=(), audio_s=0.0, failure=failure)
    archive.write_record(2, failed)
    made = [output_file.names for output_file in output_files(job, enumerate(items))]
    for name in (name for names in made for name in names):
        (tmp_path / name).write_bytes(b"audio")
        archive.add_file(tmp_path / name)
    reopen(archive, job)
    left = {file.name for file in archive.files()}
    assert left == {name for number in kept for name in made[number]}
    assert [index for index, _ in archive.records()] == [0, 1, 3, 4, 5]
