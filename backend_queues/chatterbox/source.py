"""The vocoder's source: the sines and the noise that it shapes into a voice.

Upstream draws it anew for each call, with phases that start anywhere, and a click would be heard
where two parts of a speech meet. Here its phase and its noise go on from part to part.
"""

import math
from typing import Any

import torch
from torch import Tensor

SAMPLES_PER_FRAME = 480


class Source:
    """The source of one segment. `module` is the vocoder's own, with what it has learned."""

    def __init__(self, module: Any, seed: int) -> None:
        self._module = module
        self._sines = module.l_sin_gen
        self._random = torch.Generator().manual_seed(seed)
        harmonics = self._sines.harmonic_num + 1
        self._phases = (torch.rand(harmonics, generator=self._random) * 2 - 1) * math.pi
        self._phases[0] = 0
        self._turns = 0.0  # where the fundamental's wave has got to, from 0 to 1
        self._noise = torch.empty(0, harmonics)  # drawn already, for the samples to come

    def extend(self, pitch: Tensor, lasting: int) -> Tensor:
        """Return the samples of the frames that follow, shape (1, 1, n).

        `pitch` is in Hz, shape (1, frames). The source continues after the first `lasting` frames;
        those after them will come again.
        """
        pitch = pitch[0].repeat_interleave(SAMPLES_PER_FRAME)
        turns = self._turns + torch.cumsum(pitch / self._sines.sampling_rate, 0)
        kept = lasting * SAMPLES_PER_FRAME
        samples = self._module.l_tanh(self._module.l_linear(self._waves(pitch, turns)))
        if kept:
            self._turns = float(turns[kept - 1]) % 1
            self._noise = self._noise[kept:]
        return samples.T[None]

    def _waves(self, pitch: Tensor, turns: Tensor) -> Tensor:
        """The fundamental and its harmonics with their noise, shape (n, harmonics)."""
        sines = self._sines
        orders = torch.arange(1, len(self._phases) + 1, device=pitch.device)
        angles = 2 * math.pi * (turns[:, None] * orders % 1) + self._phases.to(pitch.device)
        voiced = (pitch > sines.voiced_threshold).float()[:, None]
        loudness = voiced * sines.noise_std + (1 - voiced) * sines.sine_amp / 3
        waves = voiced * sines.sine_amp * torch.sin(angles)
        return waves + loudness * self._noise_of(len(pitch)).to(pitch.device)

    def _noise_of(self, samples: int) -> Tensor:
        missing = max(samples - len(self._noise), 0)
        more = torch.randn(missing, self._noise.size(1), generator=self._random)
        self._noise = torch.cat([self._noise, more])
        return self._noise[:samples]
