"""One child process: the lines it writes, its end, and ending it with its descendants."""

import asyncio
import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import cast

import msgspec

from tasks.process.cancellation import wait_for_event
from tasks.process.log_form import PROCESS_VARIABLE
from tasks.process.parent_watchdog import PARENT_VARIABLE

LONGEST_LINE_BYTES = 64 * 1024
GRACE_S = 5.0
LAST_LINES_S = 1.0  # how long to wait for what an ended process has written


class Child(msgspec.Struct, frozen=True):
    """A process to start. `environment` is added to the parent's own; `pass_fds` stay open.

    SIGTERM asks it to end within `grace_s`; `hurried_by` is the signal that asks it to hurry.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = {}
    pass_fds: tuple[int, ...] = ()
    backend: str = ""  # the backend of a worker; "" for other processes
    grace_s: float = GRACE_S
    hurried_by: signal.Signals = signal.SIGTERM


class Process:
    """A child that was started, in a session of its own, so that Ctrl-C reaches only the parent."""

    def __init__(self, transport: asyncio.SubprocessTransport, output: "_Output") -> None:
        self.pid = transport.get_pid()
        self._transport = transport
        self._output = output

    @classmethod
    async def start(cls, child: Child, show: Callable[[str], None]) -> "Process":
        """Start the child and give each line it writes to `show`.

        Raises:
            OSError: the program is missing or cannot be run.
        """
        transport, output = await asyncio.get_running_loop().subprocess_exec(
            lambda: _Output(show),
            *child.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=_environment(child),
            start_new_session=True,
            pass_fds=child.pass_fds,
        )
        return cls(transport, output)

    async def until_ended(self) -> None:
        """Wait for the child's end, at once, and not for the last of its output."""
        await self._output.ended.wait()

    async def wait(self) -> int:
        """Wait for the child's end and return its code; whatever it started ends with it."""
        await self.until_ended()
        self.kill()
        try:
            await wait_for_event(self._output.closed, LAST_LINES_S)
        finally:
            self._transport.close()
        return cast(int, self._transport.get_returncode())

    async def end(self, grace_s: float, asked_by: signal.Signals = signal.SIGTERM) -> None:
        """Ask the child to end; after `grace_s` end it and all it started."""
        if not self._output.ended.is_set():
            with suppress(ProcessLookupError):
                os.kill(self.pid, asked_by)
        await wait_for_event(self._output.ended, grace_s)
        self.kill()
        await self.wait()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


class _Output(asyncio.SubprocessProtocol):
    """Cuts the child's output into lines.

    asyncio's own streams give up at a line that is too long. They also report a process's end only
    after the end of its output, which a grandchild can keep open.
    """

    def __init__(self, show: Callable[[str], None]) -> None:
        self.ended = asyncio.Event()
        self.closed = asyncio.Event()
        self._show = show
        self._rest = b""

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE_BYTES:
            lines.append(self._rest)
            self._rest = b""
        for line in lines:
            self._show(line.decode(errors="replace").rstrip())

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        if self._rest:
            self.pipe_data_received(fd, b"\n")

    def process_exited(self) -> None:
        self.ended.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set()


def _environment(child: Child) -> dict[str, str]:
    own = {
        PARENT_VARIABLE: str(os.getpid()),
        PROCESS_VARIABLE: child.name,
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **own, **child.environment}
