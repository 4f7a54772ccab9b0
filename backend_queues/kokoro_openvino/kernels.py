"""Weights and coefficients that make the generator's layers into operations OpenVINO fuses."""

import numpy as np

from backend_queues.base import Samples


def interleaved_phases(weight: Samples, stride: int) -> Samples:
    """Turn a transposed convolution's weights (inputs, outputs, kernel) into a convolution's.

    Output `stride * i + phase` takes input i + d, d in -1 to 1, through the tap
    `phase - stride * d + padding`.
    """
    inputs, outputs, kernel = weight.shape
    padding = (kernel - stride) // 2
    phases = np.zeros((stride, outputs, inputs, 3), np.float32)
    for phase in range(stride):
        for d in (-1, 0, 1):
            tap = phase - stride * d + padding
            if 0 <= tap < kernel:
                phases[phase, :, :, d + 1] = weight[:, :, tap].T
    return phases.reshape(-1, inputs, 3)


def sine_polynomial(degree: int) -> Samples:
    """Return P's coefficients, lowest first: q P(q) is (1 - cos(2 pi f)) / (2 pi) for q = f^2.

    Fitted by least squares at Chebyshev's points of f in [0, 0.5]; off by 1.5e-7 at degree 5.
    """
    f = np.cos(np.linspace(0, np.pi / 2, 4000)) / 2
    powers = (f * f)[:, np.newaxis] ** np.arange(1, degree + 1)
    wanted = (1 - np.cos(2 * np.pi * f)) / (2 * np.pi)
    return np.asarray(np.linalg.lstsq(powers, wanted, rcond=None)[0], np.float32)
