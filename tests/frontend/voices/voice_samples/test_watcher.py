"""A voice sample that makes the server fail is a problem of its own, and of no other file."""

import asyncio
import logging
from pathlib import Path

import pytest

from frontend.confinement.readers import Place, Readers
from frontend.voices.voice_samples import watcher
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from frontend.voices.voice_samples.folder import VoiceSampleFile
from frontend.voices.voice_samples.watcher import Watcher
from tasks.process.cancellation import cancel_and_wait


class FailingWatcher(Watcher):
    async def _usable_entry(
        self, file: VoiceSampleFile, called: str, place: Place
    ) -> VoiceSampleEntry:
        raise ZeroDivisionError("somebody's own words")


async def test_a_fault_of_reading_is_told_with_an_id_that_the_log_has(
    tmp_path: Path, readers: Readers, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "obama.wav").write_bytes(b"RIFF")
    entry = await FailingWatcher(tmp_path, readers).take("obama", place)
    assert entry.problem.startswith("obama.wav cannot be used. An internal error occurred;")
    assert "somebody's own words" not in entry.problem
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage().rpartition("=")[2] in entry.problem
    assert "somebody's own words" in caplog.text


class HangingWatcher(Watcher):
    """The reading of one file hangs, and so does cleaning up after it; the others have problems."""

    async def _usable_entry(
        self, file: VoiceSampleFile, called: str, place: Place
    ) -> VoiceSampleEntry:
        if file.name == "hangs":
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.Event().wait()
        raise ZeroDivisionError


class BreakingWatcher(Watcher):
    """The first reading of a file is cancelled by somebody else."""

    reads = 0

    async def _usable_entry(
        self, file: VoiceSampleFile, called: str, place: Place
    ) -> VoiceSampleEntry:
        self.reads += 1
        raise asyncio.CancelledError if self.reads == 1 else ZeroDivisionError


async def watched(watching: Watcher, files: int) -> dict[str, str]:
    """Watch until that many files have been read, and return their problems."""
    looking = asyncio.create_task(watching.watch())
    async with asyncio.timeout(60):
        while len(watching.entries) < files:
            await asyncio.wait_for(watching.changed.wait(), 60)
            watching.changed.clear()
    await cancel_and_wait(looking)
    return {entry.file: entry.problem for entry in watching.entries}


async def test_a_reading_that_hangs_gives_a_reason_and_holds_up_no_other_file(
    tmp_path: Path,
    readers: Readers,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watcher, "READ_S", 0.2)
    for name in ("hangs", "a", "b", "c"):
        (tmp_path / f"{name}.wav").write_bytes(b"RIFF")
    problems = await watched(HangingWatcher(tmp_path, readers), 4)
    assert "takes too long to read" in problems["hangs.wav"]
    assert "An internal error occurred" in problems["c.wav"]
    assert "The reading of hangs.wav hangs" in caplog.text
    assert "in HangingWatcher._usable_entry" in caplog.text  # where it hangs
    hanging = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    await cancel_and_wait(*hanging)  # a second time, which ends its clean-up


async def test_a_reading_that_was_broken_off_is_made_again(
    tmp_path: Path, readers: Readers
) -> None:
    (tmp_path / "obama.wav").write_bytes(b"RIFF")
    watching = BreakingWatcher(tmp_path, readers)
    problems = await watched(watching, 1)
    assert watching.reads == 2 and "An internal error occurred" in problems["obama.wav"]
