"""A damaged file of one job: the job is listed as unreadable, and the others as if nothing was."""

import json
from pathlib import Path

import msgspec
import pytest

from backend_queues.job_errors import UnknownJob
from frontend.protocol.jobs import Progress, State
from tests.frontend.jobs.damage import Damage, future, future_segment
from tests.frontend.jobs.making import job_of, progress_of, record_of, segment_of
from tests.frontend.jobs.shelf import BAD, GOOD, ITEMS, NOBODY, Shelf, damaged


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
