"""What a listener hears is told from when its audio arrives."""

import numpy as np
import pytest

from tests.bench.load.playback import Playback, Samples

RATE_HZ = 1_000


def tone(seconds: float) -> Samples:
    return np.full(round(seconds * RATE_HZ), 10_000, np.int16)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.int16)


def test_it_begins_when_enough_is_there() -> None:
    playback = Playback(RATE_HZ)
    playback.take(tone(0.03), 1.0)
    assert playback.playable_at is None
    playback.take(tone(0.03), 1.5)
    assert playback.audible_at == 1.5
    assert playback.dry_at == pytest.approx(1.56)


def test_silence_at_the_beginning_is_not_audible() -> None:
    playback = Playback(RATE_HZ)
    playback.take(silence(0.2), 1.0)
    playback.take(np.concatenate([silence(0.1), tone(0.5)]), 1.1)
    assert playback.playable_at == 1.0
    assert playback.audible_at == pytest.approx(1.3)


def test_what_comes_too_late_leaves_a_gap() -> None:
    playback = Playback(RATE_HZ)
    for at in (0.0, 0.9, 2.01, 4.0):
        playback.take(tone(1.0), at)
    assert playback.gaps_s == pytest.approx([0.99])  # 10 ms are none
    assert playback.audio_s == pytest.approx(4.0)
