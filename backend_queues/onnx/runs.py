"""Runs of an ONNX Runtime session that end when nobody wants them any more."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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


def run(
    session: onnxruntime.InferenceSession,
    outputs: Sequence[str] | None,
    inputs: Mapping[str, NDArray[Any]],
    cancelled: Callable[[], bool],
) -> list[NDArray[Any]] | None:
    """Return the outputs, all if None are named; None if `cancelled()` became true.

    It is asked from a thread; the run then ends between two layers, and the session stays usable.

    Raises:
        ModelFailed: the run failed.
    """
    if cancelled():
        return None
    options = onnxruntime.RunOptions()
    try:
        with _terminating(options, cancelled):
            results: list[NDArray[Any]] = session.run(outputs, inputs, options)
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
