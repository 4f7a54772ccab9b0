"""Builds what the runtime loads: Kokoro's graphs as OpenVINO files, and arrays for numpy.

Run at install, with the package onnx beside OpenVINO; a worker has no need of it:

    python -m backend_queues.kokoro_openvino.build kokoro-v1.0.int8.onnx FOLDER
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openvino

from backend_queues.kokoro_openvino import before_generator, generator
from backend_queues.kokoro_openvino.affine import ARRAYS
from backend_queues.kokoro_openvino.generator import NORMS, PREFIX
from backend_queues.kokoro_openvino.parameters import Array, Parameters, read_parameters

GRAPHS = (
    before_generator.text,
    before_generator.prosody,
    before_generator.decoder,
    generator.window,
    generator.whole,
    generator.head,
)


def build(quantised: Path, folder: Path, report: Callable[[str], None]) -> None:
    """Write the graphs and arrays made from the quantised model into the folder.

    The weights are stored in float16, which loses nothing that 8 bits had.
    """
    report("reading the weights")
    parameters = read_parameters(quantised)
    core = openvino.Core()
    for graph in GRAPHS:
        report(f"making the graph {graph.__name__}")
        model = core.read_model(graph(parameters).SerializeToString())
        openvino.save_model(model, folder / f"{graph.__name__}.xml", compress_to_fp16=True)
    np.savez(folder / ARRAYS, **_arrays(parameters))  # type: ignore[arg-type]


def _arrays(p: Parameters) -> dict[str, Array]:
    """The affine maps from timbre to gamma and beta, Snake's alphas, the mix of the harmonics."""
    weights = [p[f"{PREFIX}{norm}.fc.weight"].reshape(2, c, 128) for norm, _, c in NORMS]
    biases = [p[f"{PREFIX}{norm}.fc.bias"].reshape(2, c) for norm, _, c in NORMS]
    merge = (p[f"{PREFIX}m_source.l_linear.{k}"].ravel() for k in ("weight", "bias"))
    return {
        "style_weight": np.concatenate(weights, 1),
        "style_bias": np.concatenate(biases, 1),
        "alpha": np.concatenate([p[PREFIX + alpha].ravel() for _, alpha, _ in NORMS]),
        "merge": np.concatenate(list(merge)),
    }


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), lambda line: print(line, flush=True))
