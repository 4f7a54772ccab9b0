"""Calls to a storage that may never return, such as to a network file system that is gone."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")

MOST_HANGING = 16  # threads that are left behind; with so many, nothing more is asked


class Hanging(Exception):
    """The storage does not answer in time."""


class BoundedCalls:
    """Makes each call in another thread, which is left behind if it takes too long.

    The threads are daemons, so that none keeps the process from ending. While a call hangs, others
    of the same subject fail at once, so that what hangs takes one thread however often it is asked.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: set[Future[Any]] = set()
        self._hanging: dict[str, Future[Any]] = {}  # by subject
        self._mine = threading.local()
        self._idle: list[SimpleQueue[Callable[[], None]]] = []  # of threads, for their next work
        self._is_closed = False

    def call(self, subject: str, work: Callable[[], T], limit_s: float) -> T:
        """Return what the work returns. Raises what it raises, or Hanging."""
        future: Future[T] = Future()
        with self._lock:
            self._check(subject)
            self._open.add(future)
        self._next_thread().put(partial(self._run, work, future))
        try:
            return future.result(limit_s)
        except TimeoutError:
            if future.done():
                raise  # it is the work's own
            self._note_hanging(subject, future)
            raise Hanging(f"it has not answered for {limit_s:g} s") from None

    @property
    def is_given_up(self) -> bool:
        """Whether nobody waits any more for the call that asks this, in its own thread."""
        return self._mine.future in self._hanging.values() or self._is_closed

    def close(self) -> None:
        """Let all calls that are waited for fail at once, and those to come."""
        self._is_closed = True
        with self._lock:
            left = list(self._open)
        for works in self._idle:
            works.put(lambda: None)
        for future in left:
            with suppress(InvalidStateError):
                future.set_exception(Hanging("the server ends"))

    def _check(self, subject: str) -> None:
        if self._is_closed:
            raise Hanging("the server ends")
        if subject in self._hanging:
            raise Hanging("an earlier call has not been answered yet")
        if len(self._hanging) >= MOST_HANGING:
            raise Hanging("it has not answered several calls")

    def _next_thread(self) -> "SimpleQueue[Callable[[], None]]":
        try:
            return self._idle.pop()
        except IndexError:
            works: SimpleQueue[Callable[[], None]] = SimpleQueue()
            threading.Thread(target=self._serve, args=(works,), name="storage", daemon=True).start()
            return works

    def _serve(self, works: "SimpleQueue[Callable[[], None]]") -> None:
        while not self._is_closed:
            works.get()()
            self._idle.append(works)

    def _run(self, work: Callable[[], T], future: "Future[T]") -> None:
        self._mine.future = future
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - whoever waits gets it
            self._end(future, partial(future.set_exception, error))
        else:
            self._end(future, partial(future.set_result, result))

    def _end(self, future: "Future[Any]", settle: Callable[[], None]) -> None:
        with self._lock:
            self._open.discard(future)
            self._hanging = {key: one for key, one in self._hanging.items() if one is not future}
            with suppress(InvalidStateError):  # closed meanwhile
                settle()

    def _note_hanging(self, subject: str, future: "Future[Any]") -> None:
        with self._lock:
            if not future.done():
                self._hanging[subject] = future
