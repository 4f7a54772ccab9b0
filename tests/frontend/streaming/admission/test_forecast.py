"""The wait in line follows from what those before still need, and from how fast that is made."""

from hypothesis import given
from hypothesis import strategies as st

from frontend.streaming.admission.forecast import entry_times

NEEDS = st.lists(st.floats(0.1, 100), max_size=8)


def test_there_is_no_wait_while_there_is_room() -> None:
    assert entry_times([5.0], [5.0, 5.0], limit=3, speech_per_s=2.0) == [0.0, 0.0]


def test_the_first_in_line_enters_when_somebody_has_what_he_needs() -> None:
    """Two share two seconds of speech a second, so each gets one."""
    assert entry_times([3.0, 8.0], [4.0], limit=2, speech_per_s=2.0) == [3.0]


def test_those_behind_wait_for_those_before_as_well() -> None:
    times = entry_times([3.0, 8.0], [4.0, 1.0, 1.0], limit=2, speech_per_s=2.0)
    assert times == [3.0, 7.0, 8.0]


def test_one_who_alone_is_too_much_for_the_workers_keeps_all_others_waiting() -> None:
    assert entry_times([3.0], [3.0, 3.0], limit=1, speech_per_s=0.5) == [6.0, 12.0]


@given(NEEDS, NEEDS, st.floats(1, 9), st.floats(0.1, 50))
def test_nobody_enters_before_those_who_came_earlier(
    speaking: list[float], waiting: list[float], limit: float, speed: float
) -> None:
    times = entry_times(speaking, waiting, limit, speed)
    assert times == sorted(times)
    assert len(times) == len(waiting)
    longest_s = (sum(speaking) + sum(waiting)) / speed
    assert all(time <= longest_s * 1.000001 for time in times)
