"""The files that a reader has left: opened without following it anywhere."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK  # no link, no waiting pipe


class Unbelievable(Exception):
    """What a reader has left is not what it would leave; the message is for the log."""


def open_left(path: Path) -> BinaryIO:
    """Open a file that a reader has left.

    Raises:
        Unbelievable: it has left none, or something else of that name.
    """
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        raise Unbelievable(f"{path.name} cannot be read: {error.strerror}.") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unbelievable(f"{path.name} is no file.")
    return os.fdopen(handle, "rb")


def read_left(path: Path, limit_bytes: int) -> bytes:
    """Return the bytes of a file that a reader has left. Raises Unbelievable."""
    with open_left(path) as file:
        content = file.read(limit_bytes + 1)
    if len(content) > limit_bytes:
        raise Unbelievable(f"{path.name} is too large.")
    return content
