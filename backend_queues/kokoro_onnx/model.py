"""The ONNX model: phonemes and a style in, samples and the length of each phoneme out."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as onnxruntime_errors

from backend_queues.base import Samples
from backend_queues.errors import ModelFailed
from backend_queues.kokoro.speech import Rendering

POLL_S = 0.01

# The predicted durations, which the exported graph computes and keeps to itself.
DURATIONS = "/encoder/Clip_output_0"
RUN_ERRORS = (
    onnxruntime_errors.Fail,
    onnxruntime_errors.InvalidArgument,
    onnxruntime_errors.RuntimeException,
)


def phoneme_ids(config: Path) -> dict[str, int]:
    """Read the number of each phoneme that the model knows; a phoneme is one character."""
    ids: dict[str, int] = json.loads(config.read_text(encoding="utf-8"))["vocab"]
    return ids


class Model:
    """The session, kept usable whatever happens to a run."""

    def __init__(self, weights: Path, ids: dict[str, int], threads: int) -> None:
        self._ids = ids
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Fading speech is full of denormals, on which the processor is an order slower.
        options.add_session_config_entry("session.set_denormal_as_zero", "1")
        # Threads that spin while they wait take the cores from other workers and the frontend.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            weights.read_bytes() + _further_output(DURATIONS),
            options,
            providers=["CPUExecutionProvider"],
        )

    def run(
        self, phonemes: str, styles: Samples, speed: float, cancelled: Callable[[], bool]
    ) -> Rendering | None:
        """Speak up to 510 phonemes; None if `cancelled()`, asked from a thread, became true.

        `styles` is a voice: float32, shape (510, 256), a style for each number of phonemes.

        Raises:
            ModelFailed: the run failed.
        """
        inputs = {
            "tokens": np.array([[0, *(self._ids[p] for p in phonemes), 0]], np.int64),
            "style": styles[len(phonemes) - 1][np.newaxis],
            "speed": np.array([speed], np.float32),
        }
        run_options = onnxruntime.RunOptions()
        try:
            with _terminating(run_options, cancelled):
                audio, frames = self._session.run(["audio", DURATIONS], inputs, run_options)
        except RUN_ERRORS as error:
            if run_options.terminate:
                return None
            raise ModelFailed from error
        return Rendering.of(audio, frames[0])


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


def _further_output(tensor: str) -> bytes:
    """Return bytes which, put behind a serialised ONNX model, make a float tensor an output of it.

    A protobuf message may be cut into pieces that are written one after the other: a reader
    merges them, and appends to repeated fields. So this is a second ModelProto that has nothing
    but a graph (field 7) with one output (12): a ValueInfoProto of the tensor's name (1) and type
    (2), which is a tensor (1) with elements (1) of the type FLOAT, whose number is 1.
    """
    float_elements = b"\x08\x01"
    value_info = _field(1, tensor.encode()) + _field(2, _field(1, float_elements))
    return _field(7, _field(12, value_info))


def _field(number: int, content: bytes) -> bytes:
    """A protobuf field that holds bytes; number and length fit into seven bits each here."""
    return bytes([number << 3 | 2, len(content)]) + content
