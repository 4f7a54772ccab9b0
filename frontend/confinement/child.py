"""In the child: give up what reading a file does not need, read it, and end.

A reader's module calls `run` when it is run as a program:

    python -m MODULE LIMITS FOLDER ARGUMENTS...  < FILE

It may write into FOLDER. Its parent is told how it went by the exit code, and by nothing else.
"""

import faulthandler
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import msgspec

from frontend.confinement.isolation import isolate
from frontend.confinement.kernel import end_with_parent_thread
from frontend.confinement.limits import OUT_OF_MEMORY, Limits
from tasks.process.parent_watchdog import PARENT_VARIABLE, end_with_parent

NICENESS = 10  # listeners go first
FIRST_TO_GO = "1000"  # where the machine has no memory left
TRACEBACK_SHARE = 0.7  # of its time: what has not ended by then writes where it is


def run(read: Callable[[bytes, Path, list[str]], None]) -> NoReturn:
    """Confine this process, have its standard input read, and end it."""
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    folder = Path(sys.argv[2])
    confine(limits, folder)
    try:
        read(sys.stdin.buffer.read(), folder, sys.argv[3:])
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    sys.stderr.flush()
    os._exit(0)  # all is written; taking the interpreter apart would only cost time


def confine(limits: Limits, folder: Path) -> None:
    """Give up for good what reading needs not; it may still write into the folder.

    What this system cannot take away is named on the standard error output.
    """
    faulthandler.enable()
    faulthandler.dump_traceback_later(limits.wall_s * TRACEBACK_SHARE)
    _end_with_parent()
    signal.setitimer(signal.ITIMER_REAL, limits.wall_s)  # ends it where its parent cannot
    os.nice(NICENESS)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)
    _limit(limits)
    for missing in isolate(folder):
        print(missing, file=sys.stderr)


def _end_with_parent() -> None:
    """On Linux the kernel sees to it, however busy this process is."""
    if not end_with_parent_thread():
        end_with_parent(grace_s=0.0)
    if os.environ.get(PARENT_VARIABLE, str(os.getppid())) != str(os.getppid()):
        os._exit(1)  # it has gone meanwhile


def _limit(limits: Limits) -> None:
    wanted = {
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":  # elsewhere it is not kept, or counts what is only reserved
        wanted[resource.RLIMIT_AS] = limits.memory_bytes
    if hasattr(resource, "RLIMIT_NPROC"):  # counted for a user in all: none may be added
        wanted[resource.RLIMIT_NPROC] = 0
    for kind, value in wanted.items():
        _, most = resource.getrlimit(kind)
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        # At the hard limit of time the signal would be the one of any kill.
        hard = value + 1 if kind == resource.RLIMIT_CPU and value != most else value
        resource.setrlimit(kind, (value, hard))
