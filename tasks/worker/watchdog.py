"""Ends this process when its backend hangs, even in native code that blocks all Python threads.

faulthandler's timer waits in a thread that needs no interpreter. When it runs out, the process
writes to stderr where each of its threads was, and ends. A process has one such timer.
"""

import faulthandler
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2  # of the process, whatever a library has made of sys.stderr
PAT_S = 1.0


def report_crashes() -> None:
    """Have a crash in native code write on stderr where it happened."""
    faulthandler.enable(file=STDERR)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End the process if the block takes longer than that."""
    _set_timer(seconds)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


class Watchdog:
    """Ends the process when no Python thread could run for `limit_s`.

    It has a thread of its own: the heartbeat may wait long for Redis, which is no reason to end.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._pat, name="watchdog", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        self._thread.join()
        faulthandler.cancel_dump_traceback_later()

    def _pat(self) -> None:
        while True:
            _set_timer(self._limit_s)
            if self._ending.wait(PAT_S):
                return


def _set_timer(seconds: float) -> None:
    faulthandler.dump_traceback_later(seconds, exit=True, file=STDERR)
