"""Damaged objects of a job: what can be made again counts as missing, and the rest is refused."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest

from backend_queues.job_errors import JobUnreadable
from frontend.jobs.assembler import reopen
from tests.frontend.jobs.damage import Damage
from tests.frontend.jobs.making import job_of, record_of
from tests.frontend.jobs.shelf import BAD, ITEMS, Shelf, damaged


@damaged
def test_items_that_cannot_be_read_are_not_left_out(shelf: Shelf, damage: Damage) -> None:
    shelf.damage("items/000000.jsonl", damage)
    for read in (
        partial(shelf.bad.shard, 0),
        lambda: list(shelf.bad.items(0, 2)),
        partial(reopen, shelf.bad, job_of(ITEMS)),
    ):
        _refused(read, f"{BAD}/items")


def test_items_that_are_missing_are_not_left_out(shelf: Shelf) -> None:
    [first, second] = shelf.path("items/000000.jsonl").read_bytes().splitlines()
    shelf.path("items/000000.jsonl").write_bytes(first)
    assert list(shelf.bad.items(0, 1)) == [(0, ITEMS[0])]
    _refused(lambda: list(shelf.bad.items(0, 2)), "item 1 is missing")
    shelf.path("items/000001.jsonl").write_bytes(second)
    assert list(shelf.bad.items(0, 2)) == list(enumerate(ITEMS))
    shelf.path("items/000000.jsonl").write_bytes(first + b"\n" + second)
    _refused(lambda: list(shelf.bad.items(0, 2)), "item 2 is missing or out of place")
    shelf.path("items/000000.jsonl").unlink()
    _refused(lambda: list(shelf.bad.items(0, 2)), "item 0 is missing")
    _refused(partial(shelf.bad.shard, 0), "it is missing")


def _refused(read: Callable[[], object], why: str) -> None:
    with pytest.raises(JobUnreadable, match=why):
        read()


@damaged
def test_a_damaged_record_counts_as_none_and_another_is_read(shelf: Shelf, damage: Damage) -> None:
    shelf.bad.write_record(1, record_of(ITEMS[1], "abcdef"))
    shelf.damage("records/000000.json", damage)
    for name in ("notes.txt", ".DS_Store", "١٢٣٤٥٦.json", "0000001.json", "9" * 200 + ".json"):
        shelf.path(f"records/{name}").write_text("{}")
    shelf.path("records/000007.json").mkdir()
    assert [index for index, _ in shelf.bad.records()] == [1]
    assert shelf.bad.record(0) is None


@damaged
def test_a_damaged_segment_counts_as_none(shelf: Shelf, damage: Damage) -> None:
    shelf.damage("segments/ab/abcdef", damage)
    assert shelf.bad.segment("abcdef") is None


def test_a_segment_without_a_rate_counts_as_none(shelf: Shelf) -> None:
    shelf.damage("segments/ab/abcdef", lambda _: msgspec.msgpack.encode(["", b"", 0, [], 0.0]))
    assert shelf.bad.segment("abcdef") is None


def test_foreign_shards_are_left_alone(shelf: Shelf) -> None:
    for name in ("README", "readme.jsonl", "1.jsonl", "000000.jsonl~"):
        shelf.path(f"items/{name}").write_text("mine")
    assert shelf.bad.shards() == [0]


def test_only_files_that_can_be_fetched_are_listed(shelf: Shelf) -> None:
    folder = shelf.path("files")
    (folder / "folder.wav").mkdir(parents=True)
    for name in (b".DS_Store", b"\xff.wav", b"a\nb.wav", b"one.wav", b"empty.wav"):
        Path(str(folder), name.decode("utf-8", "surrogateescape")).write_bytes(
            b"" if name == b"empty.wav" else b"audio"
        )
    assert [(file.name, file.size_bytes) for file in shelf.bad.files()] == [
        ("empty.wav", 0),
        ("one.wav", 5),
    ]
