"""The generator's adaptive norms: what the style makes of them, and whose statistics they use.

A norm and the Snake behind it, y + sin(alpha * y)^2 / alpha, are written as (v + sin(v)^2) / alpha
with v = x * scale + shift, where alpha is in scale and shift already.
"""

from typing import Any, NamedTuple

import numpy as np
from onnx import helper

from backend_queues.kokoro_onnx.graph import Array, Source, branch
from backend_queues.kokoro_onnx.layers import Layers, Quantised

NODES = "/decoder/decoder/generator"
# Upstream's order, and the channels of each.
BLOCKS = {
    **dict.fromkeys(("noise_res.0", "resblocks.0", "resblocks.1", "resblocks.2"), 256),
    **dict.fromkeys(("noise_res.1", "resblocks.3", "resblocks.4", "resblocks.5"), 128),
}
DILATIONS = (1, 3, 5)
NUMBERS = tuple(f"{half}.{i}" for i in range(len(DILATIONS)) for half in (1, 2))
EPSILON = np.float32(1e-5)
LINEAR = "fc/Gemm_MatMul_quant"


class Norm(NamedTuple):
    """The tensors of a norm, one number a channel, by their names in the graph."""

    gain: str  # what is normalised is multiplied by it
    bias: str
    mean: str  # the statistics from outside
    deviation: str


class Norms:
    """Writes norms into a graph; the inputs `style`, `mean`, `log_deviation`, `own` are in it."""

    def __init__(self, source: Source, layers: Layers) -> None:
        self._source, self._layers, self._graph = source, layers, layers.graph
        self._used: dict[tuple[str, str], tuple[str, str]] = {}
        self._norms = self._read()

    def activate(self, x: str, block: str, number: str) -> str:
        """The norm of x, [time, channels], and the activation behind it."""
        graph, norm = self._graph, self._norms[block, number]
        mean, deviation = self._used[block, number] = self._statistics(x, norm, block + number)
        alpha = self._alpha(block, number)
        gain = graph.op("Div", norm.gain, deviation)
        shift = graph.op("Sub", norm.bias, graph.op("Mul", mean, gain))
        by_alpha = [graph.op("Mul", name, graph.constant(alpha)) for name in (gain, shift)]
        v = graph.op("Add", graph.op("Mul", x, by_alpha[0]), by_alpha[1])
        sine = graph.op("Sin", v)
        both = graph.op("Add", v, graph.op("Mul", sine, sine))
        return graph.op("Mul", both, graph.constant(1 / alpha))

    def write_used(self) -> None:
        """Write the outputs `used_mean` and `used_log_deviation`, in upstream's order."""
        means, deviations = zip(*(self._used[name] for name in self._norms), strict=True)
        self._graph.op("Concat", *means, axis=0, out="used_mean")
        joined = self._graph.op("Concat", *deviations, axis=0)
        self._graph.op("Log", joined, out="used_log_deviation")

    def _read(self) -> dict[tuple[str, str], Norm]:
        names = [(block, number) for block in BLOCKS for number in NUMBERS]
        graph, sizes = self._graph, [BLOCKS[block] for block, _ in names]
        gammas, biases = self._of_style(names)
        tensors = (
            graph.op("Add", gammas, graph.constant(np.float32(1))),
            biases,
            "mean",
            graph.op("Exp", "log_deviation"),
        )
        parts = (graph.ops("Split", t, graph.integers(*sizes), outputs=len(sizes)) for t in tensors)
        return {name: Norm(*row) for name, *row in zip(names, *parts, strict=True)}

    def _of_style(self, names: list[tuple[str, str]]) -> list[str]:
        """What the linear layers of all norms make of the timbre: gammas and betas."""
        graph = self._graph
        timbre, _ = graph.ops("Split", "style", outputs=2, axis=1, num_outputs=2)
        quantised = graph.ops("DynamicQuantizeLinear", timbre, outputs=3)
        layers = [self._linear(block, number) for block, number in names]
        halves = (joined([half(layer, i) for layer in layers]) for i in range(2))
        products = [self._layers.product(quantised[0], quantised, layer) for layer in halves]
        return [graph.op("Reshape", name, graph.integers(-1)) for name in products]

    def _linear(self, block: str, number: str) -> Quantised:
        node = self._source.node(f"{NODES}/{block}/adain{number}/{LINEAR}")
        return Quantised.read(
            self._source, node, f"decoder.decoder.generator.{block}.adain{number}.fc.bias"
        )

    def _alpha(self, block: str, number: str) -> Array:
        return self._source.constant(f"decoder.decoder.generator.{block}.alpha{number}").ravel()

    def _statistics(self, x: str, norm: Norm, tag: str) -> tuple[str, str]:
        """Mean and deviation of the channels: x's own, or those from outside."""
        graph, axes = self._graph, self._graph.integers(0)
        own, given = [f"{tag}_own_{i}" for i in range(2)], [f"{tag}_given_{i}" for i in range(2)]
        epsilon = graph.constant(EPSILON)
        compute = [
            helper.make_node("ReduceMean", [x, axes], [own[0]], keepdims=0),
            helper.make_node("Sub", [x, own[0]], [f"{tag}_centred"]),
            helper.make_node("Mul", [f"{tag}_centred"] * 2, [f"{tag}_square"]),
            helper.make_node("ReduceMean", [f"{tag}_square", axes], [f"{tag}_var"], keepdims=0),
            helper.make_node("Add", [f"{tag}_var", epsilon], [f"{tag}_sum"]),
            helper.make_node("Sqrt", [f"{tag}_sum"], [own[1]]),
        ]
        take = [
            helper.make_node("Identity", [name], [output])
            for name, output in zip((norm.mean, norm.deviation), given, strict=True)
        ]
        branches: dict[str, Any] = {
            "then_branch": branch(f"{tag}_own", compute, own),
            "else_branch": branch(f"{tag}_given", take, given),
        }
        mean, deviation = graph.ops("If", "own", outputs=2, **branches)
        return mean, deviation


def half(layer: Quantised, which: int) -> Quantised:
    """The columns of a norm's linear layer that make gammas (0) or betas (1)."""
    assert layer.bias is not None
    tensors = (layer.weight, layer.zero_point, layer.scale, layer.bias)
    return Quantised(*(np.split(tensor, 2, axis=-1)[which] for tensor in tensors))


def joined(layers: list[Quantised]) -> Quantised:
    """One linear layer that makes all that several make of the same input."""
    names = ("weight", "zero_point", "scale", "bias")
    tensors = ([getattr(layer, name) for layer in layers] for name in names)
    return Quantised(*(np.concatenate(several, axis=-1) for several in tensors))
