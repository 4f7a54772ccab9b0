"""What a file does to its reader stays in the log."""

import logging
from pathlib import Path

import pytest

from frontend.voices.voice_samples import watcher as module
from frontend.voices.voice_samples.recordings import Recording
from frontend.voices.voice_samples.watcher import Watcher


async def test_a_fault_is_reported_by_an_id_that_the_log_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(file: Path, called: str) -> Recording:
        raise RuntimeError("a secret")

    monkeypatch.setattr(module, "recording_of", broken)
    (tmp_path / "odd.wav").write_bytes(b"RIFF")
    with caplog.at_level(logging.ERROR):
        entry = await Watcher(tmp_path).take("odd")
    assert entry.voice_sample is None
    assert entry.problem.startswith("odd.wav cannot be used. An internal error occurred")
    assert "secret" not in entry.problem
    error_id = entry.problem.rpartition(" ")[2].rstrip(".")
    assert error_id in caplog.text and "a secret" in caplog.text
