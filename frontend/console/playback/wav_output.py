"""The command line's WAV output: a file that is complete or absent, or a pipe."""

import asyncio
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from backend_queues.errors import InvalidConfiguration
from frontend.audio.wav import HEADER_BYTES, wav_header
from frontend.client import SAMPLE_RATE_HZ
from frontend.console.playback.clock import Gaps

STDOUT = Path("-")


class WavFile:
    """Writes a new file; the length is put into its header at the end."""

    gaps: Gaps | None = None  # a file plays nothing

    def __init__(self, file: FileIO, path: Path) -> None:
        self.name = str(path)
        self._file = file
        self._data_bytes = 0
        self._write_all(bytes(HEADER_BYTES))

    async def write(self, pcm: bytes) -> None:
        """Raises InvalidConfiguration when the disk is full."""
        self._write_all(pcm)
        self._data_bytes += len(pcm)

    async def finish(self) -> None:
        self._file.seek(0)
        self._write_all(wav_header(SAMPLE_RATE_HZ, self._data_bytes))

    def _write_all(self, data: bytes) -> None:
        with write_errors(self.name):
            while data := data[self._file.write(data) :]:
                pass


class WavPipe:
    """Writes to a pipe or a device. The header, which cannot hold the length, is written with the
    first audio. A reader that is slow or has left holds up only `write`."""

    gaps: Gaps | None = None  # it is played at the other end, if at all

    def __init__(self, fd: int, name: str) -> None:
        self.name = name
        self._fd = fd
        self._header = wav_header(SAMPLE_RATE_HZ)

    async def write(self, pcm: bytes) -> None:
        """Raises InvalidConfiguration when it is closed at the other end."""
        data, self._header = self._header + pcm, b""
        with write_errors(self.name), _not_blocking(self._fd):
            while data := data[await _write_some(self._fd, data) :]:
                pass

    async def finish(self) -> None:
        """Do nothing: everything is written already."""


@contextmanager
def wav_output(path: Path) -> Iterator[WavFile | WavPipe]:
    """Open the file, or standard output for "-".

    Raises:
        InvalidConfiguration: the file cannot be written.
    """
    if path == STDOUT:
        yield WavPipe(sys.stdout.fileno(), "standard output")
    elif path.exists() and not path.is_file():  # a named pipe or a device
        with write_errors(path):
            pipe = path.open("wb", buffering=0)
        with pipe:
            yield WavPipe(pipe.fileno(), str(path))
    else:
        with _new_file(path) as file:
            yield file


@contextmanager
def _new_file(path: Path) -> Iterator[WavFile]:
    """Write to a temporary file beside it, which replaces it at the end."""
    part = path.with_name(f".{path.name}.part")
    with write_errors(path):
        file = part.open("wb", buffering=0)
    try:
        with file:
            yield WavFile(file, path)
        with write_errors(path):
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def write_errors(path: Path | str) -> Iterator[None]:
    """Translate errors of writing the path into InvalidConfiguration."""
    try:
        yield
    except OSError as error:
        raise InvalidConfiguration(f"Cannot write {path}: {error.strerror or error}.") from error


@contextmanager
def _not_blocking(fd: int) -> Iterator[None]:
    """Make writes to a pipe return at once; restore it for its other users afterwards."""
    before = os.get_blocking(fd)
    os.set_blocking(fd, stat.S_ISREG(os.fstat(fd).st_mode))
    try:
        yield
    finally:
        os.set_blocking(fd, before)


async def _write_some(fd: int, data: bytes) -> int:
    """Write as much as the descriptor takes, once it takes any; return the number of bytes."""
    while True:
        try:
            return os.write(fd, data)
        except BlockingIOError:
            await _writable(fd)


async def _writable(fd: int) -> None:
    loop = asyncio.get_running_loop()
    writable = asyncio.Event()
    loop.add_writer(fd, writable.set)
    try:
        await writable.wait()
    finally:
        loop.remove_writer(fd)
