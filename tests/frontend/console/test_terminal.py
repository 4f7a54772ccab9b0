import contextlib
import json
import os
import pty
import subprocess
import sys

import pytest

from backend_queues.errors import NoWorker
from frontend.console.terminal import terminal
from tasks.process.log_form import FORMAT_VARIABLE

SHOWING = """
import time
from frontend.console.terminal import terminal
with terminal() as screen:
    screen.step("Loading the [model] ...")
    time.sleep(0.5)
    screen.line("tone-1", "a [line] of a worker")
    screen.step("Speaking ...")
    time.sleep(0.3)
    for share in (0.1, 0.5, 1):
        screen.bar("[Half] of it", share)
        time.sleep(0.2)
"""


def test_without_a_terminal_each_step_and_line_is_a_plain_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with terminal() as screen:
        screen.step("Loading ...")
        screen.line("tone-1", "a line")
        screen.bar("Half of it", 0.5)
    assert capsys.readouterr() == ("", "Loading ...\ntone-1 | a line\n")


def test_the_work_goes_on_though_nobody_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the terminal is closed: a supervisor has to start processes again all the same."""
    reader, writer = os.pipe()
    os.close(reader)
    gone = os.fdopen(os.dup(writer), "w", buffering=1)
    monkeypatch.setattr(sys, "stderr", gone)
    with terminal() as screen:
        with pytest.raises(BrokenPipeError):
            os.write(writer, b"A line.")
        screen.step("Loading ...")
        screen.line("tone-1", "A line.")
    os.close(writer)
    with contextlib.suppress(OSError):
        gone.close()


def test_where_logs_are_json_all_of_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(FORMAT_VARIABLE, "json")
    logged = '{"timestamp": "T", "level": "info", "logger": "a", "event": "b"}'
    with terminal() as screen:
        screen.step("Loading ...")
        screen.line("tone-1", "a line")
        screen.line("tone-1", "")
        screen.bar("Half of it", 0.5)
        screen.line("tone-1", logged)
    step, line, last = capsys.readouterr().err.splitlines()
    assert json.loads(step)["event"] == "Loading ..."
    assert (json.loads(line)["process"], json.loads(line)["event"]) == ("tone-1", "a line")
    assert last == logged


def test_lines_are_kept_back_until_something_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal(quiet=True) as screen:
        screen.line("tone-1", "a line")
    assert capsys.readouterr().err == ""
    with pytest.raises(NoWorker), terminal(quiet=True) as screen:
        screen.line("tone-1", "why")
        raise NoWorker("no worker")
    assert capsys.readouterr().err == "tone-1 | why\n"


def test_on_a_terminal_the_steps_are_one_moving_line() -> None:
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm"}
    command = [sys.executable, "-c", SHOWING]
    subprocess.run(command, stderr=theirs, env=environ, check=True)
    os.close(theirs)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    assert shown.count("Loading the [model] ...") > 1
    assert "a [line] of a worker\r\n" in shown
    assert shown.rindex("Speaking ...") > shown.index("a [line]")
    assert shown.index("[Half] of it") > shown.rindex("Speaking ...")
    assert " 50%" in shown
    assert shown.rstrip().endswith("\x1b[2K")  # the last step is wiped
