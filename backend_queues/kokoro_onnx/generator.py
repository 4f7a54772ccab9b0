"""The generator as a graph whose adaptive norms take their statistics from outside, or their own.

Inputs: `hidden` (1, 512, F), `source` (1, 22, 60 F + 1), `style` (1, 256), `mean` and
`log_deviation` (9216,), and `own`: whether the norms ignore those and use the statistics of what
comes to them. Outputs: `samples` (300 F,), `used_mean` and `used_log_deviation` (9216,).

In between all is [time, channels]. The int8 file's integers are used in the residual blocks, which
are nearly all of the work; the little that reads the harmonic source is done in float32.
"""

from typing import Any

import numpy as np

from backend_queues.kokoro_onnx.graph import Array, Builder, Shape, Source
from backend_queues.kokoro_onnx.layers import Layers, Quantised, transposed_convolution
from backend_queues.kokoro_onnx.norms import BLOCKS, DILATIONS, NODES, Norms

PARAMETERS = "decoder.decoder.generator"
CHANNELS = sum(BLOCKS.values()) * 2 * len(DILATIONS)
# The file's, which has the factor behind the transform. They make 1.5 times upstream's level, for
# the file does not divide by the sum of the squared windows.
BASIS, FACTOR = f"{PARAMETERS}.stft.istft.stft.inverse_basis", 4


class Generator:
    """Writes the graph of the generator that a file has."""

    def __init__(self, source: Source, unsigned: bool) -> None:
        self._source, self._graph = source, Builder()
        self._layers = Layers(self._graph, unsigned)
        self._norms = Norms(source, self._layers)

    def model(self) -> Any:
        x = self._rows("hidden")
        for stage in range(2):
            x = self._stage(x, stage)
        self._samples(self._spectrum(x))
        self._norms.write_used()
        inputs: dict[str, tuple[str, Shape]] = {
            "hidden": ("float32", (1, 512, "frames")),
            "source": ("float32", (1, 22, "steps")),
            "style": ("float32", (1, 256)),
            "mean": ("float32", (CHANNELS,)),
            "log_deviation": ("float32", (CHANNELS,)),
            "own": ("bool", ()),
        }
        outputs = dict.fromkeys(("samples", "used_mean", "used_log_deviation"), "float32")
        return self._graph.model(inputs, outputs)

    def _stage(self, x: str, stage: int) -> str:
        """Upsample, add what comes of the harmonic source, and sum up three blocks."""
        graph = self._graph
        x = self._upsample(graph.op("LeakyRelu", x, alpha=0.1), stage)
        x = graph.op("Add", x, self._block(self._harmonics(stage), f"noise_res.{stage}"))
        first, second, third = (self._block(x, f"resblocks.{3 * stage + i}") for i in range(3))
        return graph.op("Add", graph.op("Add", first, second), third)

    def _upsample(self, x: str, stage: int) -> str:
        _, weight, bias = self._source.node(f"{NODES}/ups.{stage}/ConvTranspose").input
        values = self._source.constant(weight)
        if stage == 1:
            values = averaging(values)
        x = transposed_convolution(self._layers, x, values, self._source.constant(bias))
        if stage == 0:
            return x
        second = self._graph.op("Slice", x, *map(self._graph.integers, (1, 2, 0)))
        return self._graph.op("Concat", second, x, axis=0)  # the edge is reflected

    def _harmonics(self, stage: int) -> str:
        layer = f"noise_convs.{stage}"
        node = self._source.node(f"{NODES}/{layer}/Conv_quant")
        weights = Quantised.read(self._source, node)
        taps = weights.weight.shape[2]
        convolved = self._graph.op(
            "Conv",
            "source",
            self._graph.constant(weights.real()),
            self._graph.constant(self._source.constant(f"{PARAMETERS}.{layer}.bias")),
            kernel_shape=[taps],
            strides=[max(1, taps // 2)],
            pads=[taps // 4, taps // 4],
        )
        return self._rows(convolved)

    def _block(self, x: str, block: str) -> str:
        for i, dilation in enumerate(DILATIONS):
            y = self._half(x, block, f"1.{i}", dilation)
            y = self._half(y, block, f"2.{i}", 1)
            x = self._graph.op("Add", y, x)
        return x

    def _half(self, x: str, block: str, number: str, dilation: int) -> str:
        """Norm, activation, convolution."""
        active = self._norms.activate(x, block, number)
        node = self._source.node(f"{NODES}/{block}/convs{number}/Conv_quant")
        weights = Quantised.read(self._source, node, f"{PARAMETERS}.{block}.convs{number}.bias")
        quantised = self._graph.ops("DynamicQuantizeLinear", active, outputs=3)
        return self._layers.convolution(quantised, weights, dilation)

    def _spectrum(self, x: str) -> str:
        """(1, 22, 60 F + 1): eleven logarithms of magnitudes, eleven angles of a sine."""
        _, weight, bias = self._source.node(f"{NODES}/conv_post/Conv").input
        values = averaging(self._source.constant(weight))
        taps = values.shape[2]
        x = self._graph.op("LeakyRelu", x, alpha=0.01)
        return self._graph.op(
            "Conv",
            self._columns(x),
            self._graph.constant(values),
            self._graph.constant(self._source.constant(bias)),
            kernel_shape=[taps],
            pads=[taps // 2, taps // 2],
        )

    def _samples(self, spectrum: str) -> None:
        """The inverse short-time Fourier transform."""
        graph, basis = self._graph, FACTOR * self._source.constant(BASIS)
        logarithm, angle = graph.ops("Split", spectrum, outputs=2, axis=1, num_outputs=2)
        magnitude, phase = graph.op("Exp", logarithm), graph.op("Sin", angle)
        parts = [graph.op("Mul", magnitude, graph.op(part, phase)) for part in ("Cos", "Sin")]
        size = basis.shape[2]
        wave = graph.op(
            "ConvTranspose",
            graph.op("Concat", *parts, axis=1),
            graph.constant(basis),
            kernel_shape=[size],
            strides=[size // 4],
            pads=[size // 2, size // 2],
        )
        graph.op("Reshape", wave, graph.integers(-1), out="samples")

    def _rows(self, x: str) -> str:
        """[1, channels, time] as [time, channels]."""
        flat = self._graph.op("Squeeze", x, self._graph.integers(0))
        return self._graph.op("Transpose", flat, perm=[1, 0])

    def _columns(self, x: str) -> str:
        """[time, channels] as [1, channels, time]."""
        flat = self._graph.op("Transpose", x, perm=[1, 0])
        return self._graph.op("Unsqueeze", flat, self._graph.integers(0))


def averaging(weight: Array) -> Array:
    """The weights of a layer that is given the sum of three blocks, and not their average."""
    return np.asarray(weight / np.float32(3))
