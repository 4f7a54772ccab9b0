"""What can wait is done in a thread of its own, as long as nobody asks for anything."""

import itertools
import logging
import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from backend_queues.machine import trim_heap

log = logging.getLogger(__name__)

QUIET_S = 0.5  # since somebody asked: between two parts of a sentence less time passes
Cancelled = Callable[[], bool]


class Unwanted(Exception):
    """Nobody wants any more what was about to be computed, or somebody wants something else."""


class Background:
    """Steps that give way, between two layers of a graph, to whoever asks for something."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked_at = -math.inf  # inf while somebody asks
        self._ending = threading.Event()

    @contextmanager
    def gives_way(self) -> Iterator[None]:
        """No step runs in the block, nor for a moment behind it."""
        self._asked_at = math.inf
        try:
            with self._lock:
                yield
        finally:
            self._asked_at = time.monotonic()

    def run(self, steps: Iterable[Callable[[Cancelled], object]]) -> None:
        """Take the steps one after the other; one that had to give way is taken again."""
        threading.Thread(target=self._run, args=(steps,), name="background").start()

    def end(self) -> None:
        """Take no more steps; one that runs ends soon."""
        self._ending.set()

    def _run(self, steps: Iterable[Callable[[Cancelled], object]]) -> None:
        try:
            for step in itertools.chain(steps, [_give_back]):
                while not self._take(step):
                    if self._is_over():
                        return
                    self._ending.wait(QUIET_S)
        except Exception:
            log.exception("What was to be done in the background has failed.")

    def _take(self, step: Callable[[Cancelled], object]) -> bool:
        """Take a step; false if it is to be taken again."""
        with suppress(Unwanted), self._lock:
            if not self._has_to_wait():
                step(self._has_to_wait)
                return True
        return False

    def _has_to_wait(self) -> bool:
        return self._is_over() or time.monotonic() - self._asked_at < QUIET_S

    def _is_over(self) -> bool:
        """The interpreter waits for this thread, whose graphs would not survive its end."""
        return self._ending.is_set() or not threading.main_thread().is_alive()


def _give_back(cancelled: Cancelled) -> None:
    """Give back what only the steps have needed."""
    trim_heap()
