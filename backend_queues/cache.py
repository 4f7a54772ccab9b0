"""The folder of downloads and of files that can be made again, and locks between processes."""

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from backend_queues.errors import InvalidConfiguration

# What the system says where nothing more can be written, by the disk or by the user.
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def cache_root() -> Path:
    """Return the folder that VOICE_SERVER_CACHE names, or the user's own."""
    if named := os.environ.get("VOICE_SERVER_CACHE"):
        return Path(named).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "voice-server"


@contextmanager
def locked(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file at `path`; `waiting` is called if another process holds it first.

    The system releases it however its holder ends. Commands run meanwhile
    (provisioning/commands.py) hold it too: one that outlives a killed holder still works on what
    the lock protects.

    Raises:
        InvalidConfiguration: its folder cannot be made or written.
    """
    with _opened(path) as file:
        os.set_inheritable(file.fileno(), True)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _opened(path: Path) -> IO[str]:
    """Open the lock file. Its folder is the first thing that is written where a setting points."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a")
    except OSError as error:
        raise InvalidConfiguration(
            f"{path.parent} cannot be written ({error.strerror}). VOICE_SERVER_CACHE and "
            "VOICE_SERVER_ENVIRONMENTS name other folders."
        ) from error
