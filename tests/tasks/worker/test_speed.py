"""What a worker says of its speed is learnt from the segments it has spoken."""

import pytest

from tasks.worker.speed import Speed, Spoken

LENGTHS_S = [1.0, 6.0, 2.0, 4.0, 8.0, 3.0] * 5


def test_nothing_is_known_before_the_first_segment() -> None:
    speed = Speed()
    assert (speed.segment_s, speed.real_time_factor, speed.first_audio_s) == (0, 0, 0)
    assert speed.first_audio_growth(streams=False) == 0


def test_the_first_segment_counts_as_it_is_and_later_ones_by_a_fifth() -> None:
    speed = Speed()
    speed.learn(Spoken(first_audio_s=0.2, synthesis_s=1.0, audio_s=4.0))
    assert (speed.first_audio_s, speed.segment_s, speed.real_time_factor) == (0.2, 1.0, 0.25)
    speed.learn(Spoken(first_audio_s=0.7, synthesis_s=2.0, audio_s=4.0))
    assert speed.first_audio_s == pytest.approx(0.3)
    assert speed.segment_s == pytest.approx(1.2)
    assert speed.real_time_factor == pytest.approx(0.3)


def test_it_is_the_speech_made_over_the_time_that_all_of_it_took() -> None:
    """The mean of 8 and 2.67 times would be 5.3 times; all of it is 4 seconds in one."""
    speed = Speed()
    for number in range(40):
        speed.learn(Spoken(first_audio_s=0.1, synthesis_s=0.5 + number % 2, audio_s=4.0))
    assert speed.speech_per_s == pytest.approx(4.0, rel=0.1)
    assert 1 / speed.real_time_factor == pytest.approx(speed.speech_per_s)


def test_before_lengths_differ_the_growth_is_what_the_backend_declares() -> None:
    speed = Speed()
    for _ in range(9):
        speed.learn(Spoken(first_audio_s=1.0, synthesis_s=1.0, audio_s=4.0))
    assert speed.first_audio_growth(streams=True) == 0
    assert speed.first_audio_growth(streams=False) == pytest.approx(0.25)


def test_a_backend_that_makes_segments_whole_is_found_out() -> None:
    speed = Speed()
    for audio_s in LENGTHS_S:
        speed.learn(Spoken(first_audio_s=audio_s / 2, synthesis_s=audio_s / 2, audio_s=audio_s))
    assert speed.first_audio_growth(streams=True) == pytest.approx(0.5, rel=0.3)


def test_so_is_one_that_streams() -> None:
    speed = Speed()
    for audio_s in LENGTHS_S:
        speed.learn(Spoken(first_audio_s=0.1, synthesis_s=audio_s / 2, audio_s=audio_s))
    assert speed.first_audio_growth(streams=False) == pytest.approx(0.0, abs=0.15)


def test_no_start_grows_faster_than_the_synthesis_or_falls() -> None:
    for sign in (-1, 1):
        speed = Speed()
        for audio_s in LENGTHS_S:
            speed.learn(Spoken(10 + sign * audio_s, synthesis_s=audio_s / 2, audio_s=audio_s))
        assert 0 <= speed.first_audio_growth(streams=True) <= speed.real_time_factor
