"""Ends this process when its engine hangs, also in native code that lets no Python thread run.

faulthandler's timer waits in a thread that needs no interpreter. When it runs out, the process
writes to stderr where each of its threads was, and ends. There is one timer a process.
"""

import faulthandler
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import msgspec

from backend_queues.errors import InvalidConfiguration

STDERR = 2  # of the process, whatever a library has made of sys.stderr
PAT_S = 1.0
LOAD_LIMIT_VARIABLE = "VOICE_SERVER_LOAD_LIMIT_S"
LOAD_LIMIT_S = 600.0

Limit = Annotated[float, msgspec.Meta(gt=0, le=86_400)]


def load_limit_s() -> float:
    """Return how long an engine may take to load before it is taken to hang.

    Raises:
        InvalidConfiguration: the setting is no number, or out of range.
    """
    return limit_s(LOAD_LIMIT_VARIABLE, LOAD_LIMIT_S)


def limit_s(variable: str, default: float) -> float:
    """Return the seconds that a variable of the environment sets.

    Raises:
        InvalidConfiguration: they are no number, or out of range.
    """
    text = os.environ.get(variable, str(default))
    try:
        return msgspec.convert(text, Limit, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidConfiguration(f"{variable}={text}: {error}") from error


def tell_of_crashes() -> None:
    """Have a crash in native code tell on stderr where it happened."""
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
    """Ends the process when for `limit_s` no Python thread could run.

    It has a thread of its own: the heart may wait long for Redis, which is no reason to end.
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
