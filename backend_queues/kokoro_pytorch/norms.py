"""Adaptive instance norms with the activation behind each, for sentences of different lengths.

`x` is (sentences, channels, length); `scale` and `shift`, (sentences, channels, 1), are what a
style makes of the norm. A sentence's mean and deviation are those of its own frames. What comes out
is zero behind the ends, so that a convolution meets what it would if the sentence were alone.
Statistics are computed in the precision of `scale`, whatever that of `x` is.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from backend_queues.kokoro_pytorch.masks import EPSILON, Extent
from backend_queues.pytorch.fusion import fused

LEAK = 0.2  # of the activation in upstream's AdainResBlk1d


def leaky(x: Tensor, extent: Extent, scale: Tensor, shift: Tensor) -> Tensor:
    """Normalise, then a leaky ReLU."""
    if _is_plain(x, extent):
        return F.leaky_relu(_instance_norm(x, scale, shift), LEAK)
    return _leaky(x, extent.counts, scale, shift)


def snake(x: Tensor, extent: Extent, scale: Tensor, shift: Tensor, alpha: Tensor) -> Tensor:
    """Normalise, then x + sin²(αx)/α; `alpha` is (1, channels, 1)."""
    if _is_plain(x, extent):
        return _bent(_instance_norm(x, scale, shift), alpha)
    return _snake(x, extent.counts, scale, shift, alpha)


def snake_of_window(
    x: Tensor, extent: Extent, scale: Tensor, shift: Tensor, alpha: Tensor
) -> Tensor:
    """Do the same for a window: the sentence's statistics are in `scale` and `shift` already."""
    return _snake_of_window(x, extent.counts, scale, shift, alpha)


@fused
def _leaky(x: Tensor, counts: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    behind = _behind(x, counts)
    normalised = _normalised(x, behind, counts, scale, shift)
    return F.leaky_relu(normalised, LEAK).masked_fill(behind, 0).to(x.dtype)


@fused
def _snake(x: Tensor, counts: Tensor, scale: Tensor, shift: Tensor, alpha: Tensor) -> Tensor:
    behind = _behind(x, counts)
    normalised = _normalised(x, behind, counts, scale, shift)
    return _bent(normalised, alpha).masked_fill(behind, 0).to(x.dtype)


@fused
def _snake_of_window(
    x: Tensor, counts: Tensor, scale: Tensor, shift: Tensor, alpha: Tensor
) -> Tensor:
    bent = _bent(torch.addcmul(shift, x.to(scale.dtype), scale), alpha)
    return bent.masked_fill(_behind(x, counts), 0).to(x.dtype)


def _is_plain(x: Tensor, extent: Extent) -> bool:
    """Return whether PyTorch's own norm will do, which on a CPU is the fastest."""
    return extent.is_full and not x.is_cuda and x.dtype != torch.float16


def _behind(x: Tensor, counts: Tensor) -> Tensor:
    return torch.arange(x.shape[2], device=x.device) >= counts


def _normalised(x: Tensor, behind: Tensor, counts: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    x = x.to(scale.dtype)
    mean = x.masked_fill(behind, 0).sum(2, keepdim=True) / counts
    centred = (x - mean).masked_fill(behind, 0)
    variance = centred.square().sum(2, keepdim=True) / counts
    return torch.addcmul(shift, centred, scale * torch.rsqrt(variance + EPSILON))


def _bent(x: Tensor, alpha: Tensor) -> Tensor:
    return torch.addcdiv(x, torch.sin(alpha * x).square(), alpha)


def _instance_norm(x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    """Normalise with a scale for each sentence, which the operation takes for channels alone."""
    channels = x.reshape(1, -1, x.shape[2])
    weight, bias = scale.flatten(), shift.flatten()
    return F.instance_norm(channels, weight=weight, bias=bias, eps=EPSILON).view_as(x)
