"""Speech is trimmed, faded and followed by its pause, however it is divided into parts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.base import Samples, Speech, Word
from backend_queues.errors import SynthesisFailed
from tasks.worker.shaping import KEPT_AFTER_S, KEPT_BEFORE_S, SILENCE_PEAK, shape

RATE_HZ = 24_000


def tone(seconds: float, hz: float = 200) -> Samples:
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (0.5 * np.cos(2 * np.pi * hz * times)).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def shaped(*parts: Samples, pause_s: float = 0) -> Samples:
    speech = shape((Speech(part) for part in parts), RATE_HZ, pause_s)
    return np.concatenate([part.samples for part in speech])


def test_silent_ends_are_trimmed_but_for_a_margin() -> None:
    out = shaped(np.concatenate([silence(0.4), tone(1), silence(0.7)]))
    assert len(out) == round((KEPT_BEFORE_S + 1 + KEPT_AFTER_S) * RATE_HZ)


def test_what_is_no_louder_than_the_peak_of_silence_is_silence() -> None:
    hum = np.full(round(0.4 * RATE_HZ), SILENCE_PEAK, np.float32)
    assert len(shaped(np.concatenate([hum, tone(1), hum]))) == len(shaped(tone(1))) + round(
        (KEPT_BEFORE_S + KEPT_AFTER_S) * RATE_HZ
    )
    with pytest.raises(SynthesisFailed):
        shaped(hum)


def test_what_is_too_loud_is_clipped() -> None:
    out = shaped(3 * tone(0.3))
    assert (out.max(), out.min()) == (1, -1)


def test_silence_inside_is_kept() -> None:
    out = shaped(tone(0.2), silence(0.5), tone(0.2))
    assert len(out) == round(0.9 * RATE_HZ)


def test_loud_ends_are_faded_to_zero() -> None:
    out = shaped(tone(0.3))
    fade = round(0.005 * RATE_HZ)
    ramp = np.arange(fade) / fade
    assert np.allclose(out[:fade], tone(0.3)[:fade] * ramp)
    assert np.allclose(out[-fade:], tone(0.3)[-fade:] * ramp[::-1])
    assert np.array_equal(out[fade:-fade], tone(0.3)[fade:-fade])


def test_the_pause_follows() -> None:
    out = shaped(tone(0.3), pause_s=0.25)
    assert len(out) == round(0.55 * RATE_HZ)
    assert not out[-round(0.25 * RATE_HZ) :].any()


def test_without_a_pause_nothing_follows() -> None:
    *_, last = shape([Speech(tone(0.3))], RATE_HZ, pause_s=0)
    assert len(last.samples)


def test_no_step_at_a_seam_is_larger_than_inside() -> None:
    one, two = shaped(tone(0.3, 180)), shaped(tone(0.3, 310))
    inside = max(np.abs(np.diff(one)).max(), np.abs(np.diff(two)).max())
    assert abs(two[0] - one[-1]) <= inside


@given(st.lists(st.integers(0, 20_000), max_size=8))
def test_parts_do_not_show(cuts: list[int]) -> None:
    whole = np.concatenate([silence(0.1), tone(0.2), silence(0.2), tone(0.1), silence(0.3)])
    parts = np.split(whole, sorted(cuts))
    assert np.array_equal(shaped(*parts), shaped(whole))


def test_words_move_with_what_is_trimmed() -> None:
    samples = np.concatenate([silence(0.4), tone(1)])
    word = Word("hello", 0.4, 1.4)
    [first, *_] = shape([Speech(samples, (word,))], RATE_HZ, 0)
    assert first.words[0].start_s == pytest.approx(KEPT_BEFORE_S)
    assert first.words[0].end_s == pytest.approx(1 + KEPT_BEFORE_S)


def test_no_word_ends_after_the_speech() -> None:
    samples = np.concatenate([silence(0.4), tone(1), silence(0.7)])
    word = Word("hello", 0.4, 2.1)
    parts = list(shape([Speech(samples, (word,))], RATE_HZ, pause_s=1))
    speech_s = KEPT_BEFORE_S + 1 + KEPT_AFTER_S
    [last] = [heard for part in parts for heard in part.words]
    assert last.end_s == pytest.approx(speech_s)


def test_a_word_that_goes_on_in_the_next_part_keeps_its_end() -> None:
    """Engines that speak by windows name a word where it begins."""
    words = Word("extra", 0.3, 0.7), Word("ordinary", 0.7, 1.5)
    parts = [Speech(tone(0.5), words[:1]), Speech(tone(0.5), words[1:]), Speech(tone(0.5))]
    heard = [word for part in shape(parts, RATE_HZ, 0) for word in part.words]
    assert heard == list(words)


@pytest.mark.parametrize("parts", [[], [silence(0.5)]])
def test_speech_that_cannot_be_heard_is_an_error(parts: list[Samples]) -> None:
    with pytest.raises(SynthesisFailed):
        shaped(*parts, pause_s=0.25)
