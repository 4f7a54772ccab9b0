"""Steps in the background give way to whoever asks, and end with the process."""

import subprocess
import sys
import threading
import time

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


@pytest.fixture(autouse=True)
def quiet_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "QUIET_S", 0.05)


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


def test_it_waits_for_a_moment_of_quiet() -> None:
    """Between two windows of a sentence nobody asks for anything."""
    work, step = Background(), Step()
    with work.gives_way():
        work.run([step])
    for _ in range(30):
        with work.gives_way():
            assert step.begun == 0
        time.sleep(0.01)
    wait_until(lambda: step.begun == 1, PATIENCE_S)
    step.end.set()


def test_a_failed_step_ends_it_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def fails(cancelled: Cancelled) -> None:
        raise ModelFailed

    work, following = Background(), Step()
    work.run([fails, following])
    wait_until(lambda: "has failed" in caplog.text, PATIENCE_S)
    with work.gives_way():
        assert following.begun == 0


SCRIPT = f"""
import time
from backend_queues.kokoro_openvino.background import Background, Unwanted

def step(cancelled):
    print("begun", flush=True)
    end = time.monotonic() + {LONG_S}
    while time.monotonic() < end:
        if cancelled():
            raise Unwanted
        time.sleep(0.001)

work = Background()
"""


@pytest.mark.parametrize("rest", ["", "with work.gives_way(): pass\n"])
def test_it_holds_up_no_end_of_the_process(rest: str) -> None:
    script = f"{SCRIPT}work.run([step])\ntime.sleep(0.1)\n{rest}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=LONG_S / 2
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("begun")
