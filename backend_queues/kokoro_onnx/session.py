"""An ONNX Runtime session whose runs can be cancelled, and that stays usable whatever happens."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from backend_queues.onnx.runs import run
from backend_queues.onnx.session import open_session


class Session:
    """A model; `threads` is how many a run may use, 0 is one per core."""

    def __init__(self, model: Path, threads: int) -> None:
        self._session = open_session(model, threads)

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
