"""Run package clients, pass on what they say, and keep the end of it for when they fail."""

import os
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Mapping

from backend_queues.provisioning.pip_settings import uv_environment

Report = Callable[[str], None]

LAST_LINES = 8


class CommandFailed(Exception):
    """A command could not be run, or ended with an error; the message is the end of its output."""


def run_uv(*arguments: str, report: Report, environ: Mapping[str, str] | None = None) -> None:
    """Run uv with the user's pip settings; `environ` is added to the process's own.

    Raises:
        CommandFailed: uv is not installed, or it failed.
    """
    try:
        from uv import find_uv_bin  # not in a worker's environment, which never installs anything

        uv = find_uv_bin()
    except (ImportError, FileNotFoundError) as error:
        raise CommandFailed(
            "uv is missing here; install it with: pip install 'voice-server[frontend]'"
        ) from error
    # Build backends leave files there.
    with tempfile.TemporaryDirectory(prefix="voice-server-") as folder:
        environment = {**os.environ, **(environ or {}), "TMPDIR": folder}
        run([uv, *arguments], report, uv_environment(environment))


def run(command: list[str], report: Report, environ: Mapping[str, str]) -> None:
    """Run a command to its end and report each line it writes.

    Raises:
        CommandFailed: the program is missing, or it failed.
    """
    last: deque[str] = deque(maxlen=LAST_LINES)
    with _started(command, environ) as process:
        try:
            for line in process.stdout or ():
                last.append(line.strip())
                report(line.rstrip())
        except BaseException:
            process.kill()  # leaving the block would otherwise wait for its end
            raise
    if process.returncode:
        raise CommandFailed("\n".join(filter(None, last)) or f"exit code {process.returncode}")


def _started(command: list[str], environ: Mapping[str, str]) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environ,
            cwd=_folder(),
            close_fds=False,  # it holds the locks that this process holds
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise CommandFailed(f"{command[0]} cannot be run: {error.strerror}") from error


def _folder() -> str | None:
    """Return where commands run: here, unless this user may not look into the current folder.

    uv looks there for its settings, and ends if it is refused, as in root's home after `runuser`.
    """
    try:
        readable = os.access(os.getcwd(), os.R_OK | os.X_OK)
    except OSError:  # it is there no more
        readable = False
    return None if readable else tempfile.gettempdir()
