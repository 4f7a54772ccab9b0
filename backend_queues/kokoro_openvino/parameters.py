"""Kokoro's parameters in float32 by upstream's names, read from the quantised ONNX file.

The export has folded each weight normalisation, quantised most weights to 8 bits and named its
nodes after upstream's modules: "/encoder/text_encoder/cnn.0/cnn.0.0/Conv_quant" holds
"text_encoder.cnn.0.0.weight". Only building needs this, and the package onnx.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, numpy_helper

Array = NDArray[np.float32]
Parameters = Mapping[str, Array]

PARTS = ("bert", "bert_encoder", "predictor", "decoder", "text_encoder")
PLAIN = re.compile(r"\.(weight|bias|gamma|beta|alpha[12]\.\d+)$")


def read_parameters(path: Path) -> Parameters:
    """Return the parameters of the file.

    The weights of a linear layer have upstream's shape (outputs, inputs); those of an LSTM are
    ONNX's `W`, `R` and `B`, with a first axis of directions and the gates in the order i, o, f, c.
    """
    file = _File(path)
    parameters = {
        name: file.array(stored).astype(np.float32)
        for stored in file.stored
        if (name := _parameter_path(stored)) and PLAIN.search(name)
    }
    for node in file.nodes:
        for name, array in file.parameters_of(node):
            parameters.setdefault(name, np.ascontiguousarray(array, dtype=np.float32))
    return parameters


class _File:
    def __init__(self, path: Path) -> None:
        graph = onnx.load(str(path)).graph
        self.nodes = graph.node
        self.stored = {tensor.name: tensor for tensor in graph.initializer}
        self._readers = {name: node for node in graph.node for name in node.input}

    def array(self, name: str) -> NDArray[np.generic]:
        return np.asarray(numpy_helper.to_array(self.stored[name]))

    def parameters_of(self, node: NodeProto) -> list[tuple[str, Array]]:
        """Return what the node holds of upstream's parameters."""
        inputs = list(node.input)
        if node.op_type == "Gather":
            return self._embedding(inputs[0])
        module = _module_path(node.name)
        if not module or len(inputs) < 2 or inputs[1] not in self.stored:
            return []
        match node.op_type:
            case "MatMulInteger" | "MatMul":
                return [(f"{module}.weight", self._weight(node, -1).T)]
            case "Gemm":
                weight = self._weight(node, -1)
                return [(f"{module}.weight", weight if _is_transposed(node) else weight.T)]
            case "ConvInteger" | "Conv" | "ConvTranspose":
                return [(f"{module}.weight", self._weight(node, 0))]
            case "LSTM" | "DynamicQuantizeLSTM":
                return self._lstm(module, inputs)
        return []

    def _embedding(self, stored: str) -> list[tuple[str, Array]]:
        name = _parameter_path(stored)
        if not name or not stored.endswith("_quantized"):
            return []
        gathered = next(node for node in self.nodes if stored in node.input).output[0]
        scale, zero = [*self._readers[gathered].input, ""][1:3]
        return [(name.removesuffix("_quantized"), self._dequantised(stored, scale, zero, 0))]

    def _weight(self, node: NodeProto, axis: int) -> Array:
        name = node.input[1]
        if not node.op_type.endswith("Integer"):
            return self.array(name).astype(np.float32)
        zero = node.input[3] if len(node.input) > 3 else ""
        scale = name.removesuffix("_quantized") + "_scale"
        return self._dequantised(name, scale, zero, axis)

    def _lstm(self, module: str, inputs: list[str]) -> list[tuple[str, Array]]:
        bias = (f"{module}.B", self.array(inputs[3]).astype(np.float32))
        if len(inputs) < 12:  # a float LSTM
            pairs = zip("WR", inputs[1:3], strict=True)
            return [*((f"{module}.{k}", self.array(n).astype(np.float32)) for k, n in pairs), bias]
        w = self._dequantised(inputs[1], inputs[8], inputs[9], 0).transpose(0, 2, 1)
        r = self._dequantised(inputs[2], inputs[10], inputs[11], 0).transpose(0, 2, 1)
        return [(f"{module}.W", w), (f"{module}.R", r), bias]

    def _dequantised(self, name: str, scale: str, zero: str, axis: int) -> Array:
        """Return (quantised - zero point) * scale, both for each index of the axis or for all."""
        quantised = self.array(name).astype(np.int32)

        def along(values: NDArray[Any]) -> NDArray[Any]:
            shape = [-1 if i == axis % quantised.ndim else 1 for i in range(quantised.ndim)]
            return values.reshape(shape if values.size > 1 else ())

        zero_point = self.array(zero).astype(np.int32) if zero else np.zeros((), np.int32)
        centred = (quantised - along(zero_point)).astype(np.float32)
        return np.asarray(centred * along(self.array(scale).astype(np.float32)), np.float32)


def _is_transposed(gemm: NodeProto) -> bool:
    return any(attribute.name == "transB" and attribute.i for attribute in gemm.attribute)


def _module_path(node: str) -> str:
    """Return the path of upstream's module that a node belongs to, or ""."""
    top, *path = node.strip("/").split("/")[:-1] or [""]
    if top not in ("encoder", "decoder") or not path or "istft" in path:
        return ""
    if top == "encoder" and path[0] not in PARTS:
        path.insert(0, "predictor")
    modules: list[str] = []
    for piece in (re.sub(r"_\d+$", "", piece) for piece in path):
        if modules and piece.startswith(f"{modules[-1]}."):
            modules.pop()  # the exporter repeats the way to an item of a list
        modules.append(piece)
    return ".".join(modules)


def _parameter_path(stored: str) -> str:
    top, _, rest = stored.partition(".")
    known = top in ("encoder", "decoder") and rest.split(".")[0] in PARTS
    return rest if known and ".istft." not in rest else ""
