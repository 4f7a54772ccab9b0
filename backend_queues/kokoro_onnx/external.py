"""Models that share one file of weights, so that each constant is stored once."""

from pathlib import Path
from typing import Any

import onnx
from onnx import numpy_helper
from onnx.external_data_helper import set_external_data

WEIGHTS = "weights.bin"
LARGE_BYTES = 1024
ALIGNMENT_BYTES = 64  # a line of the processor's cache, and more than any type asks for


class WeightsFile:
    """Writes constants into the folder's file of weights, and models that refer to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[bytes, int] = {}
        self._file = (folder / WEIGHTS).open("wb")

    def __enter__(self) -> "WeightsFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def save(self, model: Any, name: str) -> None:
        """Write the model, which thereby loses its large constants' values."""
        for tensor in model.graph.initializer:
            content = numpy_helper.to_array(tensor).tobytes()
            if len(content) >= LARGE_BYTES:
                for field in ("int32_data", "int64_data", "float_data"):
                    tensor.ClearField(field)
                tensor.raw_data = content
                set_external_data(tensor, WEIGHTS, self._place(content), len(content))
                tensor.ClearField("raw_data")
        onnx.save(model, self._folder / name)

    def _place(self, content: bytes) -> int:
        if content not in self._places:
            self._file.write(bytes(-self._file.tell() % ALIGNMENT_BYTES))
            self._places[content] = self._file.tell()
            self._file.write(content)
        return self._places[content]
