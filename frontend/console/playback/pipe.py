"""Writing to a pipe or a device: a reader that is slow or has left holds up nothing else."""

import asyncio
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend_queues.errors import InvalidConfiguration


class Pipe:
    """The writing end of a pipe, which others may use too."""

    def __init__(self, fd: int, name: str) -> None:
        self._fd = fd
        self._name = name

    async def write(self, data: bytes) -> None:
        """Raises InvalidConfiguration when it is closed at the other end."""
        with write_errors(self._name), _not_blocking(self._fd):
            while data := data[await _write_some(self._fd, data) :]:
                pass


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
