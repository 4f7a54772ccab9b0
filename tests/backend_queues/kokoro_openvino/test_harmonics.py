"""The generator's source: a sum of harmonics whose phase runs on."""

import numpy as np

from backend_queues.base import Samples
from backend_queues.kokoro_openvino.fourier import FREQUENCIES
from backend_queues.kokoro_openvino.harmonics import (
    AMPLITUDE,
    HARMONICS,
    source_spectrum,
    sum_of_sines,
)

FIRST_ALONE = np.eye(HARMONICS + 1, dtype=np.float32)[0]


def magnitudes(f0_hz: Samples, merge: Samples = FIRST_ALONE) -> Samples:
    """Without the first frame and the last one, half of which stand still, as upstream's do."""
    return source_spectrum(f0_hz, merge)[0, :FREQUENCIES, 60:-60]


def test_there_are_sixty_spectra_a_frame_and_one_more() -> None:
    f0_hz = np.full(7, 200, np.float32)
    assert source_spectrum(f0_hz, FIRST_ALONE).shape == (1, 2 * FREQUENCIES, 60 * 7 + 1)


def test_a_pitch_of_the_second_frequency_is_found_there() -> None:
    """A step between frequencies is 1,200 Hz; the Hann window's sum is 10."""
    found = magnitudes(np.full(8, 1200, np.float32))
    assert np.allclose(found[1], np.tanh(AMPLITUDE) * 10 / 2, rtol=0.02)
    assert (found[3:] < 0.02 * found[1]).all()


def test_nothing_sounds_without_a_voice() -> None:
    voiced_then_not = np.concatenate([np.full(4, 200), np.zeros(4)]).astype(np.float32)
    found = magnitudes(voiced_then_not)
    assert found[:, 60 * 4 :].max() < 1e-6 < found[:, : 60 * 2].max()


def test_the_offset_is_there_also_without_a_voice() -> None:
    merge = np.zeros(HARMONICS + 1, np.float32)
    merge[-1] = 0.5
    found = magnitudes(np.zeros(4, np.float32), merge)
    assert np.allclose(found[0], np.tanh(0.5) * 10, rtol=1e-4)


def test_a_gliding_pitch_makes_no_step() -> None:
    """A click between frames would show at the highest frequencies."""
    found = magnitudes(np.linspace(180, 260, 12).astype(np.float32))
    assert found[6:].max() < 1e-3 * found[0].max()


def test_the_harmonics_are_sines_of_the_multiples() -> None:
    angles = np.linspace(0, 2 * np.pi, 1_000, dtype=np.float32)
    shares = np.linspace(-0.7, 1, HARMONICS, dtype=np.float32)
    multiples = np.arange(1, HARMONICS + 1)
    expected = np.sin(angles.astype(np.float64)[:, np.newaxis] * multiples) @ shares
    assert np.allclose(sum_of_sines(angles, shares), expected, atol=2e-5)
