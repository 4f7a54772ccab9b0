"""All are served in time if what must be begun by any time can be made until then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.streaming.admission.sustaining import Listening, Workers, sustains

WORKERS = Workers(speech_per_s=4.0, segment_s=2.0)
NEWCOMER = Listening(10.0, 0.0, 0.0)
SECONDS = st.floats(0.0, 30.0)
LISTENERS = st.lists(st.builds(Listening, SECONDS, SECONDS, SECONDS), min_size=1, max_size=6)


def test_with_much_in_hand_many_wait_for_nobody() -> None:
    assert sustains(WORKERS, [NEWCOMER, *[Listening(10.0, 12.0, 0.0)] * 3])


def test_those_who_are_about_to_run_dry_are_too_many() -> None:
    """Three segments come before the fourth's, which takes 1.5 s."""
    assert not sustains(WORKERS, [NEWCOMER, *[Listening(10.0, 1.0, 0.0)] * 3])
    assert sustains(WORKERS, [NEWCOMER, Listening(10.0, 1.0, 0.0)])


def test_what_is_being_spoken_is_spoken_to_its_end() -> None:
    two = [Listening(5.0, 2.0, 0.0), Listening(5.0, 2.0, 0.0)]
    assert sustains(WORKERS, two)
    assert not sustains(WORKERS, [*two, Listening(8.0, 20.0, 8.0)])


def test_what_is_being_spoken_is_not_to_be_begun_again() -> None:
    assert sustains(WORKERS, [Listening(1.5, 1.0, 1.5)] * 3)
    assert not sustains(WORKERS, [Listening(2.5, 1.0, 1.5)] * 3)


def test_more_than_the_workers_can_do_in_the_long_run_is_too_much() -> None:
    long = Listening(1_000.0, 12.0, 0.0)
    assert sustains(WORKERS, [long] * 4)
    assert not sustains(WORKERS, [long] * 5)


def test_who_soon_has_all_of_it_needs_little() -> None:
    assert sustains(WORKERS, [*[Listening(1.0, 6.0, 0.0)] * 8, Listening(1_000.0, 12.0, 0.0)])


def test_nobody_at_all_is_served() -> None:
    assert sustains(WORKERS, [])


def test_who_has_heard_nothing_yet_may_wait_for_another() -> None:
    assert sustains(WORKERS, [NEWCOMER, NEWCOMER])


def test_who_is_served_at_the_last_moment_is_served_in_time() -> None:
    assert sustains(WORKERS, [Listening(2.0, 1.0, 0.0)] * 3)  # two of them in a second
    assert not sustains(WORKERS, [Listening(2.0, 0.9, 0.0)] * 3)


def test_a_segment_that_is_heard_late_is_begun_the_sooner() -> None:
    """Half a second, in which two seconds of speech are not made for those who wait before it."""
    late = Workers(WORKERS.speech_per_s, WORKERS.segment_s, start_s=0.5)
    assert sustains(WORKERS, [Listening(2.0, 1.0, 0.0)] * 3)
    assert not sustains(late, [Listening(2.0, 1.0, 0.0)] * 3)
    assert sustains(late, [Listening(2.0, 1.5, 0.0)] * 3)


@pytest.mark.parametrize("start_s", [0.0, 0.5, 1.5, 10.0])
@pytest.mark.parametrize("need_s", [0.5, 3.0, 5.0, 60.0])
def test_however_late_a_segment_is_heard_nobody_is_kept_out_by_who_has_enough(
    start_s: float, need_s: float
) -> None:
    late = Workers(speech_per_s=20.0, segment_s=3.0, start_s=start_s)
    newcomer, idle_writer = Listening(need_s, 0.0, 0.0), Listening(5.0, 0.0, 0.0)
    assert sustains(late, [newcomer, Listening(30.0, 40.0, 0.0)])
    assert sustains(late, [newcomer, idle_writer])


def test_those_who_run_dry_within_half_a_second_are_looked_at_too() -> None:
    assert sustains(WORKERS, [Listening(2.0, 0.0, 0.0), Listening(2.0, 0.5, 0.0)])
    assert not sustains(WORKERS, [Listening(2.0, 0.0, 0.0), *[Listening(2.0, 0.5, 0.0)] * 2])


@given(LISTENERS)
def test_faster_workers_serve_whom_slower_ones_do(listening: list[Listening]) -> None:
    if sustains(WORKERS, listening):
        assert sustains(Workers(8.0, 2.0), listening)


@given(LISTENERS)
def test_what_must_be_begun_is_as_counted_one_by_one(listening: list[Listening]) -> None:
    """The sums are those of the definition, at the times at which one of them may be late."""
    segment_s, speed = WORKERS.segment_s, WORKERS.speech_per_s
    left = [(max(0.0, it.need_s - it.begun_s), it.lead_s) for it in listening]
    changes = [lead + max(0.0, need - segment_s) for need, lead in left]
    begun = sum(it.begun_s for it in listening)
    late = [-1.0]
    for at in (*changes, *(lead for _, lead in left)):
        due = sum(min(need, at - lead + segment_s) for need, lead in left if lead <= at)
        if at > 0:
            late.append(begun + due - segment_s - speed * at)
    if abs(max(late)) > 1e-6:  # else it is a matter of rounding
        assert sustains(WORKERS, listening) == (max(late) < 0)
