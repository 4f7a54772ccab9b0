"""A damaged file of one job: the job is listed as unreadable, and the others as if nothing was."""

import json
import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from backend_queues.errors import JobUnreadable, UnknownJob
from frontend.jobs.assembler import reopen
from frontend.jobs.blocking import Blocking
from frontend.jobs.catalogue import JobCatalogue
from frontend.jobs.job import Job
from frontend.jobs.log_once import LogOnce
from frontend.jobs.storage.archive import Archive
from frontend.jobs.storage.storage import Storage
from frontend.protocol.jobs import Progress, State
from tests.frontend.jobs.damage import DAMAGES, Damage, future, future_segment
from tests.frontend.jobs.making import items_of, job_of, progress_of, record_of, segment_of

GOOD, BAD, NOBODY = "0123456789abcdef", "fedcba9876543210", "0" * 16
ITEMS = items_of("One.", "Two.")

damaged = pytest.mark.parametrize("damage", DAMAGES)


class Shelf:
    """A storage with a good job in it and one to damage; `running` is what a frontend runs."""

    def __init__(self, root: Path, blocking: Blocking) -> None:
        self._root = root
        self.storage = Storage(root.as_uri())
        self.running: dict[str, Progress] = {}
        log_once = LogOnce(logging.getLogger("shelf"))
        self.catalogue = JobCatalogue(self.storage, blocking, self._running, log_once)
        for job in (GOOD, BAD):
            self._store(msgspec.structs.replace(job_of(ITEMS), id=job))

    @property
    def bad(self) -> Archive:
        return self.catalogue.archive(BAD)

    def path(self, name: str) -> Path:
        return self._root / BAD / name

    def damage(self, name: str, damage: Damage) -> None:
        self.path(name).write_bytes(damage(self.path(name).read_bytes()))

    async def listed(self) -> dict[str, Progress]:
        return {progress.id: progress for progress in await self.catalogue.all()}

    def _store(self, job: Job) -> None:
        archive = Archive(self.storage, job.id)
        archive.create(job, ITEMS, progress_of(job))
        archive.write_record(0, record_of(ITEMS[0], "abcdef"))
        archive.write_segment("abcdef", segment_of("One."))

    async def _running(self, job: str) -> Progress | None:
        return self.running.get(job)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    blocking = Blocking()
    yield Shelf(tmp_path, blocking)
    blocking.close()


def states(listed: dict[str, Progress]) -> tuple[State, State]:
    return listed[GOOD].state, listed[BAD].state


@damaged
@pytest.mark.parametrize("name", ["progress.json", "job.json"])
async def test_a_job_that_cannot_be_read_is_listed_with_what_to_do(
    shelf: Shelf, name: str, damage: Damage
) -> None:
    shelf.damage(name, damage)
    listed = await shelf.listed()
    assert states(listed) == (State.RUNNING, State.UNREADABLE)
    told = listed[BAD]
    assert f"{BAD}/{name} " in told.message and f"DELETE /v1/jobs/{BAD}" in told.message
    assert (told.name, told.items.total) == ("a test", 2 if name == "progress.json" else 0)
    assert told == await shelf.catalogue.progress(BAD)
    shelf.bad.delete()
    assert list(await shelf.listed()) == [GOOD]


@damaged
async def test_nothing_of_a_job_needs_to_be_readable_to_list_it(
    shelf: Shelf, damage: Damage
) -> None:
    shelf.damage("progress.json", damage)
    shelf.damage("job.json", damage)
    told = (await shelf.listed())[BAD]
    assert (told.state, told.name, told.created_at) == (State.UNREADABLE, "", 0.0)


async def test_a_job_without_its_job_file_is_unreadable(shelf: Shelf) -> None:
    shelf.path("job.json").unlink()
    told = (await shelf.listed())[BAD]
    assert told.state is State.UNREADABLE and "it is missing" in told.message


async def test_files_of_another_job_are_not_mistaken_for_its_own(shelf: Shelf) -> None:
    for name in ("job.json", "progress.json"):
        good = shelf.path(f"../{GOOD}/{name}").read_bytes()
        shelf.path(name).write_bytes(good)
        told = (await shelf.listed())[BAD]
        assert told.state is State.UNREADABLE and GOOD in told.message
        shelf.path(name).write_bytes(good.replace(GOOD.encode(), BAD.encode()))
    assert states(await shelf.listed()) == (State.RUNNING, State.RUNNING)


