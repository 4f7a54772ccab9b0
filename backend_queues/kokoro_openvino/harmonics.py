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
_PLACES = ((np.arange(SAMPLES_PER_FRAME) + 0.5) / SAMPLES_PER_FRAME - 0.5)[:, np.newaxis]


def source_spectrum(f0_hz: Samples, merge: Samples) -> Samples:
    """Return the source's spectrum, float32 (1, 22, 60 F + 1), for the pitch of F frames.

    `merge` has the share of each harmonic and, last, an offset.
    """
    signal = _signal(f0_hz, merge)
    return spectrum(np.pad(signal, _HALF, mode="reflect"))[np.newaxis]


def _signal(f0_hz: Samples, merge: Samples) -> Samples:
    phases = _phases(f0_hz)
    edges = np.pad(phases, ((1, 1), (0, 0)), mode="edge")
    before, here, after = edges[:-2, np.newaxis], edges[1:-1, np.newaxis], edges[2:, np.newaxis]
    turns = here + _PLACES * np.where(_PLACES < 0, here - before, after - here)
    sines = np.sin((2 * np.pi * (turns - np.floor(turns))).astype(np.float32))
    sines *= np.float32(AMPLITUDE) * (f0_hz > VOICED_HZ)[:, np.newaxis, np.newaxis]
    return np.asarray(np.tanh(sines @ merge[:HARMONICS] + merge[HARMONICS]).ravel(), np.float32)


def _phases(f0_hz: Samples) -> NDArray[np.float64]:
    """Each harmonic's phase at each frame's centre in turns, (F, 9)."""
    multiples = np.arange(1, HARMONICS + 1, dtype=np.float32)
    per_sample = (f0_hz[:, np.newaxis] * multiples / SAMPLE_RATE_HZ) % 1
    return np.cumsum(per_sample.astype(np.float64), 0) * SAMPLES_PER_FRAME
