"""The short-time Fourier transform of Kokoro's generator (iSTFTNet), forwards and back, in numpy.

Frames of 20 samples, a step of 5, a Hann window, 11 frequencies: 4,801 frames a second, few enough
for one matrix product each way.
"""

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples

SIZE, STEP, FREQUENCIES = 20, 5, 11
NOTHING = 1e-6
_PARTS = SIZE // STEP

_ANGLES = 2 * np.pi * np.arange(FREQUENCIES)[:, np.newaxis] * np.arange(SIZE) / SIZE
_HANN = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE)
# All frequencies but the first and the last stand for two of the whole transform.
_SHARES = np.where(np.isin(np.arange(FREQUENCIES), (0, FREQUENCIES - 1)), 1, 2)[:, np.newaxis]


def _forward() -> Samples:
    return np.concatenate([_HANN * np.cos(_ANGLES), -_HANN * np.sin(_ANGLES)]).T.astype(np.float32)


def _inverse() -> Samples:
    """Spectrum to windowed frame, divided by what the squared windows add up to."""
    waves = np.concatenate([np.cos(_ANGLES), -np.sin(_ANGLES)])
    total = (_HANN.reshape(_PARTS, STEP) ** 2).sum(0)
    shares = np.concatenate([_SHARES, _SHARES]) / SIZE
    return np.asarray(
        (shares * waves * _HANN).T / np.tile(total, _PARTS)[:, np.newaxis], np.float32
    )


FORWARD, INVERSE = _forward(), _inverse()


def spectrum(samples: Samples) -> Samples:
    """Return magnitudes, then phases: (22, (n - 20) / 5 + 1) of n samples, no padding.

    The phase is 0 where the magnitude is practically none, as in silence: it would be that of a
    rounding error, which the generator hears and which differs from one processor to the next.
    """
    frames: NDArray[np.float32] = np.lib.stride_tricks.sliding_window_view(samples, SIZE)[::STEP]
    parts = np.ascontiguousarray((frames @ FORWARD).T)  # a fifth of the time in arctan2
    real, imaginary = parts[:FREQUENCIES], parts[FREQUENCIES:]
    imaginary[[0, -1]] = 0.0  # not -0.0, which would make an angle of pi one of -pi
    magnitudes = np.sqrt(real * real + imaginary * imaginary)  # hypot takes three times as long
    phases = np.where(magnitudes < NOTHING, 0, np.arctan2(imaginary, real))
    return np.concatenate([magnitudes, phases], dtype=np.float32)


def waveform(predicted: Samples) -> Samples:
    """Return the 5 (F - 1) samples of the generator's last layer, (22, F).

    Its first half is the logarithm of the magnitudes, the sine of its second half the phases. The
    first and the last ten samples lack a neighbour and are right only at a sentence's ends, where
    the signal is silence.
    """
    magnitudes, phases = np.exp(predicted[:FREQUENCIES]), np.sin(predicted[FREQUENCIES:])
    parts = np.concatenate([magnitudes * np.cos(phases), magnitudes * np.sin(phases)])
    pieces, count = INVERSE @ parts, predicted.shape[1]
    samples = np.zeros((count + _PARTS - 1, STEP), np.float32)
    for part in range(_PARTS):
        samples[part : part + count] += pieces[STEP * part : STEP * (part + 1)].T
    return samples.ravel()[SIZE // 2 : SIZE // 2 + STEP * (count - 1)]
