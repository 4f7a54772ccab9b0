"""An ONNX Runtime session whose runs can be cancelled, and that stays usable whatever happens."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as onnxruntime_errors

from backend_queues.errors import ModelFailed

POLL_S = 0.01
RUN_ERRORS = (
    onnxruntime_errors.Fail,
    onnxruntime_errors.InvalidArgument,
    onnxruntime_errors.RuntimeException,
)


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
        if cancelled():
            return None
        options = onnxruntime.RunOptions()
        try:
            with _terminating(options, cancelled):
                results: list[NDArray[Any]] = self._session.run(outputs, inputs, options)
        except RUN_ERRORS as error:
            if options.terminate:
                return None
            raise ModelFailed from error
        return results


@contextmanager
def _terminating(options: onnxruntime.RunOptions, cancelled: Callable[[], bool]) -> Iterator[None]:
    """While the block runs, have the run that was given `options` end once `cancelled()`."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(POLL_S):
            if cancelled():
                options.terminate = True
                return

    watcher = threading.Thread(target=watch, name="cancel-watcher", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
