"""Parts of speech as they are made: a model's `generate` runs in a thread beside the consumer."""

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing

from backend_queues.base import Samples
from backend_queues.errors import ModelFailed, SynthesisFailed

THREAD_NAME = "generate"
# Parts that may wait to be taken; more would be wasted work if the listener left.
WAITING_PARTS = 4
POLL_S = 0.02


class Closed(Exception):
    """No more parts are wanted."""


class Outlet:
    """Where `generate` puts its parts, until it is `closed`."""

    def __init__(self) -> None:
        self._parts: queue.Queue[Samples] = queue.Queue(WAITING_PARTS)
        self._closed = threading.Event()

    def put(self, part: Samples) -> None:
        """Leave a part: float32 samples, shape (n,), in [-1, 1]; waits while too many are left.

        Raises:
            Closed: no more parts are wanted. `generate` lets this pass.
        """
        while not self.closed():
            try:
                self._parts.put(part, timeout=POLL_S)
            except queue.Full:
                continue
            return
        raise Closed

    def take(self) -> Samples | None:
        """Return the next part, or None if it is not there yet."""
        try:
            return self._parts.get(timeout=POLL_S)
        except queue.Empty:
            return None

    def empty(self) -> bool:
        return self._parts.empty()

    def closed(self) -> bool:
        return self._closed.is_set()

    def close(self) -> None:
        self._closed.set()


def stream(
    generate: Callable[[Outlet], None], cancelled: Callable[[], bool]
) -> Generator[Samples, None, None]:
    """Yield what `generate`, on its thread, puts into its outlet, until it returns.

    The thread is gone when the iterator is: it ends within the time of one part when `cancelled()`
    or when the iterator is closed.

    Raises:
        SynthesisFailed: `generate` failed, or put nothing into its outlet.
    """
    outlet = Outlet()
    with ThreadPoolExecutor(1, THREAD_NAME) as pool:
        run = pool.submit(generate, outlet)
        try:
            yield from _taken(outlet, run, cancelled)
        finally:
            outlet.close()


def warm_up(generate: Callable[[Outlet], None]) -> None:
    """Run `generate` up to its first part."""
    with closing(stream(generate, lambda: False)) as parts:
        next(parts)


def _taken(outlet: Outlet, run: Future[None], cancelled: Callable[[], bool]) -> Iterator[Samples]:
    spoken = False
    while not (run.done() and outlet.empty()):
        part = outlet.take()
        if cancelled():
            return
        if part is not None:
            spoken = True
            yield part
    _check(run, spoken)


def _check(run: Future[None], spoken: bool) -> None:
    # Upstream's code raises whatever its libraries do; here is the edge where it is translated.
    if error := run.exception():
        raise ModelFailed from error
    if not spoken:
        raise SynthesisFailed("The model gave no samples; try again, or with another text.")
