"""Commands of `voice-server`: run to their end, or beside a test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend_queues.provisioning.install import prepare
from tasks.process.parent_watchdog import PARENT_VARIABLE

PATIENCE_S = 60


class Said:
    """What a process wrote until now."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def count(self, words: str) -> int:
        return self._path.read_text().count(words)


def run(
    *arguments: str, python: str = sys.executable, text: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `voice-server` with these arguments to its end."""
    ended = subprocess.run(
        [python, "-m", "frontend.cli", *arguments],
        input=text,
        capture_output=True,
        timeout=60,
        env={**os.environ, **environment},
    )
    assert b"Traceback" not in ended.stderr
    return ended


@contextmanager
def running_command(folder: Path, redis_url: str, *command: str) -> Iterator[Said]:
    """Run `voice-server` with that command and Redis until the block ends."""
    prepare("tone", print)
    path = folder / f"{command[0]}.log"
    environ = {**os.environ, PARENT_VARIABLE: str(os.getpid()), "REDIS_URL": redis_url}
    with path.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "frontend.cli", *command], env=environ, stdout=log, stderr=log
        )
    try:
        yield Said(path)
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
