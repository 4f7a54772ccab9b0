"""Layers of integers in [time, channels], as ONNX Runtime computes them fast.

ONNX Runtime has one slow way of convolving integers, but fast products of integer matrices. So a
convolution is a product here: each row of the first matrix has the values that one output sees.
The products are fastest where the weights have a sign and the processor has VNNI, or is an ARM;
other processors lose bits then, and get unsigned weights, made of the stored ones at load.
"""

from typing import Any

import msgspec
import numpy as np

from backend_queues.kokoro_onnx.graph import INT32, UINT8, Array, Builder, Source

MICROSOFT = "com.microsoft"
TO_THE_END = 2**62
MIDDLE = 128  # an unsigned number less this is the signed one


class Quantised(msgspec.Struct, frozen=True):
    """A layer's weights: a number w of `weight`, int8, stands for (w - zero_point) * scale.

    `weight` is (outputs, inputs, taps) of a convolution, (inputs, outputs) of a linear layer.
    """

    weight: Array
    zero_point: Array
    scale: Array
    bias: Array | None

    @classmethod
    def read(cls, source: Source, node: Any, bias: str = "") -> "Quantised":
        """Read the weights of a ConvInteger or a MatMulInteger."""
        _, weight, _, zero_point = node.input
        return cls(
            _signed(source.constant(weight)),
            _signed(source.constant(zero_point)),
            source.constant(weight.removesuffix("_quantized") + "_scale"),
            source.constant(bias) if bias else None,
        )

    def real(self) -> Array:
        """The float32 values of the weights."""
        whole = self.weight.astype(np.int32) - self.zero_point.astype(np.int32)
        return whole.astype(np.float32) * self.scale


def _signed(values: Array) -> Array:
    if values.dtype == np.int8:
        return values
    return np.asarray((values.astype(np.int16) - MIDDLE).astype(np.int8))


class Layers:
    """Writes layers into a graph; `unsigned` is for processors without VNNI."""

    def __init__(self, graph: Builder, unsigned: bool) -> None:
        self.graph, self._unsigned = graph, unsigned

    def product(self, rows: str, quantised: list[str], weights: Quantised) -> str:
        """Multiply rows, which DynamicQuantizeLinear made as `quantised`, by weights (in, out)."""
        graph = self.graph
        _, scale, zero_point = quantised
        weight, weight_zero_point = map(self._stored, (weights.weight, weights.zero_point))
        bias = "" if weights.bias is None else graph.constant(weights.bias)
        weight_scale = graph.constant(weights.scale)
        inputs = (rows, weight, scale, weight_scale, zero_point, weight_zero_point, bias)
        return graph.op("MatMulIntegerToFloat", *inputs, domain=MICROSOFT)

    def convolution(self, quantised: list[str], weights: Quantised, dilation: int) -> str:
        """Convolve what DynamicQuantizeLinear made, [time, inputs]; the result is as long."""
        outputs, inputs, taps = weights.weight.shape
        matrix = weights.weight.transpose(2, 1, 0).reshape(taps * inputs, outputs)
        rows = self._seen(quantised, taps, dilation)
        flat = msgspec.structs.replace(weights, weight=np.ascontiguousarray(matrix))
        return self.product(rows, quantised, flat)

    def _seen(self, quantised: list[str], taps: int, dilation: int) -> str:
        """[time, taps * inputs]: what each output of a convolution sees."""
        values, _, zero_point = quantised
        if taps == 1:
            return values
        edge = (taps - 1) * dilation // 2
        padded = self.graph.op("Pad", values, self.graph.integers(edge, 0, edge, 0), zero_point)
        cuts = [
            self.cut(padded, tap * dilation, (tap + 1 - taps) * dilation) for tap in range(taps)
        ]
        return self.graph.op("Concat", *cuts, axis=1)

    def cut(self, x: str, start: int, end: int) -> str:
        """Rows from `start` on; an `end` of 0 or less counts from behind."""
        bounds = (start, end if end < 0 else TO_THE_END, 0)
        return self.graph.op("Slice", x, *map(self.graph.integers, bounds))

    def _stored(self, values: Array) -> str:
        """Integers as they are multiplied; ONNX Runtime computes what is constant once, at load."""
        name = self.graph.constant(values)
        if not self._unsigned:
            return name
        shifted = self.graph.op(
            "Add",
            self.graph.op("Cast", name, to=INT32),
            self.graph.constant(np.array(MIDDLE, np.int32)),
        )
        return self.graph.op("Cast", shifted, to=UINT8)


def transposed_convolution(layers: Layers, x: str, weight: Array, bias: Array) -> str:
    """Make `stride` rows of each; weight (inputs, outputs, 2 * stride), padding stride / 2.

    The first half of the rows that come of row i is made of rows i - 1 and i, the second of i and
    i + 1.
    """
    graph = layers.graph
    inputs, outputs, taps = weight.shape
    padded = graph.op("Pad", x, graph.integers(1, 0, 1, 0))
    before, after = layers.cut(padded, 0, -2), layers.cut(padded, 2, 0)
    quarters = np.split(weight.transpose(0, 2, 1), 4, axis=1)
    of_after, early, late, of_before = (quarter.reshape(inputs, -1) for quarter in quarters)
    halves = (
        graph.op(
            "MatMul", graph.op("Concat", *rows, axis=1), graph.constant(np.concatenate(matrix))
        )
        for rows, matrix in (((before, x), (of_before, early)), ((x, after), (late, of_after)))
    )
    wide = graph.op(
        "Add", graph.op("Concat", *halves, axis=1), graph.constant(np.tile(bias, taps // 2))
    )
    return graph.op("Reshape", wide, graph.integers(-1, outputs))
