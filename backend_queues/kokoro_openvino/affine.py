"""What a norm of the generator does, as one scale and shift a channel."""

import numpy as np

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import NormStatistics

ARRAYS = "arrays.npz"  # the file with the affine maps, among other arrays


class StyleAffine:
    """The affine maps of all norms; `weight` is (2, channels, 128), `alpha` Snake's parameters."""

    def __init__(self, weight: Samples, bias: Samples, alpha: Samples) -> None:
        self._weight = weight
        self._bias = bias
        self._factor = (alpha / np.pi).astype(np.float32)

    def style(self, style: Samples) -> tuple[Samples, Samples]:
        """Return 1 + gamma and beta, both (channels,), times alpha / pi of the Snake behind."""
        gamma, beta = self._weight @ style[:128] + self._bias
        return (1 + gamma) * self._factor, beta * self._factor

    def of(self, style: Samples, statistics: NormStatistics) -> dict[str, Samples]:
        """Return scale and shift, each as the sum of two numbers, both (1, channels, 1).

        The first is one that bfloat16 can hold, the other what is missing.
        """
        gamma, beta = self.style(style)
        scale = gamma * np.exp(-statistics.log_deviation)
        shift = beta - statistics.mean * scale
        inputs: dict[str, Samples] = {}
        for name, values in (("scale", scale), ("shift", shift)):
            values = values.astype(np.float32).reshape(1, -1, 1)
            high = to_bfloat16(values)
            inputs |= {name: high, f"{name}_low": values - high}
        return inputs


def to_bfloat16(values: Samples) -> Samples:
    """Round float32 to the nearest number that bfloat16 has, ties to even."""
    bits = values.view(np.uint32)
    rounded = bits + 0x7FFF + ((bits >> 16) & 1)
    return (rounded & np.uint32(0xFFFF0000)).view(np.float32)
