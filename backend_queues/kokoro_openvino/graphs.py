"""The graphs of build.py, compiled for this processor; a run ends when nobody wants it any more."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import openvino

from backend_queues.base import Samples
from backend_queues.errors import ModelFailed
from backend_queues.kokoro.runtime import SPECTRA_PER_FRAME
from backend_queues.kokoro_openvino.background import Cancelled, Unwanted

FLOAT32 = "f32"
POLL_MS = 10  # how often a run asks whether it is still wanted
Infer = Callable[[dict[str, Any], Cancelled], dict[str, Samples]]


class Compiler:
    """Compiles graphs; `cache` is where compiled ones are kept."""

    def __init__(self, folder: Path, threads: int, cache: Path | None) -> None:
        self._folder = folder
        self._core = openvino.Core()
        if cache:
            self._core.set_property({"CACHE_DIR": str(cache)})
        self._settings = {
            "INFERENCE_NUM_THREADS": threads,
            "PERFORMANCE_HINT": "LATENCY",
            "ENABLE_CPU_PINNING": False,  # two workers would share a core and leave another idle
        }

    def window(self, frames: int, channels: int, precision: str) -> Infer:
        parts = {key: [1, channels, 1] for key in ("scale", "scale_low", "shift", "shift_low")}
        return self.compile("window", precision, {**_shapes(frames), **parts})

    def whole(self, frames: int, channels: int, precision: str) -> Infer:
        masks = {"mask0": [1, 10 * frames], "mask1": [1, 60 * frames + 1]}
        parts = {key: [1, channels, 1] for key in ("gamma", "beta")}
        return self.compile("whole", precision, {**_shapes(frames), **masks, **parts})

    def head(self, frames: int) -> Infer:
        shape = [1, 128, SPECTRA_PER_FRAME * frames + 1]
        return self.compile("head", FLOAT32, {"hidden": shape})

    def compile(
        self, name: str, precision: str, shapes: dict[str, list[int]] | None = None
    ) -> Infer:
        model = self._core.read_model(self._folder / f"{name}.xml")
        if shapes:
            model.reshape(shapes)
        settings = {**self._settings, "INFERENCE_PRECISION_HINT": precision}
        request = self._core.compile_model(model, "CPU", settings).create_infer_request()
        return partial(_infer, request)


def _infer(
    request: openvino.InferRequest, inputs: dict[str, Any], cancelled: Cancelled
) -> dict[str, Samples]:
    """Return the outputs, which are the request's own and change with its next run.

    Raises:
        Unwanted: `cancelled()` is true; a run that is under way ends between two of its layers.
        ModelFailed: the run failed.
    """
    if cancelled():
        raise Unwanted
    try:
        request.start_async(inputs, share_inputs=True)
        while not request.wait_for(POLL_MS):
            if cancelled():
                _end(request)
                raise Unwanted
    except RuntimeError as error:
        raise ModelFailed from error
    found = zip(request.model_outputs, request.output_tensors, strict=True)
    return {name: tensor.data for output, tensor in found for name in output.names}


def _end(request: openvino.InferRequest) -> None:
    request.cancel()
    with suppress(RuntimeError):  # which says that it was cancelled
        request.wait()


def _shapes(frames: int) -> dict[str, list[int]]:
    return {"x": [1, 512, frames], "source": [1, 22, SPECTRA_PER_FRAME * frames + 1]}
