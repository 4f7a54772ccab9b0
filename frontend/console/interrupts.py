"""What ends a command before it has a loop that takes signals."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """Let SIGTERM and SIGHUP do what Ctrl-C does, so that nothing half made is left behind.

    What is ignored stays so: that is how nohup keeps a process alive.
    """
    usual = [number for number in ENDING if signal.getsignal(number) is signal.SIG_DFL]
    for number in usual:
        signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number in usual:
            signal.signal(number, signal.SIG_DFL)


def _interrupt(*_: object) -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell does behind `&`
        raise KeyboardInterrupt
    # In asyncio's loop that cancels the work, where an exception raised anywhere may get lost.
    signal.raise_signal(signal.SIGINT)
