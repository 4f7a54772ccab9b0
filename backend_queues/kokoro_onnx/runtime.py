"""Kokoro on ONNX Runtime, the generator by windows, in the integers of the int8 file.

The level is the int8 file's: `LEVEL` times upstream's. What a window is quantised by is taken from
the window itself, so that the same frames in another window are the same but for that rounding.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import SPECTRA_PER_FRAME, NormStatistics, Sentence
from backend_queues.kokoro_onnx.files import GENERATOR, SENTENCE, model_name, needs_unsigned
from backend_queues.kokoro_onnx.session import Session

CHANNELS = 9216
NO_STATISTICS = NormStatistics(np.zeros(CHANNELS, np.float32), np.zeros(CHANNELS, np.float32))
TENSORS = ("hidden", "source", "f0_hz", "energy", "durations")
USED = ("used_mean", "used_log_deviation")


class OnnxRuntime:
    """Runs what `build` wrote into `folder`; `threads` is how many a run may use, 0 one a core.

    `unsigned` is how weights are multiplied; None has the processor decide.
    """

    def __init__(self, folder: Path, threads: int, unsigned: bool | None = None) -> None:
        if unsigned is None:
            unsigned = needs_unsigned()
        self._sentence = Session(folder / model_name(SENTENCE, unsigned), threads)
        self._generator = Session(folder / model_name(GENERATOR, unsigned), threads)

    def finish_loading(self) -> None:
        """Nothing is left to load."""

    def prepare(
        self,
        tokens: NDArray[np.int64],
        style: Samples,
        speed: float,
        cancelled: Callable[[], bool],
    ) -> Sentence | None:
        """Compute all before the generator; `tokens` has the zeros at both ends.

        Raises:
            ModelFailed: the run failed.
        """
        inputs: dict[str, NDArray[Any]] = {
            "tokens": tokens[np.newaxis],
            "style": style[np.newaxis],
            "speed": np.array([speed], np.float32),
        }
        results = self._sentence.run(TENSORS, inputs, cancelled)
        if results is None:
            return None
        hidden, source, f0_hz, energy, durations = results
        return Sentence(hidden, source, f0_hz[0], energy[0], durations, style)

    def decode(
        self,
        sentence: Sentence,
        statistics: NormStatistics,
        start: int,
        frames: int,
        cancelled: Callable[[], bool],
    ) -> Samples | None:
        """Compute the samples of `frames` frames as if there were no others but for statistics.

        Raises:
            ModelFailed: the run failed.
        """
        end = start + frames
        inputs = {
            "hidden": np.ascontiguousarray(sentence.hidden[:, :, start:end]),
            "source": np.ascontiguousarray(
                sentence.source[:, :, SPECTRA_PER_FRAME * start : SPECTRA_PER_FRAME * end + 1]
            ),
            **_others(sentence, statistics, own=False),
        }
        results = self._generator.run(("samples",), inputs, cancelled)
        return None if results is None else results[0]

    def decode_whole(
        self, sentence: Sentence, cancelled: Callable[[], bool]
    ) -> tuple[Samples, NormStatistics] | None:
        """Compute all samples with the sentence's own statistics, and these.

        Raises:
            ModelFailed: the run failed.
        """
        inputs = {
            "hidden": sentence.hidden,
            "source": sentence.source,
            **_others(sentence, NO_STATISTICS, own=True),
        }
        results = self._generator.run(("samples", *USED), inputs, cancelled)
        return None if results is None else (results[0], NormStatistics(*results[1:]))


def _others(sentence: Sentence, statistics: NormStatistics, own: bool) -> dict[str, NDArray[Any]]:
    return {
        "style": sentence.style[np.newaxis],
        "mean": statistics.mean,
        "log_deviation": statistics.log_deviation,
        "own": np.array(own),
    }
