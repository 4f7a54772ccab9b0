"""Turns a function that passes results to a callback into an iterator, with a thread."""

import threading
from collections.abc import Callable, Generator
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")


def iterate(produce: Callable[[Callable[[T], bool]], None], ahead: int) -> Generator[T, None, None]:
    """Yield what `produce` gives to the function it is called with.

    `produce` gets at most `ahead` results ahead. The function returns False when no more is wanted.
    Whether the iterator comes to its end or is closed, the thread has ended then. What `produce`
    raises is raised here.
    """
    results: SimpleQueue[T | None] = SimpleQueue()
    room = threading.Semaphore(ahead)
    closed = threading.Event()
    raised: list[Exception] = []

    def give(result: T) -> bool:
        room.acquire()
        if closed.is_set():
            room.release()  # a later call must not wait for ever
            return False
        results.put(result)
        return True

    def run() -> None:
        try:
            produce(give)
        except Exception as error:  # noqa: BLE001 - raised again in the caller's thread
            raised.append(error)
        finally:
            results.put(None)

    thread = threading.Thread(target=run, name="produce")
    thread.start()
    try:
        while (result := results.get()) is not None:
            room.release()
            yield result
    finally:
        closed.set()
        room.release()
        thread.join()
    if raised:
        raise raised[0]
