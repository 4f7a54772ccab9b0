"""Predicts the statistics of the generator's norms, which a window needs before the rest is there.

A linear map of low rank, fitted by calibrate.py, from what is known of a sentence before the
generator runs to mean and log deviation of all channels. One map serves all voices, mixes, speeds
and languages.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import (
    FRAMES_PER_DURATION,
    VOICED_HZ,
    NormStatistics,
    Sentence,
)

FILE = Path(__file__).with_name("predictor.npz")
UNVOICED = (5.0, 0.0)  # the pitch of a sentence that has none: log Hz, and deviation in Hz
FRAMES_PER_S = 80


class Predictor:
    """The map: features are normalised, go through `inward` and `outward`, and get their units."""

    def __init__(self, file: Path = FILE) -> None:
        arrays = {name: array.astype(np.float32) for name, array in np.load(file).items()}
        self._centre = arrays["centre"]
        self._spread = arrays["spread"]
        self._inward = arrays["inward"]
        self._outward = arrays["outward"]
        self._unit = arrays["unit"]
        self._offset = arrays["offset"]

    def predict(self, sentence: Sentence) -> NormStatistics:
        return self.of(features(sentence))

    def of(self, features: Samples) -> NormStatistics:
        """Return the statistics for features (..., 1204): (..., 9216) each."""
        normalised = (features - self._centre) / self._spread
        values = (normalised @ self._inward) @ self._outward * self._unit + self._offset
        mean, log_deviation = np.split(values, 2, -1)
        return NormStatistics(mean, log_deviation)


def features(sentence: Sentence) -> Samples:
    """Return what the prediction is made from, float32 (1204,)."""
    hidden, source = sentence.hidden[0], sentence.source[0]
    return joined(
        sentence.style[:128],
        (hidden.mean(1), hidden.std(1)),
        (source.mean(1), source.std(1)),
        prosody(sentence.f0_hz, sentence.energy, sentence.durations),
    )


def joined(
    timbre: Samples,
    hidden: tuple[Samples, Samples],
    source: tuple[Samples, Samples],
    prosody: Sequence[float],
) -> Samples:
    """Join a style's timbre, means and deviations of `hidden` and `source`, and the prosody."""
    spread = np.log(hidden[1] + 1e-3)
    return np.concatenate([timbre, hidden[0], spread, *source, prosody]).astype(np.float32)


FEATURE_GROUPS = (128, 512, 512, 44, 8)  # so many features tell of style, hidden, ..., prosody


def prosody(f0_hz: Samples, energy: Samples, durations: NDArray[np.int64]) -> list[float]:
    frames, voiced = len(f0_hz), f0_hz > VOICED_HZ
    pitch_hz = f0_hz[voiced]
    pitch = (np.log(pitch_hz.mean()), pitch_hz.std()) if voiced.any() else UNVOICED
    silences = FRAMES_PER_DURATION * durations[[0, -1]] / frames
    curves = [voiced.mean(), energy.mean(), energy.std(), *pitch]
    return [float(value) for value in (*curves, frames / FRAMES_PER_S, *silences)]
