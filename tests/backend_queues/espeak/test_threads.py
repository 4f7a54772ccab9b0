"""A thread hands over its results, not too far ahead, and ends with the iterator."""

import threading
from collections.abc import Callable

import pytest

from backend_queues.espeak.threads import iterate

Give = Callable[[int], bool]


def count(give: Give) -> None:
    for number in range(100):
        if not give(number):
            return


def test_all_results_come_in_order() -> None:
    assert list(iterate(count, ahead=3)) == list(range(100))
    assert "produce" not in {thread.name for thread in threading.enumerate()}


def test_the_thread_does_not_run_further_ahead_than_allowed() -> None:
    given: list[int] = []
    waits = threading.Event()

    def produce(give: Give) -> None:
        for number in range(100):
            given.append(number)
            if number == 4:
                waits.set()
            if not give(number):
                return

    results = iterate(produce, ahead=3)
    assert next(results) == 0
    assert waits.wait(10)  # one was taken, so the fourth after it waits
    assert given == [0, 1, 2, 3, 4]
    results.close()
    assert given == [0, 1, 2, 3, 4]


def test_the_thread_has_ended_once_the_iterator_is_closed() -> None:
    results = iterate(count, ahead=1)
    next(results)
    results.close()
    assert "produce" not in {thread.name for thread in threading.enumerate()}


def test_who_goes_on_after_being_refused_does_not_wait_for_ever() -> None:
    refused: list[int] = []

    def produce(give: Give) -> None:
        refused.extend(number for number in range(10) if not give(number))

    results = iterate(produce, ahead=1)
    next(results)
    results.close()
    assert refused[-1] == 9


def test_what_is_raised_in_the_thread_is_raised_to_the_caller() -> None:
    def produce(give: Give) -> None:
        give(1)
        raise ValueError("no more")

    results = iterate(produce, ahead=1)
    assert next(results) == 1
    with pytest.raises(ValueError, match="no more"):
        next(results)
