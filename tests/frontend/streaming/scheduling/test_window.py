"""An utterance enqueues what its listener and the idle workers can use, and no more."""

import msgspec
import pytest

from frontend.streaming.scheduling.window import (
    SchedulerState,
    SpeakingRate,
    SpokenSoFar,
    may_enqueue,
)

FRESH = SchedulerState(
    in_flight=0, lead_s=0, unsent_s=0, in_flight_s=0, workers=2, idle_workers=0, on_their_way=0
)


def may(**changes: float) -> bool:
    state = msgspec.structs.replace(FRESH, **changes)
    return may_enqueue(state, target_lead_s=12, max_unsent_s=60)


def test_a_fresh_utterance_enqueues() -> None:
    assert may()


def test_one_segment_waits_behind_those_the_workers_speak() -> None:
    assert may(in_flight=2)
    assert not may(in_flight=3)


def test_without_a_worker_one_segment_waits() -> None:
    assert may(workers=0)
    assert not may(workers=0, in_flight=1)


def test_enough_lead_leaves_busy_workers_to_others() -> None:
    assert not may(lead_s=12)
    assert not may(lead_s=4, unsent_s=4, in_flight_s=4)


def test_idle_workers_are_used_beyond_the_lead() -> None:
    assert may(lead_s=12, idle_workers=1)


def test_a_slow_client_bounds_what_is_made_for_it() -> None:
    assert not may(unsent_s=50, in_flight_s=10, idle_workers=2)


def test_a_crowd_leaves_what_is_needed_later_in_the_frontend() -> None:
    """From 512 segments on, those that are needed in three seconds or later."""
    assert may(lead_s=3, idle_workers=1, on_their_way=511)
    assert not may(lead_s=3, idle_workers=1, on_their_way=512)
    assert may(lead_s=2.9, on_their_way=512)
    assert may(on_their_way=512)


def test_the_speaking_rate_follows_what_was_heard() -> None:
    rate = SpeakingRate()
    before = rate.seconds("x" * 100)
    for _ in range(20):
        rate.learn("x" * 10, audio_s=2.0)
    assert before < rate.seconds("x" * 100) == pytest.approx(20, rel=0.01)


def test_until_something_was_heard_fifteen_characters_last_a_second() -> None:
    assert SpeakingRate().seconds("x" * 15) == pytest.approx(1)


def test_the_newest_segment_counts_for_three_tenths_of_the_rate() -> None:
    rate = SpeakingRate()
    rate.learn("x" * 15, audio_s=2)
    assert rate.seconds("x" * 15) == pytest.approx(1.3)
    rate.learn("", audio_s=2)  # a pause says nothing of it
    assert rate.seconds("x" * 15) == pytest.approx(1.3)


def test_until_something_was_spoken_a_text_is_taken_to_last_rather_long() -> None:
    spoken = SpokenSoFar()
    assert spoken.seconds_of(12) == pytest.approx(1)
    assert spoken.seconds_of(12, speed=2) == pytest.approx(0.5)
    spoken.learn("", audio_s=1)  # a pause says nothing of it
    assert spoken.seconds_of(12) == pytest.approx(1)


def test_then_it_lasts_as_long_as_all_that_was_spoken() -> None:
    spoken = SpokenSoFar()
    spoken.learn("x" * 10, audio_s=0.5)
    spoken.learn("x" * 30, audio_s=3.5)
    assert spoken.seconds_of(20, speed=2) == pytest.approx(2)


def test_a_segment_that_had_nothing_but_its_pause_says_nothing_of_the_rate() -> None:
    spoken = SpokenSoFar()
    spoken.learn("x" * 12, audio_s=-0.1)  # rounded
    assert spoken.seconds_of(12) == pytest.approx(1)
