"""The generator in real numbers, where the backend's has integers of 8 bits.

Rounding to 8 bits turns the least difference into one some 20 dB below the signal, so only without
it can be told whether two ways of computing are the same.
"""

from pathlib import Path

from backend_queues.kokoro_onnx.external import WeightsFile
from backend_queues.kokoro_onnx.files import GENERATOR, SENTENCE, model_name, needs_unsigned
from backend_queues.kokoro_onnx.generator import Generator
from backend_queues.kokoro_onnx.graph import Builder, Source
from backend_queues.kokoro_onnx.layers import Layers, Quantised
from backend_queues.kokoro_onnx.sentence import sentence_graph


class RealLayers(Layers):
    """Convolves what was quantised as it was before, with the same weights."""

    def __init__(self, graph: Builder) -> None:
        super().__init__(graph, unsigned=False)

    def convolution(self, quantised: list[str], weights: Quantised, dilation: int) -> str:
        graph, real = self.graph, weights.real()
        edge = (real.shape[2] - 1) * dilation // 2
        assert weights.bias is not None
        (quantise,) = (node for node in graph.nodes if quantised[0] in node.output)
        columns = graph.op("Transpose", quantise.input[0], perm=[1, 0])
        made = graph.op(
            "Conv",
            graph.op("Unsqueeze", columns, graph.integers(0)),
            graph.constant(real),
            graph.constant(weights.bias),
            dilations=[dilation],
            kernel_shape=[real.shape[2]],
            pads=[edge, edge],
        )
        rows = graph.op("Squeeze", made, graph.integers(0))
        return graph.op("Transpose", rows, perm=[1, 0])


class RealGenerator(Generator):
    def __init__(self, source: Source) -> None:
        super().__init__(source, unsigned=False)
        self._layers = RealLayers(self._graph)


def build_real(int8_file: Path, folder: Path) -> None:
    """Write models for this processor as `build` does; the generator's numbers are real."""
    source, unsigned = Source(int8_file), needs_unsigned()
    with WeightsFile(folder) as weights:
        weights.save(sentence_graph(source, unsigned), model_name(SENTENCE, unsigned))
        weights.save(RealGenerator(source).model(), model_name(GENERATOR, unsigned))
