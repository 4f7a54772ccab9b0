"""What a style makes of the adaptive norms: one matrix product instead of one for each norm."""

from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

# Scale and shift, each (sentences, channels, 1), of each of upstream's AdaIN1d.
Affines = Mapping[nn.Module, tuple[Tensor, Tensor]]


class Styling:
    """The affine maps of some of upstream's AdaIN1d, joined."""

    def __init__(self, norms: Iterable[nn.Module]) -> None:
        self._norms = list(norms)
        maps = [_folded(norm) for norm in self._norms]
        self._sizes = [len(bias) // 2 for _, bias in maps]
        halves = [[part.chunk(2) for part in each] for each in maps]
        weights, biases = zip(*halves, strict=True)
        self._weight = torch.cat([w[half] for half in (0, 1) for w in weights]).T.contiguous()
        self._bias = torch.cat([b[half] for half in (0, 1) for b in biases])

    def of(self, style: Tensor) -> Affines:
        """Return what the norms do for styles (sentences, 128)."""
        return self.split(self.joined(style))

    def joined(self, style: Tensor) -> Tensor:
        """Return the scales and shifts of all norms, (sentences, 2, all channels)."""
        return torch.addmm(self._bias, style, self._weight).unflatten(1, (2, -1))

    def split(self, joined: Tensor) -> Affines:
        scales, shifts = (joined[:, half, :, None].split(self._sizes, 1) for half in (0, 1))
        return dict(zip(self._norms, zip(scales, shifts, strict=True), strict=True))


def _folded(norm: Any) -> tuple[Tensor, Tensor]:
    """Fold the norm's own scale and shift into what its style gives: weight and bias of a map."""
    (scale, shift), (scale_bias, shift_bias) = norm.fc.weight.chunk(2), norm.fc.bias.chunk(2)
    own_scale, own_shift = norm.norm.weight, norm.norm.bias
    weights = scale * own_scale[:, None], scale * own_shift[:, None] + shift
    biases = (1 + scale_bias) * own_scale, (1 + scale_bias) * own_shift + shift_bias
    return torch.cat(weights).detach(), torch.cat(biases).detach()
