"""An ONNX Runtime session whose runs can be cancelled, and that stays usable whatever happens."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import onnxruntime
from numpy.typing import NDArray

from backend_queues.onnx.runs import run


class Session:
    """A model; `threads` is how many a run may use, 0 is one per core."""

    def __init__(self, model: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Fading speech is full of denormals, on which the processor is an order slower.
        options.add_session_config_entry("session.set_denormal_as_zero", "1")
        # Threads that spin while they wait take the cores from other workers and the frontend.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )

    def run(
        self,
        outputs: Sequence[str],
        inputs: Mapping[str, NDArray[Any]],
        cancelled: Callable[[], bool],
    ) -> list[NDArray[Any]] | None:
        """Return the outputs; None if `cancelled()`, asked from a thread, became true.

        Raises:
            ModelFailed: the run failed.
        """
        return run(self._session, outputs, inputs, cancelled)
