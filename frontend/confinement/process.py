"""One child process that reads a file, from a thread: its start, its end, and what that means."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from frontend.confinement.isolation import PROJECT
from frontend.confinement.limits import OUT_OF_MEMORY, Limits
from tasks.process.parent_watchdog import PARENT_VARIABLE

LAST_WORDS_BYTES = 4_000
_OUT_OF_TIME = (-signal.SIGALRM, -signal.SIGXCPU)
# Where Python and its libraries are, if they are not where this Python would look.
_KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT")


class Reader(msgspec.Struct, frozen=True):
    """A module that reads files when it is run, by `frontend.confinement.child.run`."""

    module: str
    limits: Limits


class ReadingFailed(Exception):
    """The reader did not come to its end, because of the file; the message is for the log."""


class TookTooLong(ReadingFailed):
    """The reader's time was over."""


class ReaderFault(ReadingFailed):
    """The reader has raised what nobody expected."""


class ChildProcess:
    """A reader's process, which is run once, in a thread; `kill` may come from any other."""

    def __init__(self, reader: Reader, folder: Path, arguments: tuple[str, ...]) -> None:
        self._reader = reader
        self._folder = folder
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._is_killed = False

    def run(self, file: IO[bytes]) -> str:
        """Have the file read; return what the reader has written on its standard error output.

        Raises:
            ReadingFailed: it was killed, or ran out of memory or time.
            ReaderFault: it has raised an exception.
        """
        file.flush()
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        with tempfile.TemporaryFile() as words:
            code = self._run(file, words)
            words.seek(max(0, words.tell() - LAST_WORDS_BYTES))
            last_words = words.read(LAST_WORDS_BYTES).decode(errors="replace").strip()
        _check(code, last_words)
        return last_words

    def kill(self) -> None:
        """End it, now or as soon as it has started; a process that has ended stays so."""
        self._is_killed = True  # before the look at the process, and `_run` the other way round
        process = self._process
        if process and process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)

    def _run(self, file: IO[bytes], words: IO[bytes]) -> int:
        limits = msgspec.json.encode(self._reader.limits).decode()
        command = [sys.executable, "-P", "-m", self._reader.module, limits, str(self._folder)]
        self._process = subprocess.Popen(
            [*command, *self._arguments],
            stdin=file.fileno(),
            stdout=words,
            stderr=words,
            env=_environment(self._folder),
            cwd=self._folder,
            start_new_session=True,
        )
        if self._is_killed:
            self.kill()
        code = self._process.wait()
        words.seek(0, os.SEEK_END)
        return code


def _environment(folder: Path) -> Mapping[str, str]:
    """Return all that the reader is told: nothing of the settings, addresses and passwords here."""
    paths = [str(PROJECT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {
        **{name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        PARENT_VARIABLE: str(os.getpid()),
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONUTF8": "1",
        "TMPDIR": str(folder),
        # numpy's libraries would start a thread a core, each with memory of its own.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _check(code: int, last_words: str) -> None:
    if code == 0:
        return
    if code in _OUT_OF_TIME:
        raise TookTooLong(last_words)
    if code == OUT_OF_MEMORY:
        raise ReadingFailed("It ran out of memory.")
    if code < 0:
        raise ReadingFailed(f"It was ended by {signal.Signals(-code).name}. {last_words}")
    raise ReaderFault(f"It ended with {code}: {last_words}")
