"""Writing an ONNX graph node by node, and reading the one that is there. Needs the package onnx."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]
Shape = Sequence[int | str]
OPSETS = (helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1))
IR_VERSION = 9
INT32, UINT8 = TensorProto.INT32, TensorProto.UINT8
TYPES = {"float32": TensorProto.FLOAT, "int64": TensorProto.INT64, "bool": TensorProto.BOOL}


class Source:
    """The graph of a file: its nodes and constants by their names."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(path).graph
        self.nodes, self.tensors = list(graph.node), list(graph.initializer)
        self._nodes = {node.name: node for node in self.nodes}
        self._constants = {tensor.name: tensor for tensor in self.tensors}

    def node(self, name: str) -> Any:
        return self._nodes[name]

    def constant(self, name: str) -> Array:
        return np.asarray(numpy_helper.to_array(self._constants[name]))


class Builder:
    """A graph in the making. `op` returns the name of a node's output, or the names of several."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._names: dict[tuple[str, tuple[int, ...], bytes], str] = {}

    def constant(self, values: Any) -> str:
        """The name of a constant; equal ones are kept once."""
        array = np.asarray(values)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._names:
            self._names[key] = f"constant_{len(self.constants)}"
            self.constants.append(numpy_helper.from_array(array, self._names[key]))
        return self._names[key]

    def integers(self, *values: int) -> str:
        """The name of a constant as shapes, axes and bounds are given: int64, of one dimension."""
        return self.constant(np.array(values, np.int64))

    def op(
        self, kind: str, *inputs: str, out: str = "", domain: str = "", **attributes: Any
    ) -> str:
        output = out or self._fresh(kind)
        self._add(kind, inputs, [output], domain, attributes)
        return output

    def ops(self, kind: str, *inputs: str, outputs: int, **attributes: Any) -> list[str]:
        names = [f"{self._fresh(kind)}_{i}" for i in range(outputs)]
        self._add(kind, inputs, names, "", attributes)
        return names

    def _fresh(self, kind: str) -> str:
        return f"{kind}_{len(self.nodes)}"

    def _add(
        self,
        kind: str,
        inputs: Sequence[str],
        outputs: list[str],
        domain: str,
        attributes: dict[str, Any],
    ) -> None:
        name = f"{kind}_{len(self.nodes)}"
        node = helper.make_node(kind, inputs, outputs, name, domain=domain, **attributes)
        self.nodes.append(node)

    def model(self, inputs: Mapping[str, tuple[str, Shape]], outputs: Mapping[str, str]) -> Any:
        """The model; `inputs` has each one's type and shape, `outputs` each one's type."""
        given = [helper.make_tensor_value_info(n, TYPES[t], s) for n, (t, s) in inputs.items()]
        made = [helper.make_tensor_value_info(n, TYPES[t], None) for n, t in outputs.items()]
        graph = helper.make_graph(self.nodes, "graph", given, made, self.constants)
        return helper.make_model(graph, opset_imports=OPSETS, ir_version=IR_VERSION)


def branch(name: str, nodes: Sequence[Any], outputs: Sequence[str]) -> Any:
    """A branch of an If: it sees all tensors outside; its own names must be unique."""
    infos = [helper.make_tensor_value_info(output, TensorProto.FLOAT, None) for output in outputs]
    return helper.make_graph(list(nodes), name, [], infos)
