"""`voice-server up` as a user starts it, with the private Redis."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from backend_queues.provisioning.install import prepare
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.processes import descendants


class Up:
    """A running `voice-server up`, its processes and the folder for its temporary files."""

    def __init__(self, process: subprocess.Popen[str], temporary: Path) -> None:
        self.process = process
        self.temporary = temporary
        self.welcome = ""

    @property
    def url(self) -> str:
        found = re.search(r"speaks at (\S+)", self.welcome)
        assert found, self.welcome
        return found[1]

    @property
    def children(self) -> list[int]:
        return descendants(self.process.pid)

    def child(self, words: str) -> int:
        """Return the pid of the child whose command line has these words."""
        commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in self.children}
        return next(pid for pid, line in commands.items() if words in line.decode())

    def read_welcome(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.welcome += line
            if "Ctrl-C" in line:
                return
        pytest.fail("the server has ended; see its output above")


@contextmanager
def running_up(*arguments: str, stderr: IO[str] | None = None, **environment: str) -> Iterator[Up]:
    prepare("tone", print)
    with tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp") as folder:
        environ = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
        environ |= environment
        process = subprocess.Popen(
            [sys.executable, "-m", "frontend.cli", "up", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            env={**environ, "TMPDIR": folder, PARENT_VARIABLE: str(os.getpid())},
        )
        with process:
            up = Up(process, Path(folder))
            try:
                up.read_welcome()
                yield up
            finally:
                process.send_signal(signal.SIGINT)
