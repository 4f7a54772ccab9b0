"""The generator's layers as OpenVINO likes them are the layers that upstream has."""

import numpy as np
import pytest

from backend_queues.base import Samples
from backend_queues.kokoro_openvino.kernels import interleaved_phases, sine_polynomial


def transposed_convolution(x: Samples, weight: Samples, stride: int) -> Samples:
    """By its definition: every input adds the kernel, scaled, at its place in the output."""
    _, outputs, kernel = weight.shape
    padding, length = (kernel - stride) // 2, x.shape[1]
    full = np.zeros((outputs, (length - 1) * stride + kernel))
    for i in range(length):
        full[:, i * stride : i * stride + kernel] += np.einsum("c,cok->ok", x[:, i], weight)
    return full[:, padding : padding + length * stride].astype(np.float32)


def convolution(x: Samples, weight: Samples) -> Samples:
    padded = np.pad(x, ((0, 0), (1, 1)))
    spans = np.stack([padded[:, k : k + x.shape[1]] for k in range(3)])
    return np.asarray(np.einsum("kct,ock->ot", spans, weight), np.float32)


@pytest.mark.parametrize(("stride", "kernel"), [(10, 20), (6, 12)])
def test_a_transposed_convolution_is_an_interleaved_one(stride: int, kernel: int) -> None:
    random = np.random.default_rng(0)
    weight = random.normal(size=(4, 3, kernel)).astype(np.float32)
    x = random.normal(size=(4, 9)).astype(np.float32)
    interleaved = convolution(x, interleaved_phases(weight, stride))
    found = interleaved.reshape(stride, 3, -1).transpose(1, 2, 0).reshape(3, -1)
    assert np.abs(found - transposed_convolution(x, weight, stride)).max() < 1e-5


def test_the_polynomial_is_the_square_of_snakes_sine() -> None:
    v = np.linspace(-3, 3, 10_001)
    q = (v - np.round(v)) ** 2
    found = q * np.polyval(sine_polynomial(5)[::-1].astype(float), q)
    wanted = np.sin(np.pi * v) ** 2 / np.pi
    assert np.abs(found - wanted).max() < 1e-6
