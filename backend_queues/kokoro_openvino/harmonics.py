"""The generator's source: sines at the first nine multiples of the pitch, mixed into one signal.

Upstream (SineGen, SourceModuleHnNSF) adds up the phase sample by sample over the sentence and adds
noise. Here the phase at each frame's centre is summed, and interpolated between, as upstream's own
resampling does; the noise is left out, as the exported model leaves it out, so that the same
request gives the same samples.
"""

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import SAMPLES_PER_FRAME, VOICED_HZ
from backend_queues.kokoro.speech import SAMPLE_RATE_HZ
from backend_queues.kokoro_openvino.fourier import SIZE, spectrum

HARMONICS = 9
AMPLITUDE = 0.1
_HALF = SIZE // 2
# Where a sample lies in its frame, seen from the frame's centre, in frames.
_PLACES = (np.arange(SAMPLES_PER_FRAME) + 0.5) / SAMPLES_PER_FRAME - 0.5
_EARLY, _LATE = np.split(_PLACES, 2)


def source_spectrum(f0_hz: Samples, merge: Samples) -> Samples:
    """Return the source's spectrum, float32 (1, 22, 60 F + 1), for the pitch of F frames.

    `merge` has the share of each harmonic and, last, an offset.
    """
    signal = _signal(f0_hz, merge)
    return spectrum(np.pad(signal, _HALF, mode="reflect"))[np.newaxis]


def _signal(f0_hz: Samples, merge: Samples) -> Samples:
    edges = np.pad(_phases(f0_hz), 1, mode="edge")[:, np.newaxis]
    before, here, after = edges[:-2], edges[1:-1], edges[2:]
    places = [here + _EARLY * (here - before), here + _LATE * (after - here)]
    turns = np.concatenate(places, axis=1)
    angles = (2 * np.pi * (turns - np.floor(turns))).astype(np.float32)
    voiced = AMPLITUDE * (f0_hz > VOICED_HZ)[:, np.newaxis].astype(np.float32)
    sines = sum_of_sines(angles, merge[:HARMONICS])
    return np.asarray(np.tanh(voiced * sines + merge[HARMONICS]).ravel(), np.float32)


def _phases(f0_hz: Samples) -> NDArray[np.float64]:
    """The first harmonic's phase at each frame's centre in turns, (F,)."""
    return np.cumsum(f0_hz.astype(np.float64) / SAMPLE_RATE_HZ) * SAMPLES_PER_FRAME


def sum_of_sines(angles: Samples, shares: Samples) -> Samples:
    """Return the sum of `shares[k] * sin((k + 1) * angles)`, with one sine and one cosine each.

    By Clenshaw's recurrence (https://dlmf.nist.gov/3.11#ii), as sin((k + 1) x) is
    2 cos(x) sin(k x) - sin((k - 1) x).
    """
    twice_cosine = 2 * np.cos(angles)
    term, later = np.zeros_like(angles), np.zeros_like(angles)
    for share in shares[::-1]:
        term, later = share + twice_cosine * term - later, term
    return np.asarray(term * np.sin(angles))
