"""Voices by their names, and the styles of mixes."""

import numpy as np
import pytest

from backend_queues.base import Samples, Voice
from backend_queues.kokoro.voices import STYLE_SHAPE, Styles, voice_of

LEVELS = {"af_heart": 1.0, "am_michael": 5.0}


def read(voice: str) -> Samples:
    return np.full(STYLE_SHAPE, LEVELS[voice], np.float32)


def test_a_name_tells_language_and_gender() -> None:
    assert voice_of("af_heart") == Voice("af_heart", "en-US", "female")
    assert voice_of("zm_yunxi") == Voice("zm_yunxi", "zh", "male")


def test_a_mix_is_the_weighted_mean_of_its_voices() -> None:
    mixed = Styles(read).of({"af_heart": 0.75, "am_michael": 0.25})
    assert mixed.dtype == np.float32
    assert mixed.shape == STYLE_SHAPE
    assert mixed == pytest.approx(2.0)


def test_one_voice_alone_is_itself() -> None:
    assert np.array_equal(Styles(read).of({"am_michael": 1.0}), read("am_michael"))


def test_a_mix_is_kept_and_the_order_of_its_voices_is_all_the_same() -> None:
    styles = Styles(read)
    one = styles.of({"af_heart": 0.3, "am_michael": 0.7})
    assert styles.of({"am_michael": 0.7, "af_heart": 0.3}) is one


def test_a_voice_is_read_once() -> None:
    reads = []
    styles = Styles(lambda voice: reads.append(voice) or read(voice))  # type: ignore[func-returns-value]
    for share in (0.2, 0.5, 0.8):
        styles.of({"af_heart": share, "am_michael": 1 - share})
    assert sorted(reads) == ["af_heart", "am_michael"]
