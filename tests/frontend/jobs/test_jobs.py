"""What routes ask for, and the search for jobs that nobody runs."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backend_queues.errors import InvalidOption
from backend_queues.job_errors import (
    JobUnreadable,
    StorageUnavailable,
    UnknownJob,
    UnknownJobFile,
)
from frontend.jobs import jobs as module
from frontend.jobs.adopting import adopter
from frontend.jobs.job import Item
from frontend.jobs.jobs import Jobs
from frontend.jobs.storage.archive import Archive
from frontend.jobs.taking.submission import Submission
from frontend.protocol.jobs import Output, Progress, State
from frontend.storage.storage import Storage
from tasks.process.cancellation import cancel_and_wait
from tests.frontend.jobs.making import job_of, progress_of
from tests.frontend.jobs.running.fakes import REGISTRY, FakeContext, tone_items, until

WAV = Output(format="wav", files="one")
TEXT = "This is the sentence of item number {}, which is long enough to be spoken alone."


def submission(*texts: str, **changes: Any) -> Submission:
    whole: dict[str, Any] = {"name": "a name", "items": tone_items(*texts), "output": WAV}
    return Submission(**{**whole, **changes})


class Desk:
    """Jobs on a folder, with workers that need no time; the looks for others come at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.context = FakeContext(segment_s=0.0)
        self.jobs = Jobs(self.context.typed, REGISTRY, root.as_uri())

    async def submit(self, *texts: str) -> str:
        progress, is_new = await self.jobs.submit(submission(*texts))
        assert is_new
        return progress.id

    async def ended(self, job: str) -> Progress:
        """Return its end, once its run has let go of it too."""
        async with asyncio.timeout(10):
            told = [progress async for progress in self.jobs.follow(job)]
        await until(lambda: job not in self.jobs._runner.running)
        return told[-1]


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(adopter, "LOOK_S", 0.01)
    monkeypatch.setattr(module, "FOLLOW_S", 0.01)
    desk = Desk(tmp_path)
    yield desk
    await desk.jobs.close()


async def test_a_job_is_made_and_its_files_can_be_had(desk: Desk) -> None:
    job = await desk.submit(TEXT.format(1), TEXT.format(2))
    assert (await desk.ended(job)).state is State.DONE
    [file] = await desk.jobs.files(job)
    assert await desk.jobs.file(job, file.name) == file
    content = b"".join(desk.jobs.read_file(job, file.name, 0, file.size_bytes))
    assert content.startswith(b"RIFF") and len(content) == file.size_bytes
    with pytest.raises(UnknownJobFile, match="has made no file 'two.wav'"):
        await desk.jobs.file(job, "two.wav")


async def test_the_same_job_again_is_the_one_that_is_there(desk: Desk) -> None:
    job = await desk.submit(TEXT.format(1))
    await desk.ended(job)
    progress, is_new = await desk.jobs.submit(submission(TEXT.format(1), name="another name"))
    assert (progress.id, progress.name, is_new) == (job, "a name", False)


async def test_an_output_that_cannot_be_made_is_refused(desk: Desk) -> None:
    for output in (Output(format="m4b"), Output(files="scene"), Output(captions=("ttml",))):
        with pytest.raises(InvalidOption):
            await desk.jobs.submit(submission("One.", output=output))


