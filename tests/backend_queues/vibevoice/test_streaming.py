"""Parts come while they are made, and no thread outlives their consumer."""

import threading

import numpy as np
import pytest

from backend_queues.base import Samples
from backend_queues.errors import ModelFailed, SynthesisFailed
from backend_queues.vibevoice.streaming import THREAD_NAME, WAITING_PARTS, Outlet, stream


def never() -> bool:
    return False


def part(number: int) -> Samples:
    return np.full(4, number, np.float32)


def generating() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith(THREAD_NAME)]


def for_ever(outlet: Outlet) -> None:
    number = 0
    while True:
        outlet.put(part(number))
        number += 1


def test_parts_come_in_order_and_each_as_soon_as_it_is_made() -> None:
    taken = threading.Event()

    def generate(outlet: Outlet) -> None:
        outlet.put(part(0))
        assert taken.wait(10)  # the first is taken before the second is made
        outlet.put(part(1))

    parts = stream(generate, never)
    first = next(parts)
    taken.set()
    assert [first[0], *(p[0] for p in parts)] == [0, 1]
    assert generating() == []


def test_only_so_many_parts_wait() -> None:
    made = []

    def generate(outlet: Outlet) -> None:
        for number in range(50):
            outlet.put(part(number))
            made.append(number)

    for taken, _ in enumerate(stream(generate, never), start=1):
        assert len(made) <= taken + WAITING_PARTS
    assert len(made) == 50


def test_nothing_more_comes_once_cancelled_and_the_thread_ends() -> None:
    parts: list[Samples] = []
    for taken in stream(for_ever, lambda: len(parts) >= 3):
        parts.append(taken)
    assert len(parts) == 3
    assert generating() == []


def test_whoever_closes_the_iterator_ends_the_thread() -> None:
    parts = stream(for_ever, never)
    next(parts)
    assert len(generating()) == 1
    parts.close()
    assert generating() == []


def test_a_model_that_puts_nothing_is_reported_when_nobody_listens() -> None:
    cancelled = threading.Event()

    def generate(outlet: Outlet) -> None:
        cancelled.set()
        while not outlet.closed():
            pass

    assert list(stream(generate, cancelled.is_set)) == []
    assert generating() == []


def test_a_failure_comes_after_the_parts_before_it() -> None:
    def generate(outlet: Outlet) -> None:
        outlet.put(part(0))
        raise ValueError("out of memory")

    parts = stream(generate, never)
    assert next(parts)[0] == 0
    with pytest.raises(ModelFailed) as raised:
        next(parts)
    assert str(raised.value.__cause__) == "out of memory"
    assert generating() == []


def test_no_part_at_all_is_a_failure() -> None:
    with pytest.raises(SynthesisFailed, match="no samples"):
        list(stream(lambda outlet: None, never))
