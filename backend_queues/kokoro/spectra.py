"""The distance of two sounds as an ear has it: by log-mel spectra."""

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro.speech import SAMPLE_RATE_HZ

FRAME, STEP = 1024, 256  # samples
BANDS = 80
TOP_HZ = SAMPLE_RATE_HZ / 2
HEARD_DB = 50  # below the loudest: what is softer is silence
NOTHING = 1e-6


def distance_db(one: Samples, other: Samples) -> float:
    """Return the root mean square of the bands' differences, the mean over the frames of `one`
    that are heard. Both have the same length."""
    a, b = log_mel(one), log_mel(other)
    heard = a.max(1) > a.max() - HEARD_DB
    return float(np.sqrt(((a - b)[heard] ** 2).mean(1)).mean())


def log_mel(samples: Samples) -> NDArray[np.float64]:
    """Return 80 bands up to 12 kHz in dB, (frames, 80), by O'Shaughnessy's mel scale."""
    window = np.hanning(FRAME)
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::STEP] * window
    power = np.abs(np.fft.rfft(frames)) ** 2
    mel = np.linspace(0, 2595 * np.log10(1 + TOP_HZ / 700), BANDS + 2)
    hz = 700 * (10 ** (mel / 2595) - 1)
    bins = np.fft.rfftfreq(FRAME, 1 / SAMPLE_RATE_HZ)[:, np.newaxis]
    rising, falling = (bins - hz[:-2]) / np.diff(hz)[:-1], (hz[2:] - bins) / np.diff(hz)[1:]
    bands = np.clip(np.minimum(rising, falling), 0, None)
    return np.asarray(10 * np.log10(power @ bands + NOTHING))
