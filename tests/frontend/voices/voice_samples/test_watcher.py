"""A voice sample that makes the server fail is a problem of its own, and of no other file."""

import logging
from pathlib import Path

import pytest

from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from frontend.voices.voice_samples.folder import VoiceSampleFile
from frontend.voices.voice_samples.watcher import Watcher


class FailingWatcher(Watcher):
    async def _usable_entry(self, file: VoiceSampleFile, called: str) -> VoiceSampleEntry:
        raise ZeroDivisionError("somebody's own words")


async def test_a_fault_of_reading_is_told_with_an_id_that_the_log_has(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "obama.wav").write_bytes(b"RIFF")
    entry = await FailingWatcher(tmp_path).take("obama")
    assert entry.problem.startswith("obama.wav cannot be used. An internal error occurred;")
    assert "somebody's own words" not in entry.problem
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage().rpartition("=")[2] in entry.problem
    assert "somebody's own words" in caplog.text
