"""Turns a function that passes results to a callback into an iterator, with a thread."""

import threading
from collections.abc import Callable, Generator
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


def iterate(produce: Callable[[Callable[[T], bool]], None], ahead: int) -> Generator[T, None, None]:
    """Yield the results that `produce` passes to the function it is called with.

    `produce` gets at most `ahead` results ahead. The function returns False when no more are
    wanted. Once the iterator has ended or is closed, the thread has ended too. What `produce`
    raises is raised here.
    """
    producer = _Producer(produce, ahead)
    thread = threading.Thread(target=producer.run, name="produce")
    thread.start()
    try:
        while (result := producer.results.get()) is not None:
            producer.space.release()
            yield result
    finally:
        producer.close()
        thread.join()
    if producer.raised:
        raise producer.raised


class _Producer(Generic[T]):
    """Runs `produce` in its thread and passes on the results, until it is closed."""

    def __init__(self, produce: Callable[[Callable[[T], bool]], None], ahead: int) -> None:
        self._produce = produce
        self._closed = threading.Event()
        self.space = threading.Semaphore(ahead)
        self.results: SimpleQueue[T | None] = SimpleQueue()  # None is the end
        self.raised: Exception | None = None

    def run(self) -> None:
        try:
            self._produce(self._give)
        except Exception as error:  # noqa: BLE001 - raised again in the caller's thread
            self.raised = error
        finally:
            self.results.put(None)

    def close(self) -> None:
        self._closed.set()
        self.space.release()

    def _give(self, result: T) -> bool:
        self.space.acquire()
        if self._closed.is_set():
            self.space.release()  # a later call must not wait for ever
            return False
        self.results.put(result)
        return True
