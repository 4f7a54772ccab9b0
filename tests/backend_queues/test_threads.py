"""How many threads an inference may use."""

import pytest

from backend_queues import threads
from backend_queues.threads import (
    BURST_VARIABLE,
    VARIABLE,
    burst_of,
    burst_threads_of,
    cores,
    threads_of,
)


@pytest.mark.parametrize(
    ("option", "variable", "expected"),
    [(3, "2", 3), (0, "2", 2), (0, "", cores()), (0, "many", cores()), (0, "0", cores())],
)
def test_an_option_goes_before_the_workers_share(
    monkeypatch: pytest.MonkeyPatch, option: int, variable: str, expected: int
) -> None:
    monkeypatch.setenv(VARIABLE, variable)
    assert threads_of(option) == expected


@pytest.mark.parametrize(
    ("option", "burst", "expected"), [(3, "2", 3), (0, "2", 2), (0, "", 1), (0, "many", 1)]
)
def test_a_worker_may_use_more_than_its_share(
    monkeypatch: pytest.MonkeyPatch, option: int, burst: str, expected: int
) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    monkeypatch.setenv(BURST_VARIABLE, burst)
    assert burst_threads_of(option) == expected


@pytest.mark.parametrize(("share", "expected"), [(1, 2), (2, 4), (3, 4), (4, 4)])
def test_more_than_its_share_is_twice_that_and_no_more_than_there_is(
    monkeypatch: pytest.MonkeyPatch, share: int, expected: int
) -> None:
    monkeypatch.setattr(threads, "cores", lambda: 4)
    assert burst_of(share) == expected
