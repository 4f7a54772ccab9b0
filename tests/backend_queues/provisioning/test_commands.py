"""Where package clients run."""

import os
import tempfile
from pathlib import Path

import pytest

from backend_queues.provisioning.commands import run


def ran_in() -> Path:
    """Return where a command runs."""
    lines: list[str] = []
    run(["pwd"], lines.append, os.environ)
    return Path(lines[0])


def test_a_command_runs_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert ran_in() == tmp_path


def test_a_command_does_not_run_where_this_user_may_not_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after `runuser` in root's home, where uv is refused its settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    assert ran_in() == Path(tempfile.gettempdir())


def test_a_command_does_not_run_in_a_folder_that_is_there_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert ran_in() == Path(tempfile.gettempdir())
