"""The generator's Fourier transform and the way back."""

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro_openvino.fourier import FREQUENCIES, SIZE, STEP, spectrum, waveform

SAMPLES = np.random.default_rng(0).normal(size=600).astype(np.float32)


def windowed(samples: Samples, frame: int) -> Samples:
    hann = np.hanning(SIZE + 1)[:-1]  # periodic, as upstream's
    return np.asarray(samples[frame * STEP : frame * STEP + SIZE] * hann, np.float32)


def test_each_frame_is_that_of_a_library() -> None:
    found = spectrum(SAMPLES)
    assert found.shape == (2 * FREQUENCIES, (len(SAMPLES) - SIZE) // STEP + 1)
    for frame in (0, 17, found.shape[1] - 1):
        wanted = np.fft.rfft(windowed(SAMPLES, frame))
        magnitudes, phases = found[:FREQUENCIES, frame], found[FREQUENCIES:, frame]
        assert np.abs(magnitudes * np.exp(1j * phases) - wanted).max() < 1e-4


def test_the_way_back_is_that_of_a_library() -> None:
    layer = np.random.default_rng(1).normal(size=(2 * FREQUENCIES, 121)).astype(np.float32)
    frames = np.exp(layer[:FREQUENCIES]) * np.exp(1j * np.sin(layer[FREQUENCIES:]))
    found = waveform(layer)
    assert len(found) == STEP * 120
    assert np.abs(found - overlapped(frames)).max() < 1e-4


def overlapped(frames: NDArray[np.complex128]) -> Samples:
    """Add the windowed frames up, divided by what the squared windows add up to."""
    hann, count = np.hanning(SIZE + 1)[:-1], frames.shape[1]
    total = np.zeros(STEP * (count - 1) + SIZE)
    for i in range(count):
        total[STEP * i : STEP * i + SIZE] += np.fft.irfft(frames[:, i], SIZE) * hann
    steady = (hann.reshape(-1, STEP) ** 2).sum(0)
    whole = total / np.tile(steady, len(total) // STEP)
    return np.asarray(whole[SIZE // 2 : -(SIZE // 2)], np.float32)
