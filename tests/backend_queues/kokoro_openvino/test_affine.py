"""A norm and its style as one scale and shift."""

import numpy as np

from backend_queues.kokoro.runtime import NormStatistics
from backend_queues.kokoro_openvino.affine import StyleAffine, to_bfloat16

RANDOM = np.random.default_rng(0)
CHANNELS = 5
WEIGHT = RANDOM.normal(size=(2, CHANNELS, 128)).astype(np.float32)
BIAS = RANDOM.normal(size=(2, CHANNELS)).astype(np.float32)
ALPHA = RANDOM.uniform(0.5, 2, CHANNELS).astype(np.float32)
STYLE = RANDOM.normal(size=256).astype(np.float32)


def test_it_is_the_norm_the_style_and_the_snakes_factor() -> None:
    mean, deviation = RANDOM.normal(size=CHANNELS), RANDOM.uniform(0.1, 3, CHANNELS)
    statistics = NormStatistics(mean.astype(np.float32), np.log(deviation).astype(np.float32))
    parts = StyleAffine(WEIGHT, BIAS, ALPHA).of(STYLE, statistics)
    scale, shift = (parts[k] + parts[f"{k}_low"] for k in ("scale", "shift"))
    x = RANDOM.normal(size=(1, CHANNELS, 4))
    gamma, beta = (WEIGHT @ STYLE[:128] + BIAS)[..., np.newaxis]
    normalised = (x - mean[:, np.newaxis]) / deviation[:, np.newaxis]
    wanted = ALPHA[:, np.newaxis] / np.pi * ((1 + gamma) * normalised + beta)
    assert np.allclose(x * scale + shift, wanted, rtol=1e-4, atol=1e-4)


def test_the_first_of_two_numbers_is_one_that_bfloat16_has() -> None:
    values = RANDOM.normal(size=1000).astype(np.float32)
    rounded = to_bfloat16(values)
    assert not (rounded.view(np.uint32) & 0xFFFF).any()
    assert np.abs(rounded - values).max() <= np.abs(values).max() * 2**-8
    assert np.array_equal(to_bfloat16(rounded), rounded)


def test_rounding_goes_to_the_nearest_and_ties_to_even() -> None:
    tie_down, tie_up, near = (np.uint32(v) for v in (0x3F800000 + 0x8000, 0x3F818000, 0x3F80C000))
    bits = np.array([tie_down, tie_up, near], np.uint32)
    found = to_bfloat16(bits.view(np.float32)).view(np.uint32) >> 16
    assert found.tolist() == [0x3F80, 0x3F82, 0x3F81]