async def test_new_fields_of_another_version_are_ignored(shelf: Shelf) -> None:
    for name in ("job.json", "progress.json", "items/000000.jsonl", "records/000000.json"):
        shelf.damage(name, future())
    shelf.damage("segments/ab/abcdef", future_segment)
    assert states(await shelf.listed()) == (State.RUNNING, State.RUNNING)
    assert shelf.bad.job() == msgspec.structs.replace(job_of(ITEMS), id=BAD)
    assert shelf.bad.shard(0) == list(enumerate(ITEMS))
    assert list(shelf.bad.records()) == [(0, record_of(ITEMS[0], "abcdef"))]
    assert shelf.bad.segment("abcdef") == segment_of("One.")


async def test_a_state_of_another_version_is_unreadable_and_keeps_its_figures(shelf: Shelf) -> None:
    shelf.damage("progress.json", future(state="archived", audio_s=1.5))
    told = (await shelf.listed())[BAD]
    assert (told.state, told.name, told.audio_s) == (State.UNREADABLE, "a test", 1.5)
    assert "does not know its state" in told.message and "newer version" in told.message


@pytest.mark.parametrize(
    "output", [{"files": "scene"}, {"captions": ["ttml"]}, {"format": "speex"}]
)
async def test_an_output_of_another_version_cannot_be_made_but_shown(
    shelf: Shelf, output: dict[str, object]
) -> None:
    for name in ("job.json", "progress.json"):
        shelf.damage(name, future(output=output))
    told = (await shelf.listed())[BAD]
    assert told.state is State.UNREADABLE and f"{BAD}/job.json" in told.message
    shelf.damage("progress.json", future(state="done"))
    told = (await shelf.listed())[BAD]
    assert told.state is State.DONE
    shown = json.loads(msgspec.json.encode(told.output))
    assert {name: shown[name] for name in output} == output


@damaged
async def test_who_runs_a_job_knows_more_than_a_damaged_file(shelf: Shelf, damage: Damage) -> None:
    running = progress_of(msgspec.structs.replace(job_of(ITEMS), id=BAD))
    shelf.running[BAD] = running
    shelf.damage("progress.json", damage)
    shelf.damage("job.json", damage)
    assert (await shelf.listed())[BAD] == running


async def test_the_storage_says_whether_a_running_job_rests(shelf: Shelf) -> None:
    job = msgspec.structs.replace(job_of(ITEMS), id=BAD)
    shelf.running[BAD] = msgspec.structs.replace(progress_of(job), audio_s=7.0)
    shelf.bad.write_progress(progress_of(job, State.PAUSED))
    told = (await shelf.listed())[BAD]
    assert (told.state, told.audio_s) == (State.PAUSED, 7.0)


async def test_a_fault_is_logged_once_however_often_it_is_found(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.damage("progress.json", lambda _: b"")
    for _ in range(3):
        await shelf.listed()
    assert [record.message for record in caplog.records if BAD in record.message] == [
        (await shelf.listed())[BAD].message
    ]
    shelf.damage("progress.json", lambda _: b"{")
    await shelf.listed()
    assert len(caplog.records) == 2


async def test_folders_and_files_that_are_no_jobs_are_not_listed(
    shelf: Shelf, tmp_path: Path
) -> None:
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "a1b2c3d4e5f60718").write_text("a file, called as a job would be")
    (tmp_path / "a1b2c3d4e5f60719" / "progress.json").mkdir(parents=True)
    (tmp_path / "a1b2c3d4e5f60720").mkdir()
    assert set(await shelf.listed()) == {GOOD, BAD}


@pytest.mark.parametrize("job", [NOBODY, "", "..", "*", "x" * 5000, "\0", BAD.upper(), "\udcff"])
async def test_an_id_of_nothing_is_unknown(shelf: Shelf, job: str) -> None:
    with pytest.raises(UnknownJob, match="GET /v1/jobs lists those there are"):
        await shelf.catalogue.progress(job)


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
