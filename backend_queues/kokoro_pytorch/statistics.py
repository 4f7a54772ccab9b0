"""The statistics of the generator's norms for a sentence that is not decoded whole: predicted.

The prediction is that of `kokoro`, which knows no noise in the source. What the noise changes is
added: the source's own norms are computed, for the others it is a constant for each channel, in
noise.npz, made by calibrate.py.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from backend_queues.base import Samples
from backend_queues.kokoro.predictor import Predictor, joined, prosody
from backend_queues.kokoro.runtime import NormStatistics
from backend_queues.kokoro_pytorch.masks import Extent
from backend_queues.kokoro_pytorch.sentences import TIMBRE, Sentences

FILE = Path(__file__).with_name("noise.npz")
# Channels of the source's norms and of the others, in the order of NormStatistics.
SOURCE_CHANNELS, OTHER_CHANNELS = (6 * 256, 6 * 128), (18 * 256, 18 * 128)


class Statistics:
    def __init__(self, file: Path = FILE) -> None:
        self._predictor = Predictor()
        noise = {name: array.astype(np.float32) for name, array in np.load(file).items()}
        self._mean, self._log_deviation = noise["mean"], noise["log_deviation"]

    def of(
        self, sentences: Sentences, clean_spectra: Tensor, with_noise: bool = True
    ) -> NormStatistics:
        """Return those of all norms but the source's: (sentences, channels) each."""
        predicted = _others(self._predictor.of(features(sentences, clean_spectra)))
        return self._with_noise(predicted) if with_noise else predicted

    def _with_noise(self, predicted: NormStatistics) -> NormStatistics:
        mean = predicted.mean + self._mean * np.exp(predicted.log_deviation)
        return NormStatistics(mean, predicted.log_deviation + self._log_deviation)


def apply(statistics: NormStatistics, joined_affines: Tensor) -> Tensor:
    """Put statistics into scales and shifts, (sentences, 2, channels): they then need no others."""
    device = joined_affines.device
    mean = torch.from_numpy(statistics.mean).to(device)
    deviation = torch.from_numpy(np.exp(statistics.log_deviation)).to(device)
    scale, shift = joined_affines.unbind(1)
    scale = scale / deviation
    return torch.stack([scale, shift - mean * scale], 1)


def features(sentences: Sentences, clean_spectra: Tensor) -> Samples:
    """Return what the prediction is made from, (sentences, 1204)."""
    hidden = _moments(sentences.hidden, sentences.frames)
    source = _moments(clean_spectra, sentences.frames.times(60, 1))
    f0, energy, style = (x.cpu().numpy() for x in (sentences.f0, sentences.energy, sentences.style))
    return np.stack(
        [
            joined(
                style[i, TIMBRE],
                (hidden[0][i], hidden[1][i]),
                (source[0][i], source[1][i]),
                prosody(f0[i, :frames], energy[i, :frames], sentences.own_durations(i)),
            )
            for i, frames in enumerate(sentences.frames.lengths.tolist())
        ]
    )


def _moments(x: Tensor, extent: Extent) -> tuple[Samples, Samples]:
    """Return each channel's mean and deviation, (sentences, channels)."""
    mean, deviation = extent.moments(x)
    return mean.cpu().numpy(), deviation.cpu().numpy()


def _others(statistics: NormStatistics) -> NormStatistics:
    first = SOURCE_CHANNELS[0]
    second = first + OTHER_CHANNELS[0] + SOURCE_CHANNELS[1]
    kept = np.r_[first : first + OTHER_CHANNELS[0], second : second + OTHER_CHANNELS[1]]
    return NormStatistics(statistics.mean[:, kept], statistics.log_deviation[:, kept])
