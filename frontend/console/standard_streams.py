"""The three standard streams: a program may be started without them, or on a full disk."""

import os
import sys

STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def open_missing_streams() -> None:
    """Open the null device where a standard stream is closed, as in `voice-server speak <&-`.

    Else Python has no object for it, and the next socket or file would have its number.
    """
    for fd, (name, mode) in enumerate(STREAMS):
        if getattr(sys, name) is None:
            _open_null_device(fd)
            setattr(sys, name, open(fd, mode, closefd=False))  # noqa: SIM115


def give_up_output() -> None:
    """Let nobody write what standard output does not take, as Python would when it ends."""
    _open_null_device(sys.stdout.fileno())


def _open_null_device(fd: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, fd)
    if null != fd:
        os.close(null)
