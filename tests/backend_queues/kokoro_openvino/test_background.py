"""Steps in the background give way to whoever asks, and end with the process."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from backend_queues.errors import ModelFailed
from backend_queues.kokoro_openvino import background
from backend_queues.kokoro_openvino.background import Background, Cancelled, Unwanted
from tests.support.processes import wait_until

PATIENCE_S = 10
LONG_S = 60.0


class Step:
    """A step that runs until it is ended, or has to give way."""

    def __init__(self) -> None:
        self.begun = 0
        self.over = 0
        self.end = threading.Event()

    def __call__(self, cancelled: Cancelled) -> None:
        self.begun += 1
        while not self.end.wait(0.001):
            if cancelled():
                raise Unwanted
        self.over += 1


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "QUIET_S", 0.05)


@pytest.mark.usefixtures("soon")
def test_a_step_gives_way_and_is_taken_again() -> None:
    work, first, second = Background(), Step(), Step()
    work.run([first, second])
    wait_until(lambda: first.begun == 1, PATIENCE_S)
    with work.gives_way():
        first.end.set()
        begun = first.begun
        time.sleep(0.2)
        assert (first.begun, first.over, second.begun) == (begun, 0, 0)
    wait_until(lambda: first.over == 1 and second.begun == 1, PATIENCE_S)
    second.end.set()
    wait_until(lambda: second.over == 1, PATIENCE_S)
    assert first.over == 1


@pytest.mark.usefixtures("soon")
def test_a_step_that_looks_late_gives_way_all_the_same() -> None:
    """Whoever asks waits for longer than the quiet that is waited for."""
    work, looks, gave_way = Background(), threading.Event(), threading.Event()

    def looks_late(cancelled: Cancelled) -> None:
        looks.set()
        time.sleep(0.3)
        if cancelled():
            gave_way.set()
            raise Unwanted

    work.run([looks_late])
    assert looks.wait(PATIENCE_S)
    with work.gives_way():
        assert gave_way.is_set()


def test_it_waits_for_a_moment_of_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two windows of a sentence nobody asks for anything."""
    monkeypatch.setattr(background, "QUIET_S", 1.0)
    work, step = Background(), Step()
    with work.gives_way():
        work.run([step])
    for _ in range(30):
        with work.gives_way():
            assert step.begun == 0
        time.sleep(0.01)
    wait_until(lambda: step.begun == 1, PATIENCE_S)
    step.end.set()


def test_one_that_is_ended_takes_no_more_steps() -> None:
    """The model that it works on has been given back."""
    work, step, following = Background(), Step(), Step()
    thread = started(work, step, following)
    wait_until(lambda: step.begun == 1, PATIENCE_S)
    work.end()
    thread.join(PATIENCE_S)
    assert (thread.is_alive(), step.over, following.begun) == (False, 0, 0)


def test_a_failed_step_ends_it_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    begins = threading.Event()

    def fails(cancelled: Cancelled) -> None:
        begins.wait(PATIENCE_S)
        raise ModelFailed

    work, following = Background(), Step()
    thread = started(work, fails, following)
    begins.set()
    thread.join(PATIENCE_S)
    assert "has failed" in caplog.text
    assert following.begun == 0


def started(work: Background, *steps: Callable[[Cancelled], object]) -> threading.Thread:
    """Return the thread that takes the steps."""
    before = set(threading.enumerate())
    work.run(steps)
    (thread,) = {it for it in threading.enumerate() if it.name == "background"} - before
    return thread


SCRIPT = f"""
import threading, time
from backend_queues.kokoro_openvino.background import Background, Unwanted

begun = threading.Event()

def step(cancelled):
    begun.set()
    end = time.monotonic() + {LONG_S}
    while time.monotonic() < end:
        if cancelled():
            raise Unwanted
        time.sleep(0.001)

work = Background()
"""


@pytest.mark.parametrize("rest", ["", "with work.gives_way(): pass\n"])
def test_it_holds_up_no_end_of_the_process(rest: str) -> None:
    script = f"{SCRIPT}work.run([step])\nbegun.wait()\n{rest}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=LONG_S / 2
    )
    assert (done.returncode, done.stderr) == (0, "")
