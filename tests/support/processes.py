"""Looking at real processes from a test."""

import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 60.0  # for what is soon so, but on a machine where everything takes its time


def wait_until(condition: Callable[[], object], timeout_s: float = PATIENCE_S) -> None:
    """Wait until the condition holds; fail when it does not in time."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, f"not so after {timeout_s} s"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Tell whether the process runs; one that has ended but was not waited for does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def descendants(pid: int) -> list[int]:
    """Return the children of a process, and theirs."""
    tasks = Path(f"/proc/{pid}/task")
    try:
        lists = [(task / "children").read_text() for task in tasks.iterdir()]
    except (ProcessLookupError, FileNotFoundError):
        return []
    children = [int(child) for text in lists for child in text.split()]
    return children + [further for child in children for further in descendants(child)]
