import pytest

from tasks.supervision.backoff import Backoff


def test_the_delay_doubles_up_to_half_a_minute() -> None:
    backoff = Backoff()
    assert [backoff.delay_s(0) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_each_ten_seconds_of_work_halve_it() -> None:
    backoff = Backoff()
    for _ in range(5):
        backoff.delay_s(0)
    assert [backoff.delay_s(20), backoff.delay_s(60), backoff.delay_s(0)] == [4, 0.5, 1]


def test_one_that_works_between_its_ends_is_soon_back() -> None:
    backoff = Backoff()
    assert [backoff.delay_s(15) for _ in range(20)] == pytest.approx([0.5] * 20)


def test_very_long_work_is_no_error() -> None:
    assert Backoff().delay_s(1e9) == 0.5
