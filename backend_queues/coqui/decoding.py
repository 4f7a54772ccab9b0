"""XTTS's latents to samples, part by part.

Upstream decodes all latents from the first again for each part, which costs the more the longer a
text is. The decoder is made of convolutions, so a part only needs the frames shortly before it:
what comes out is the same, and each part costs what the first did.
"""

from typing import Any

import torch
from torch.nn.functional import interpolate

from backend_queues.base import Samples

# The end of a part is made without what follows it, and made again with it: the two are
# cross-faded over as many samples as upstream has for it, 1024.
FADE_FRAMES = 4
# The convolutions look back by less than 13.
PAST_FRAMES = 16


class PartDecoder:
    """One piece at `speed` times its pace; `decoder` is upstream's, `speaker` its embedding."""

    def __init__(self, decoder: Any, speaker: torch.Tensor, speed: float) -> None:
        self._decoder = decoder
        self._speaker = speaker
        self._hop = decoder.output_hop_length
        self._scales = [
            *([1 / speed] if speed != 1 else []),
            decoder.ar_mel_length_compression / decoder.output_hop_length,
            decoder.output_sample_rate / decoder.input_sample_rate,
        ]
        self._decoded = 0  # frames
        self._tail = torch.empty(0, device=speaker.device)
        self._fade = torch.linspace(0, 1, FADE_FRAMES * self._hop, device=speaker.device)

    def part(self, latents: list[torch.Tensor], last: bool = False) -> Samples:
        """Return the samples that have come with the newest of the piece's latents.

        Each latent is of shape (1, channels). The last four frames are kept back until `last`.
        """
        with torch.inference_mode():
            frames = self._frames(torch.cat(latents))
            begin = max(0, self._decoded - FADE_FRAMES)
            samples = self._samples(frames, begin)
            faded = min(len(self._tail), len(samples))
            fade = self._fade[:faded]
            samples[:faded] = samples[:faded] * fade + self._tail[:faded] * (1 - fade)
            self._decoded = frames.shape[-1]
            end = len(samples) if last else max(0, len(samples) - FADE_FRAMES * self._hop)
            self._tail = samples[end:]
            given: Samples = samples[:end].clamp(-1, 1).float().cpu().numpy()
            return given

    def _frames(self, latents: torch.Tensor) -> torch.Tensor:
        """The latents stretched to frames of the decoder, shape (1, channels, n)."""
        frames = latents.T[None]
        for scale in self._scales:
            if not int(frames.shape[-1] * scale):
                return frames[..., :0]  # upstream fails on a single token at twice the speed
            frames = interpolate(frames, scale_factor=scale, mode="linear")
        return frames

    def _samples(self, frames: torch.Tensor, begin: int) -> torch.Tensor:
        """The samples of the frames from `begin` on, which are made together with those before."""
        past = min(begin, PAST_FRAMES)
        if not frames.shape[-1]:
            return torch.empty(0, device=frames.device)
        samples = self._decoder.waveform_decoder(frames[..., begin - past :], g=self._speaker)
        return samples[0, 0, past * self._hop :]
