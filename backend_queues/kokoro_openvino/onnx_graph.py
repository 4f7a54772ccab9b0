"""Builds an ONNX graph operation by operation, with the layers that Kokoro is made of.

A sentence is padded to one of a few lengths, for whose shapes the kernels are there already. A
`mask`, 1 where the sentence is and 0 behind it, keeps the padding out of the result.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from backend_queues.kokoro_openvino.parameters import Array, Parameters

Shapes = dict[str, list[int | str]]  # by input; a string is a length that is not fixed

OPSET, IR_VERSION = 17, 9
LEAKY = 0.2
LSTM_SIZE = 256  # of each direction
CLOSED = -1e4  # what shuts a gate: its sigmoid is 0


def ints(*values: int) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def real(value: float) -> NDArray[np.float32]:
    return np.array(value, np.float32)


class Graph:
    """The operations of one graph; a tensor is named by the string that `op` returns."""

    def __init__(self, parameters: Parameters, name: str) -> None:
        self.p = parameters
        self._name = name
        self._nodes: list[Any] = []
        self._constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._stored: list[TensorProto] = []

    def const(self, values: NDArray[Any]) -> str:
        """Return the constant, which is stored once however often it is used."""
        key = (values.dtype.str, values.shape, values.tobytes())
        if key not in self._constants:
            self._constants[key] = name = f"constant{len(self._constants)}"
            self._stored.append(numpy_helper.from_array(values, name))
        return self._constants[key]

    def op(self, kind: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        return self.ops(kind, *inputs, outs=[out or f"t{len(self._nodes)}"], **attributes)[0]

    def ops(self, kind: str, *inputs: str, outs: Sequence[str], **attributes: Any) -> Sequence[str]:
        name = f"{kind}_{len(self._nodes)}"
        self._nodes.append(
            helper.make_node(kind, list(inputs), list(outs), name=name, **attributes)
        )
        return outs

    def model(self, inputs: Shapes, outputs: Sequence[str]) -> ModelProto:
        """Return the graph with these inputs and outputs."""
        kinds = {"tokens": TensorProto.INT64}
        described = [
            helper.make_tensor_value_info(name, kinds.get(name, TensorProto.FLOAT), shape)
            for name, shape in inputs.items()
        ]
        results = [helper.make_tensor_value_info(o, TensorProto.FLOAT, None) for o in outputs]
        graph = helper.make_graph(self._nodes, self._name, described, results, self._stored)
        opset = [helper.make_opsetid("", OPSET)]
        return helper.make_model(graph, opset_imports=opset, ir_version=IR_VERSION)

    def add(self, a: str, b: str | float) -> str:
        return self.op("Add", a, self._operand(b))

    def mul(self, a: str, b: str | float) -> str:
        return self.op("Mul", a, self._operand(b))

    def _operand(self, b: str | float) -> str:
        return b if isinstance(b, str) else self.const(real(b))

    def reshape(self, x: str, *shape: int) -> str:
        return self.op("Reshape", x, self.const(ints(*shape)))

    def unsqueeze(self, x: str, axis: int) -> str:
        return self.op("Unsqueeze", x, self.const(ints(axis)))

    def transpose(self, x: str, *axes: int) -> str:
        return self.op("Transpose", x, perm=axes)

    def cut(self, x: str, start: int, end: int, axis: int, step: int = 1) -> str:
        return self.op("Slice", x, *(self.const(ints(v)) for v in (start, end, axis, step)))

    def halves(self, x: str, axis: int, size: int) -> tuple[str, str]:
        return self.cut(x, 0, size, axis), self.cut(x, size, 2 * size, axis)

    def linear(self, x: str, name: str) -> str:
        weight = np.ascontiguousarray(self.p[f"{name}.weight"].T)
        return self.add(
            self.op("MatMul", x, self.const(weight)), self.const(self.p[f"{name}.bias"])
        )

    def layer_norm(self, x: str, gamma: Array, beta: Array, epsilon: float) -> str:
        scale, shift = self.const(gamma), self.const(beta)
        return self.op("LayerNormalization", x, scale, shift, axis=-1, epsilon=epsilon)

    def conv(
        self,
        x: str,
        name: str,
        pad: int = 0,
        stride: int = 1,
        dilation: int = 1,
        weight: Array | None = None,
    ) -> str:
        weight = self.p[f"{name}.weight"] if weight is None else weight.astype(np.float32)
        bias = [self.const(self.p[f"{name}.bias"])] if f"{name}.bias" in self.p else []
        return self.op(
            "Conv",
            x,
            self.const(weight),
            *bias,
            kernel_shape=[weight.shape[-1]],
            pads=[pad, pad],
            strides=[stride],
            dilations=[dilation],
        )

    def lstm(self, x: str, outside: str, name: str) -> str:
        """[L, 1, I] to both directions' [L, 1, 512]; `outside` [L, 1, 1] is 1 in the padding.

        The backward direction starts in the padding and must leave it as it begins, with a cell of
        zeros: so the padding is an input of its own that closes the input gate.
        """
        w = self.p[f"{name}.W"]
        closing = np.zeros((2, 4 * LSTM_SIZE, 1), np.float32)
        closing[:, :LSTM_SIZE] = CLOSED  # the gates' order is i, o, f, c
        weights = (np.concatenate([w, closing], 2), self.p[f"{name}.R"], self.p[f"{name}.B"])
        both = self.op(
            "LSTM",
            self.op("Concat", x, outside, axis=2),
            *map(self.const, weights),
            hidden_size=LSTM_SIZE,
            direction="bidirectional",
        )
        return self.reshape(self.transpose(both, 0, 2, 1, 3), 0, 0, -1)

    def interleave(self, even: str, odd: str, channels: int) -> str:
        """Two of [1, C, L] to [1, C, 2 L]."""
        both = self.op("Concat", self.unsqueeze(even, 3), self.unsqueeze(odd, 3), axis=3)
        return self.reshape(both, 1, channels, -1)


def masked_statistics(g: Graph, x: str, mask: str, count: str) -> tuple[str, str, str]:
    """Return (x less its mean, mean, variance) by channel, [1, C, ...]; all 0 in the padding.

    Not by the mean of squares, which in bfloat16 can be less than the square of the mean; and not
    in the form that OpenVINO (2026.4) turns into its MVN, which crashes where there is only AVX2.
    """
    mean = g.op("Div", g.op("ReduceSum", g.mul(x, mask), g.const(ints(2))), count)
    centred = g.mul(g.op("Sub", x, mean), mask)
    squares = g.op("ReduceSum", g.mul(centred, centred), g.const(ints(2)))
    return centred, mean, g.op("Div", squares, count)


class Styled:
    """Residual blocks whose norms are scaled and shifted by a style: upstream's AdainResBlk1d."""

    def __init__(self, g: Graph, style: str, mask: str) -> None:
        """`mask` is [1, 1, L] of what comes in; a block that doubles the length doubles it."""
        self._g = g
        self._style = style
        self._set_mask(mask)

    def _set_mask(self, mask: str) -> None:
        self.mask = mask
        self._count = self._g.op("ReduceSum", mask, self._g.const(ints(2)))

    def at_double_length(self) -> "Styled":
        g = self._g
        return Styled(g, self._style, g.interleave(self.mask, self.mask, 1))

    def norm(self, x: str, name: str) -> str:
        """AdaIN1d."""
        g, size = self._g, self._g.p[f"{name}.fc.bias"].size // 2
        gamma, beta = g.halves(g.unsqueeze(g.linear(self._style, f"{name}.fc"), 2), 1, size)
        centred, _, variance = masked_statistics(g, x, self.mask, self._count)
        scale = g.op("Div", g.add(gamma, 1.0), g.op("Sqrt", g.add(variance, 1e-5)))
        return g.mul(g.add(g.mul(centred, scale), beta), self.mask)

    def block(self, x: str, name: str) -> str:
        r = self._activated(x, f"{name}.norm1")
        r = self._g.conv(r, f"{name}.conv1", 1)
        return self._joined(r, self._shortcut(x, name), name)

    def doubling_block(self, x: str, name: str, doubled: "Styled") -> str:
        """A block at twice the length, that of `doubled`."""
        g = self._g
        r = self._doubled(self._activated(x, f"{name}.norm1"), f"{name}.pool")
        r = g.conv(g.mul(r, doubled.mask), f"{name}.conv1", 1)
        short = self._shortcut(x, name)
        channels = g.p[f"{name}.conv1x1.weight"].shape[0]
        return doubled._joined(r, g.interleave(short, short, channels), name)

    def _activated(self, x: str, norm: str) -> str:
        return self._g.op("LeakyRelu", self.norm(x, norm), alpha=LEAKY)

    def _shortcut(self, x: str, name: str) -> str:
        known = f"{name}.conv1x1.weight" in self._g.p
        return self._g.conv(x, f"{name}.conv1x1") if known else x

    def _joined(self, r: str, short: str, name: str) -> str:
        r = self._g.conv(self._activated(r, f"{name}.norm2"), f"{name}.conv2", 1)
        return self._g.mul(self._g.add(r, short), 2**-0.5)

    def _doubled(self, r: str, name: str) -> str:
        """A transposed convolution of each channel: kernel 3, stride 2, padding 1, 1 at the end."""
        g, kernel = self._g, self._g.p[f"{name}.weight"][:, 0]
        channels = len(kernel)
        bias = g.const(self._g.p[f"{name}.bias"].reshape(1, channels, 1))
        before, here, after = (
            g.const(np.ascontiguousarray(kernel[:, i]).reshape(1, channels, 1)) for i in range(3)
        )
        following = g.cut(g.op("Pad", r, g.const(ints(0, 0, 0, 0, 0, 1))), 1, 2**40, 2)
        even = g.add(g.mul(r, here), bias)
        odd = g.add(g.add(g.mul(r, after), g.mul(following, before)), bias)
        return g.interleave(even, odd, channels)
