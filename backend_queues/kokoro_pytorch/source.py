"""The harmonic source of the generator: from pitch to the spectra of a buzz with noise in it."""

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from backend_queues.kokoro.runtime import SAMPLES_PER_FRAME
from backend_queues.kokoro_pytorch.masks import Extent

NOTHING = 1e-6  # a magnitude below this is silence


class Source:
    """Upstream's SourceModuleHnNSF and TorchSTFT, for several sentences."""

    def __init__(self, generator: Any) -> None:
        self._module = generator.m_source
        self._sine = generator.m_source.l_sin_gen
        self._stft = generator.stft
        self._window = generator.stft.window.to(self._module.l_linear.weight.device)

    def spectra(self, f0: Tensor, frames: Extent, noise: Tensor) -> Tensor:
        """Return magnitudes, then phases, of pitches (sentences, F): (sentences, 22, 60 F + 1).

        Behind the ends are zeros.
        """
        samples = frames.times(SAMPLES_PER_FRAME)
        waves, loudness = self._waves(f0)
        return self._transformed(waves + loudness * noise, samples)

    def clean_spectra(self, f0: Tensor, frames: Extent) -> Tensor:
        """Return the same without noise; in silence the phases are 0, not those of rounding."""
        spectra = self._transformed(self._waves(f0)[0], frames.times(SAMPLES_PER_FRAME))
        magnitudes, phases = spectra.chunk(2, 1)
        return torch.cat([magnitudes, phases.masked_fill(magnitudes < NOTHING, 0)], 1)

    def noise(self, frames: Extent, seeds: Sequence[int]) -> Tensor:
        """Return (sentences, 9, samples), each sentence's from its own seed, as upstream draws it.

        Upstream draws a phase for each harmonic first, which it never uses.
        """
        samples = frames.times(SAMPLES_PER_FRAME)
        noise = torch.zeros(len(seeds), self._sine.dim, samples.padded, device=samples.device)
        for row, count, seed in zip(noise, samples.lengths.tolist(), seeds, strict=True):
            random = torch.Generator(samples.device).manual_seed(seed)
            torch.rand(1, self._sine.dim, device=samples.device, generator=random)
            drawn = torch.empty(1, self._sine.dim, count, device=samples.device)
            # The numbers depend on how the tensor lies in memory, which this is upstream's way of.
            row[:, :count] = drawn.transpose(1, 2).normal_(generator=random)[0].T
        return noise

    def _waves(self, f0: Tensor) -> tuple[Tensor, Tensor]:
        """Return the harmonics, (sentences, 9, samples), and how loud the noise in each is."""
        sine = self._sine
        harmonics = torch.arange(1, sine.dim + 1, device=f0.device)[:, None]
        turns = (f0[:, None] * harmonics / sine.sampling_rate) % 1
        phases = torch.cumsum(turns, 2) * (2 * torch.pi * SAMPLES_PER_FRAME)
        phases = F.interpolate(phases, scale_factor=SAMPLES_PER_FRAME, mode="linear")
        voiced = (f0[:, None] > sine.voiced_threshold).to(f0.dtype)
        voiced = voiced.repeat_interleave(SAMPLES_PER_FRAME, 2)
        loudness = voiced * sine.noise_std + (1 - voiced) * (sine.sine_amp / 3)
        return torch.sin(phases) * (sine.sine_amp * voiced), loudness

    def _transformed(self, waves: Tensor, samples: Extent) -> Tensor:
        """Merge the harmonics and transform each sentence's wave, reflected at both its ends."""
        stft, merge = self._stft, self._module.l_linear
        wave = self._module.l_tanh(merge(waves.transpose(1, 2))).squeeze(2)
        spectra = torch.stft(
            wave.gather(1, _reflected(samples, stft.filter_length // 2)),
            stft.filter_length,
            stft.hop_length,
            stft.win_length,
            window=self._window,
            center=False,
            return_complex=True,
        )
        lengths = samples.lengths // stft.hop_length + 1
        extent = Extent(lengths, spectra.shape[2], samples.device, samples.is_full)
        return extent.clear(torch.cat([spectra.abs(), spectra.angle()], 1))


def _reflected(samples: Extent, edge: int) -> Tensor:
    """Return which sample stands at each place of the waves with `edge` more at either end."""
    places = torch.arange(-edge, samples.padded + edge, device=samples.device).abs()
    last = samples.lengths.to(samples.device)[:, None] - 1
    return (last - (last - places).abs()).clamp(min=0)