async def test_a_job_that_ends_as_it_is_paused_stays_ended(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = await desk.submit(TEXT.format(1))
    ended = await desk.ended(job)
    seen_before = msgspec.structs.replace(ended, state=State.RUNNING)
    seen, progress = [seen_before], desk.jobs.progress

    async def seen_late(job: str, *asker: Any) -> Progress:
        return seen.pop() if seen else await progress(job, *asker)

    monkeypatch.setattr(desk.jobs, "progress", seen_late)
    assert (await desk.jobs.pause(job)).state is State.DONE


async def test_a_job_is_paused_resumed_and_forgotten(desk: Desk) -> None:
    desk.context.fleet.size = 0
    job = await desk.submit(TEXT.format(1))
    assert (await desk.jobs.pause(job)).state is State.PAUSED
    assert (await desk.jobs.pause(job)).state is State.PAUSED
    assert (await desk.jobs.resume(job)).state is State.RUNNING
    assert [progress.id for progress in (await desk.jobs.page()).jobs] == [job]
    await desk.jobs.forget(job)
    assert (await desk.jobs.page()).jobs == []
    with pytest.raises(UnknownJob):
        await desk.jobs.progress(job)


async def test_failed_items_are_tried_again_when_the_job_is_resumed(desk: Desk) -> None:
    job = await desk.submit(TEXT.format(1), "poison is what this sentence is about, and fails.")
    assert (await desk.ended(job)).state is State.PARTIAL
    assert (await desk.jobs.resume(job)).state is State.RUNNING
    assert (await desk.ended(job)).state is State.PARTIAL
    assert len(desk.context.segment_speaker.texts) == 3


async def test_a_job_that_cannot_be_read_is_not_resumed(desk: Desk) -> None:
    job = await desk.submit(" ")
    assert (await desk.ended(job)).state is State.FAILED
    (desk.root / job / "job.json").write_bytes(b"")
    with pytest.raises(JobUnreadable):
        await desk.jobs.resume(job)
    (desk.root / job / "progress.json").write_bytes(b"")
    assert (await desk.jobs.resume(job)).state is State.UNREADABLE
    assert (await desk.jobs.pause(job)).state is State.UNREADABLE
    await desk.jobs.forget(job)
    assert not (desk.root / job).exists()


def stored(root: Path, job_id: str, items: list[Item]) -> Archive:
    """Store a job that nobody runs."""
    job = job_of(items, format="wav", files="one")
    job = msgspec.structs.replace(job, id=job_id)
    archive = Archive(Storage(root.as_uri()), job_id)
    archive.create(job, items, progress_of(job))
    return archive


async def test_whatever_is_wrong_with_one_job_the_next_is_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    items = tone_items(TEXT.format(1))
    ids = [digit * 16 for digit in "0123"]
    damaged, away, broken, good = (stored(desk.root, job, items) for job in ids)
    (desk.root / damaged.id / "progress.json").write_bytes(b"")
    adopt = desk.jobs._runner.adopt

    looks: list[str] = []

    async def adopt_some(archive: Archive) -> bool:
        if archive.id == away.id:
            looks.append(away.id)
            raise StorageUnavailable("The storage does not show this one.")
        if archive.id == broken.id:
            raise ValueError("a fault of ours")
        return await adopt(archive)

    monkeypatch.setattr(desk.jobs._runner, "adopt", adopt_some)
    watching = asyncio.create_task(desk.jobs.watch())
    assert (await desk.ended(good.id)).state is State.DONE
    looked = len(looks)
    await until(lambda: len(looks) > looked + 2)
    assert caplog.text.count("does not show this one") == 1
    assert caplog.text.count("ValueError: a fault of ours") == 1
    assert caplog.text.count(f"{damaged.id}/progress.json") == 1
    assert not watching.done()
    await cancel_and_wait(watching)


async def test_jobs_wait_until_the_voice_samples_are_known(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = stored(desk.root, "0" * 16, tone_items(TEXT.format(1)))
    watcher = desk.context.library.watcher
    monkeypatch.setattr(watcher, "settled", False)
    watching = asyncio.create_task(desk.jobs.watch())
    await asyncio.wait({watching}, timeout=0.05)
    assert desk.context.bus.connection.sent == []
    monkeypatch.setattr(watcher, "settled", True)
    assert (await desk.ended(archive.id)).state is State.DONE
    await cancel_and_wait(watching)


async def test_a_storage_that_is_away_does_not_end_the_search(
    desk: Desk, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    archive = stored(desk.root, "0" * 16, tone_items(TEXT.format(1)))
    with unlistable(tmp_path):
        watching = asyncio.create_task(desk.jobs.watch())
        await until(lambda: "Check the storage of batch jobs" in caplog.text)
    assert (await desk.ended(archive.id)).state is State.DONE
    await cancel_and_wait(watching)


@contextmanager
def unlistable(folder: Path) -> Iterator[None]:
    """Put a link that leads to itself into the folder's place."""
    hidden = folder.with_name("hidden")
    folder.rename(hidden)
    folder.symlink_to(folder)
    yield
    folder.unlink()
    hidden.rename(folder)
