"""Where playback runs dry: by the clock, and in the buffer of a sound card."""

import pytest

from frontend.console.playback.clock import PlaybackClock, PlayBuffer

RATE_HZ = 24_000


def test_audio_that_comes_in_time_leaves_no_gap() -> None:
    clock = PlaybackClock()
    for now in (5.0, 5.9, 6.0):
        clock.add(1.0, now)
    assert clock.gaps.count == 0


def test_audio_that_comes_late_leaves_a_gap_of_that_length() -> None:
    clock = PlaybackClock()
    for now in (0.0, 1.5, 2.0, 4.0):  # heard until 1.0, 2.5, 3.5, 5.0
        clock.add(1.0, now)
    assert clock.gaps.count == 2
    assert clock.gaps.seconds == pytest.approx(0.5 + 0.5)


def test_a_buffer_gives_back_what_it_got_whatever_the_sizes() -> None:
    buffer = PlayBuffer(1000, RATE_HZ)
    assert not buffer.put(memoryview(b"abc")) and not buffer.put(memoryview(b"defgh"))
    assert [buffer.take(2), buffer.take(4), buffer.take(2)] == [b"ab", b"cdef", b"gh"]
    assert buffer.gaps.count == 0


def test_a_buffer_that_is_full_returns_the_rest() -> None:
    buffer = PlayBuffer(4, RATE_HZ)
    rest = buffer.put(memoryview(b"abcdef"))
    assert bytes(rest) == b"ef"
    assert bytes(buffer.put(rest)) == b"ef"
    assert buffer.take(3) == b"abc"
    assert not buffer.put(rest)
    assert buffer.take(3) == b"def"


def test_silence_before_and_after_the_speech_is_no_gap() -> None:
    buffer = PlayBuffer(1000, RATE_HZ)
    assert buffer.take(4) == bytes(4)
    buffer.put(memoryview(b"ab"))
    assert buffer.take(4) == b"ab\0\0"
    buffer.end()
    assert buffer.take(4) == bytes(4)
    assert buffer.gaps.count == 0


def test_silence_within_the_speech_is_one_gap_however_often_it_is_asked_for() -> None:
    buffer = PlayBuffer(RATE_HZ, RATE_HZ)
    buffer.put(memoryview(b"ab"))
    buffer.take(2 + RATE_HZ)
    buffer.take(RATE_HZ)
    buffer.put(memoryview(b"cd"))
    assert buffer.gaps.count == 1
    assert buffer.gaps.seconds == pytest.approx(1.0)  # two bytes a sample


def test_a_buffer_is_finished_when_all_has_been_taken() -> None:
    buffer = PlayBuffer(1000, RATE_HZ)
    buffer.put(memoryview(b"ab"))
    buffer.end()
    assert not buffer.finished
    buffer.take(2)
    assert buffer.finished
