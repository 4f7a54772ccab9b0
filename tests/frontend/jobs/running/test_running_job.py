"""A job in a frontend's hands: run under its lease, to its end or until others have it."""

import asyncio

import msgspec
import pytest

from backend_queues.job_errors import StorageUnavailable
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import Progress, State
from tests.frontend.jobs.running.fakes import (
    SEGMENT_S,
    AtOnce,
    stored,
    tone_items,
    until,
)
from tests.frontend.jobs.running.frontends import Frontend, numbered, set_state, state_of

LONG_S = 3600


async def test_a_job_is_run_to_its_end_under_its_lease(
    frontend: Frontend, archive: Archive
) -> None:
    await frontend.runner.adopt(archive)
    await asyncio.sleep(SEGMENT_S)
    assert frontend.leases.held == {archive.id: "me"}
    assert frontend.leases.told[archive.id].state is State.RUNNING
    await frontend.let_go_of(archive.id)
    assert state_of(archive) is State.DONE
    assert frontend.leases.held == {}
    assert [file.name for file in archive.files()] == ["a-test.pcm"]
    assert archive.segment(next(archive.records())[1].segments[0]) is None  # not needed any more


async def test_segments_are_kept_of_a_job_that_may_be_tried_again(frontend: Frontend) -> None:
    archive, _ = stored([*numbered(1), *tone_items(" ")])
    await frontend.runner.adopt(archive)
    await frontend.let_go_of(archive.id)
    assert state_of(archive) is State.PARTIAL
    assert archive.segment(next(archive.records())[1].segments[0])


async def test_a_lease_that_is_lost_ends_the_run(frontend: Frontend, archive: Archive) -> None:
    await frontend.runner.adopt(archive)
    await asyncio.sleep(SEGMENT_S / 2)
    frontend.leases.held[archive.id] = "another"
    await frontend.let_go_of(archive.id)
    assert frontend.under_way == 0
    assert frontend.leases.held == {archive.id: "another"}
    assert state_of(archive) is State.RUNNING


async def test_a_job_is_paused_and_resumed_through_the_storage(
    frontend: Frontend, archive: Archive
) -> None:
    await frontend.runner.adopt(archive)
    await asyncio.sleep(SEGMENT_S / 2)
    set_state(archive, State.PAUSED)
    await asyncio.sleep(LONG_S)
    status = frontend.runner.status(archive.id)
    assert status and status.progress().state is State.PAUSED
    assert frontend.under_way == 0
    assert frontend.leases.held == {archive.id: "me"}
    set_state(archive, State.RUNNING)
    await frontend.let_go_of(archive.id)
    assert state_of(archive) is State.DONE


async def test_a_job_deleted_elsewhere_is_let_go_of(frontend: Frontend, archive: Archive) -> None:
    await frontend.runner.adopt(archive)
    await asyncio.sleep(SEGMENT_S / 2)
    archive.delete()
    await frontend.let_go_of(archive.id)
    assert frontend.under_way == 0
    assert archive.job() is None and list(archive.records()) == []


async def test_what_is_left_of_a_job_deleted_elsewhere_is_logged(
    frontend: Frontend,
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await frontend.runner.adopt(archive)
    archive.delete()

    def refuse() -> None:
        raise StorageUnavailable("The storage is read-only.")

    monkeypatch.setattr(archive, "delete", refuse)
    await frontend.let_go_of(archive.id)
    assert "The storage is read-only." in caplog.text
    assert frontend.leases.held == {}


async def test_a_progress_that_cannot_be_read_stops_nothing(
    frontend: Frontend, archive: Archive
) -> None:
    await frontend.runner.adopt(archive)
    progress = archive.progress()
    assert progress
    archive.write_progress(msgspec.structs.replace(progress, id="0" * 16))
    await frontend.let_go_of(archive.id)
    assert state_of(archive) is State.DONE


async def test_a_state_of_another_version_neither_pauses_nor_resumes(
    frontend: Frontend, archive: Archive
) -> None:
    await frontend.runner.adopt(archive)
    status = frontend.runner.status(archive.id)
    assert status
    status.pause()
    set_state(archive, State.UNREADABLE)
    await asyncio.sleep(LONG_S)
    assert status.progress().state is State.PAUSED
    await frontend.runner.end()


async def test_a_storage_that_is_away_stops_nothing(
    frontend: Frontend, archive: Archive, blocking: AtOnce
) -> None:
    await frontend.runner.adopt(archive)
    blocking.away = 20
    await frontend.let_go_of(archive.id)
    assert state_of(archive) is State.DONE


async def test_a_fault_fails_the_job_and_its_words_stay_in_the_log(
    frontend: Frontend, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    frontend.context.segment_speaker.fault = ValueError("somebody's text")
    await frontend.runner.adopt(archive)
    await frontend.let_go_of(archive.id)
    progress = archive.progress()
    assert progress and progress.state is State.FAILED
    error_id = progress.message.split()[-1].rstrip(".")
    assert "somebody" not in progress.message
    assert "somebody's text" in caplog.text and f"error_id={error_id}" in caplog.text


async def test_a_fault_of_holding_a_job_lets_go_of_it(
    frontend: Frontend, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    await frontend.runner.adopt(archive)
    frontend.leases.fault = ValueError("of Redis")
    await frontend.let_go_of(archive.id)
    assert frontend.under_way == 0
    assert frontend.leases.releases == {archive.id: 1}
    assert archive.id in caplog.text and "of Redis" in caplog.text


async def test_the_lease_is_kept_while_the_end_is_stored(
    frontend: Frontend, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else may take up a job whose end cannot be written yet."""
    write = archive.write_progress
    refused: list[Progress] = []

    def refuse_some(progress: Progress) -> None:
        if len(refused) < 10:
            refused.append(progress)
            raise StorageUnavailable("The storage is full.")
        write(progress)

    monkeypatch.setattr(archive, "write_progress", refuse_some)
    await frontend.runner.adopt(archive)
    await until(lambda: refused)
    frontend.leases.told.clear()
    await until(lambda: archive.id in frontend.leases.told)
    assert frontend.leases.told[archive.id].message == "The storage is full."
    await frontend.let_go_of(archive.id)
    assert state_of(archive) is State.DONE
