"""A voice's session, whose runs end when nobody wants them any more."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import onnxruntime
from numpy.typing import NDArray

from backend_queues.onnx.runs import run


class Unwanted(Exception):
    """Nobody wants what was about to be spoken."""


class Session:
    """Stands in a voice for the session of its model; one run at a time."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session
        self.cancelled: Callable[[], bool] = lambda: False

    def run(
        self, outputs: Sequence[str] | None, inputs: Mapping[str, NDArray[Any]]
    ) -> list[NDArray[Any]]:
        """As of an InferenceSession.

        Raises:
            Unwanted: `cancelled()` is or became true.
            ModelFailed: the run failed.
        """
        results = run(self._session, outputs, inputs, self.cancelled)
        if results is None:
            raise Unwanted
        return results
