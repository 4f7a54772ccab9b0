"""A command at a terminal of its own, and somebody who types there."""

import os
import pty
import select
import signal
import time
from collections.abc import Mapping

PATIENCE_S = 60


class Typist:
    """Starts a command on a new terminal; types, and waits for what is shown."""

    def __init__(self, *command: str, **environment: str) -> None:
        environ = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", **environment}
        self.pid, self._fd = _start(command, environ)
        self.shown = b""

    def sees(self, text: str) -> None:
        """Wait for a text that has not been seen yet."""
        wanted, until = text.encode(), time.monotonic() + PATIENCE_S
        while wanted not in self.shown:
            assert self._read(until), f"{text!r} was not shown, but {self.shown.decode()!r}"
        self.shown = self.shown.partition(wanted)[2]

    def types(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def ends(self) -> int:
        """Wait for the command's end and return its exit code."""
        until = time.monotonic() + PATIENCE_S
        while self._read(until):
            pass
        os.close(self._fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self, until: float) -> bool:
        """Read what is shown next; a command that shows nothing for too long is ended."""
        ready, _, _ = select.select([self._fd], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            os.kill(self.pid, signal.SIGKILL)
        try:
            more = os.read(self._fd, 65_536) if ready else b""
        except OSError:  # how Linux says that nobody is at the other end any more
            more = b""
        self.shown += more
        return bool(more)


def _start(command: tuple[str, ...], environ: Mapping[str, str]) -> tuple[int, int]:
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environ)
    return pid, fd
