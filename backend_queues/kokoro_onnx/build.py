"""Makes the files that the runtime loads of the int8 file, at install. Needs the package onnx."""

from collections.abc import Callable
from pathlib import Path

from backend_queues.kokoro_onnx.external import WeightsFile
from backend_queues.kokoro_onnx.files import GENERATOR, SENTENCE, model_name
from backend_queues.kokoro_onnx.generator import Generator
from backend_queues.kokoro_onnx.graph import Source
from backend_queues.kokoro_onnx.sentence import sentence_graph


def build(int8_file: Path, folder: Path, report: Callable[[str], None]) -> None:
    """Write the models, for any processor, into a folder that is there; the same bytes each time.

    `report` gets a line for each step.
    """
    report(f"reading {int8_file.name}")
    source = Source(int8_file)
    with WeightsFile(folder) as weights:
        for unsigned in (False, True):
            for part in (SENTENCE, GENERATOR):
                name = model_name(part, unsigned)
                report(f"writing {name}")
                make = sentence_graph if part == SENTENCE else _generator
                weights.save(make(source, unsigned), name)


def _generator(source: Source, unsigned: bool) -> object:
    return Generator(source, unsigned).model()
