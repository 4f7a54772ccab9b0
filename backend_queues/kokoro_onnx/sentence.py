"""All before the generator as a graph: the int8 file's, cut off, with faster convolutions.

Inputs: `tokens` int64 (1, k + 2), `style` float32 (1, 256), `speed` float32 (1,). Outputs are named
as in `Sentence`; `f0_hz` and `energy` are (1, F) here.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
from onnx import helper

from backend_queues.kokoro_onnx.graph import Array, Builder, Shape, Source
from backend_queues.kokoro_onnx.layers import Layers, Quantised

OUTPUTS = {
    "hidden": "/decoder/decoder/decode.3/Div_4_output_0",
    "source": "source_without_empty_bins",
    "f0_hz": "/encoder/Reshape_output_0",
    "energy": "/encoder/Reshape_1_output_0",
    "durations": "/encoder/Gather_output_0",
}
REAL, IMAGINARY = (f"/decoder/decoder/generator/Gather_{i}_output_0" for i in (4, 5))
# Tells whether the angle of a negative real part is pi or -pi. Where the imaginary part is zero, as
# in the lowest bin and the highest, it is pi, as upstream's.
ABOVE_ZERO = "/decoder/decoder/generator/Greater"
MAGNITUDES = "/decoder/decoder/generator/Sqrt_output_0"
ANGLES = "/decoder/decoder/generator/Where_1_output_0"
# In silence most bins are empty. Their angles would be what the transform's rounding makes of them,
# which the generator reads like all others, so that speech would depend on the processor.
EMPTY = np.float32(1e-6)
FEW_VALUES = 64  # a convolution whose outputs see fewer is left as it is


def sentence_graph(source: Source, unsigned: bool) -> Any:
    graph = Builder()
    layers = Layers(graph, unsigned)
    nodes = needed(source.nodes, [MAGNITUDES, ANGLES, *OUTPUTS.values()])
    convolutions = {
        chain[-1].output[0]: chain for chain in convolution_chains(nodes) if is_large(source, chain)
    }
    for node in nodes:
        if node.op_type == "STFT":
            transform(graph, source, node)
        elif node.output[0] in convolutions:
            convolve(layers, source, nodes, convolutions[node.output[0]])
        elif node.name == ABOVE_ZERO:
            graph.op("GreaterOrEqual", *node.input, out=node.output[0])
        elif node.output[0] not in (REAL, IMAGINARY):
            graph.nodes.append(node)
    without_empty_bins(graph, OUTPUTS["source"])
    for name, tensor in OUTPUTS.items():
        graph.op("Identity", tensor, out=name)
    graph.nodes = needed(graph.nodes, OUTPUTS)
    graph.constants = used([*source.tensors, *graph.constants], graph.nodes)
    inputs: dict[str, tuple[str, Shape]] = {
        "tokens": ("int64", (1, "tokens")),
        "style": ("float32", (1, 256)),
        "speed": ("float32", (1,)),
    }
    types = dict.fromkeys(OUTPUTS, "float32") | {"durations": "int64"}
    return graph.model(inputs, types)


def needed(nodes: list[Any], outputs: Iterable[str]) -> list[Any]:
    """Those of the nodes, which are in order, that the outputs are made by."""
    wanted, found = set(outputs), []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            wanted.update(node.input)
            found.append(node)
    return found[::-1]


def used(tensors: list[Any], nodes: list[Any]) -> list[Any]:
    names = {name for node in nodes for name in node.input}
    return [tensor for tensor in tensors if tensor.name in names]


def convolution_chains(nodes: list[Any]) -> list[list[Any]]:
    """Each convolution of integers and what makes real numbers of its result: Add?, Cast, Mul."""
    consumers = defaultdict(list)
    for node in nodes:
        for name in node.input:
            consumers[name].append(node)
    chains = []
    for node in nodes:
        if node.op_type == "ConvInteger":
            chain = [node]
            while chain[-1].op_type != "Mul":
                (follower,) = consumers[chain[-1].output[0]]
                chain.append(follower)
            chains.append(chain)
    return chains


def is_large(source: Source, chain: list[Any]) -> bool:
    """Whether the convolution is worth a product: it sees many values, at each step."""
    _, inputs, taps = source.constant(chain[0].input[1]).shape
    return bool(inputs * taps >= FEW_VALUES and attributes(chain[0])["strides"] == [1])


def convolve(layers: Layers, source: Source, nodes: list[Any], chain: list[Any]) -> None:
    """Write the chain as a product; its result keeps its name."""
    graph, node, scale = layers.graph, chain[0], chain[-1]
    (quantise,) = (n for n in nodes if node.input[0] in n.output)
    has_bias = chain[1].op_type == "Add"
    bias = next(i for i in scale.input if i.endswith(".bias_scale")) if has_bias else ""
    weights = Quantised.read(source, node, bias.removesuffix("_scale"))
    rows = graph.op("Squeeze", quantise.output[0], graph.integers(0))
    quantised = [graph.op("Transpose", rows, perm=[1, 0]), *quantise.output[1:]]
    made = layers.convolution(quantised, weights, attributes(node)["dilations"][0])
    columns = graph.op("Transpose", made, perm=[1, 0])
    graph.op("Unsqueeze", columns, graph.integers(0), out=scale.output[0])


def transform(graph: Builder, source: Source, node: Any) -> None:
    """Write the short-time Fourier transform as a convolution: ONNX Runtime's own is slow."""
    signal, step, window, _ = node.input
    weight = fourier(source.constant(window))
    spectrum = graph.op(
        "Conv",
        graph.op("Unsqueeze", signal, graph.integers(1)),
        graph.constant(weight),
        kernel_shape=[weight.shape[2]],
        strides=[int(source.constant(step))],
    )
    graph.nodes.append(
        helper.make_node("Split", [spectrum], [REAL, IMAGINARY], axis=1, num_outputs=2)
    )


def without_empty_bins(graph: Builder, out: str) -> None:
    """Write magnitudes and angles of the harmonic source; an angle is 0 where there is nothing."""
    empty = graph.op("Less", MAGNITUDES, graph.constant(EMPTY))
    angles = graph.op("Where", empty, graph.constant(np.float32(0)), ANGLES)
    graph.op("Concat", MAGNITUDES, angles, axis=1, out=out)


def fourier(window: Array) -> Array:
    """Weights (2 * bins, 1, size): the real parts of the bins, then the imaginary ones."""
    size = len(window)
    angles = 2 * np.pi * np.outer(np.arange(size // 2 + 1), np.arange(size)) / size
    both = np.concatenate([np.cos(angles), -np.sin(angles)]).round(15) * window
    return np.asarray(both[:, np.newaxis].astype(np.float32))


def attributes(node: Any) -> dict[str, Any]:
    return {a.name: helper.get_attribute_value(a) for a in node.attribute}
