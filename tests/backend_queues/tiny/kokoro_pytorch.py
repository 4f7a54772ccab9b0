"""Writes Kokoro's PyTorch weights and voices, made of the ONNX ones, as they lie on the hub.

    python -P kokoro_pytorch.py FOLDER

They are not tiny, but real: the ONNX file's, with its rounding to 8 bits. The backend
`kokoro` must have its files. The package `onnx` is in the environment because chatterbox's
s3tokenizer asks for it.

What the export has done to the weights is undone here:

- A number q of 8 bits stands for (q - zero point) * scale. A matrix has a scale for each column, an
  LSTM one for each direction, all else a single one.
- Layers have lost their tensors' names, but a node is named by the way to its layer.
- The matrices of linear layers and of LSTMs are transposed, and an LSTM's gates are in the order
  i, o, f, c, which PyTorch has as i, f, c, o.
- Weight norm is folded: w = g * v / |v|. So v may be w itself, and g is then |w|.

What is not in the graph changes nothing: a pooler that is never called, and norms that are the
identity.
"""

import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from backend_queues.provisioning.assets import asset
from backend_queues.registry import registry

SOURCE = registry().get("kokoro")
PARTS = ("bert", "bert_encoder", "predictor", "decoder", "text_encoder")
KEPT = re.compile(r"\.(weight|bias|gamma|beta|alpha[12]\.\d)$")
QUANTISED = "_quantized"

Array = NDArray[Any]
Tensors = dict[str, Array]


class Graph:
    """The nodes of an ONNX file, and its constants by their names."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(path).graph
        self.nodes = list(graph.node)
        self._constants = {tensor.name: tensor for tensor in graph.initializer}

    def __iter__(self) -> Iterator[str]:
        return iter(self._constants)

    def __contains__(self, name: str) -> bool:
        return name in self._constants

    def __getitem__(self, name: str) -> Array:
        return np.asarray(onnx.numpy_helper.to_array(self._constants[name]))

    def real(self, quantised: str, scale: str, zero_point: str) -> Array:
        """The float32 values that a constant of 8 bits stands for."""
        values = self[quantised].astype(np.int32)
        scales, zero_points = self[scale], self[zero_point].astype(np.int32)
        if values.ndim == 3:  # an LSTM's: one for each direction, which is the first axis
            scales, zero_points = scales.reshape(-1, 1, 1), zero_points.reshape(-1, 1, 1)
        return (values - zero_points).astype(np.float32) * scales


def parameters(graph: Graph) -> Tensors:
    """The model's parameters by their names in PyTorch."""
    found: Tensors = {}
    for name in graph:
        if KEPT.search(name) and parameter_name(name):
            found[parameter_name(name)] = graph[name]
    for node in graph.nodes:
        if node.op_type == "DequantizeLinear":
            name = node.input[1].removesuffix("_scale")
            values = graph.real(name + QUANTISED, *node.input[1:])
            found[parameter_name(name)] = values
        elif layer := layer_name(node.name):
            for name, values in tensors_of(node, graph).items():
                found[f"{layer}.{name}"] = values
    return found


def parameter_name(constant: str) -> str:
    """ "decoder.decoder.F0_conv.bias" is decoder.F0_conv.bias; "" is for other tensors."""
    half, _, name = constant.partition(".")
    return name if half in ("encoder", "decoder") and name.startswith(PARTS) else ""


def layer_name(node: str) -> str:
    """ "/encoder/text_encoder/cnn.0/cnn.0.0/Conv_quant" is of text_encoder.cnn.0.0; "" is of none.

    "query_7" is the eighth use of a layer that is there once.
    """
    half, *names = node.strip("/").split("/")[:-1] or [""]
    if not names or half not in ("encoder", "decoder") or "istft" in names:
        return ""
    way = [] if names[0] in PARTS else ["predictor"]
    for name in names:
        name = re.sub(r"_\d+$", "", name)
        if way and name.startswith(f"{way[-1]}."):
            way.pop()
        way.append(name)
    return ".".join(way)


def tensors_of(node: Any, graph: Graph) -> Tensors:
    """The tensors of a layer that is one node, but for those that have kept their names."""
    constant = node.input[1] if len(node.input) > 1 else ""
    if constant not in graph:
        return {}
    if node.op_type == "DynamicQuantizeLSTM":
        return lstm(node, graph)
    if node.op_type not in ("MatMul", "MatMulInteger", "Conv", "ConvInteger", "ConvTranspose"):
        return {}
    weight = graph[constant]
    if node.op_type.endswith("Integer"):
        scale = constant.removesuffix(QUANTISED) + "_scale"
        weight = graph.real(constant, scale, node.input[3])
    if node.op_type.startswith("MatMul"):
        return {"weight": weight.T}
    return {"weight": weight} if parameter_name(constant) else weight_norm(weight)


def weight_norm(weight: Array) -> Tensors:
    axes = tuple(range(1, weight.ndim))
    norm = np.sqrt((weight.astype(np.float64) ** 2).sum(axis=axes, keepdims=True))
    # A row of zeros must not be divided by its length.
    return {"weight_g": norm.astype(np.float32), "weight_v": np.where(norm == 0, 1, weight)}


def lstm(node: Any, graph: Graph) -> Tensors:
    of_input = graph.real(node.input[1], *node.input[8:10]).transpose(0, 2, 1)
    of_state = graph.real(node.input[2], *node.input[10:12]).transpose(0, 2, 1)
    biases = np.split(graph[node.input[3]], 2, axis=1)
    found = {}
    for direction, suffix in enumerate(("", "_reverse")):
        found[f"weight_ih_l0{suffix}"] = in_order(of_input[direction])
        found[f"weight_hh_l0{suffix}"] = in_order(of_state[direction])
        found[f"bias_ih_l0{suffix}"] = in_order(biases[0][direction])
        found[f"bias_hh_l0{suffix}"] = in_order(biases[1][direction])
    return found


def in_order(gates: Array) -> Array:
    i, o, f, c = np.split(gates, 4)
    return np.concatenate([i, f, c, o])


def source(name: str) -> Path:
    return asset(SOURCE.name, SOURCE.folder, name)


def write_weights(folder: Path) -> None:
    """Write the parts' tensors, named as training on several GPUs names them."""
    parts: dict[str, dict[str, torch.Tensor]] = defaultdict(dict)
    for name, values in parameters(Graph(source("kokoro-v1.0.int8.onnx"))).items():
        part, _, rest = name.partition(".")
        tensor = torch.from_numpy(np.array(values, np.float32, order="C"))
        parts[part][f"module.{rest}"] = tensor
    torch.save(dict(parts), folder / "kokoro-v1_0.pth")


def write_voices(folder: Path) -> None:
    folder.mkdir()
    for path in source("voices/af_heart.bin").parent.glob("*.bin"):
        styles = np.fromfile(path, "<f4").reshape(-1, 1, 256)
        torch.save(torch.from_numpy(styles), folder / f"{path.stem}.pt")


def main(models: Path) -> None:
    folder = models / "kokoro-pytorch" / "v1.0"
    folder.mkdir(parents=True)
    shutil.copy(source("config.json"), folder)
    write_weights(folder)
    write_voices(folder / "voices")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
