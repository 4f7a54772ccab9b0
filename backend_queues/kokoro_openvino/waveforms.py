"""The generator: from a prepared sentence to samples, by windows or as a whole."""

import threading
from collections.abc import Iterable
from functools import partial

import numpy as np

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import (
    LEVEL,
    SAMPLES_PER_FRAME,
    SPECTRA_PER_FRAME,
    NormStatistics,
    Sentence,
)
from backend_queues.kokoro_openvino.affine import StyleAffine
from backend_queues.kokoro_openvino.background import Cancelled
from backend_queues.kokoro_openvino.fourier import waveform
from backend_queues.kokoro_openvino.graphs import Compiler, Infer
from backend_queues.kokoro_openvino.lengths import mask


class Waveforms:
    """`channels` are those of all its norms; `windows` and `whole` are as of OpenVinoRuntime.

    The graphs of whole sentences, a third of all that is compiled, wait for `compile_wholes` or the
    first sentence that needs one. Methods raise Unwanted once `cancelled()` is true, and
    ModelFailed. One thread at a time may call them, but `compile_wholes` beside the others.
    """

    def __init__(
        self,
        compiler: Compiler,
        precision: str,
        affine: StyleAffine,
        channels: int,
        windows: Iterable[int],
        whole: Iterable[int],
    ) -> None:
        self._affine = affine
        self._windows = {n: compiler.window(n, channels, precision) for n in windows}
        self._lengths = sorted(whole)
        self._wholes: dict[int, Infer] = {}
        self._compile = partial(compiler.whole, channels=channels, precision=precision)
        self._compiling = threading.Lock()
        self._heads = {n: compiler.head(n) for n in {*self._windows, *self._lengths}}

    def compile_wholes(self) -> None:
        for frames in self._lengths:
            self._whole(frames)

    def decode(
        self,
        sentence: Sentence,
        statistics: NormStatistics,
        start: int,
        frames: int,
        cancelled: Cancelled,
    ) -> Samples:
        """As `Runtime.decode`."""
        affine = self._affine.of(sentence.style, statistics)
        inputs = {**_span(sentence, start, frames), **affine}
        hidden = self._windows[frames](inputs, cancelled)["hidden"]
        return self._samples(hidden, frames, cancelled)

    def decode_whole(
        self, sentence: Sentence, cancelled: Cancelled
    ) -> tuple[Samples, NormStatistics]:
        """As `Runtime.decode_whole`."""
        frames = min(n for n in self._lengths if n >= sentence.frames)
        gamma, beta = self._affine.style(sentence.style)
        inputs = {
            **_span(sentence, 0, frames),
            "mask0": mask(10 * sentence.frames, 10 * frames),
            "mask1": mask(60 * sentence.frames + 1, 60 * frames + 1),
            "gamma": gamma.reshape(1, -1, 1),
            "beta": beta.reshape(1, -1, 1),
        }
        result = self._whole(frames)(inputs, cancelled)
        mean, variance = (result[k].ravel().copy() for k in ("mean", "variance"))
        samples = self._samples(result["hidden"], frames, cancelled)
        samples = samples[: SAMPLES_PER_FRAME * sentence.frames]
        return samples, NormStatistics(mean, np.log(variance) * np.float32(0.5))

    def _whole(self, frames: int) -> Infer:
        with self._compiling:
            if frames not in self._wholes:
                self._wholes[frames] = self._compile(frames)
            return self._wholes[frames]

    def _samples(self, hidden: Samples, frames: int, cancelled: Cancelled) -> Samples:
        head = self._heads[frames]({"hidden": hidden}, cancelled)
        return LEVEL * waveform(head["spectrum"][0])


def _span(sentence: Sentence, start: int, frames: int) -> dict[str, Samples]:
    """The generator's inputs for a span of frames; behind the sentence's end there are zeros."""
    first, last = SPECTRA_PER_FRAME * start, SPECTRA_PER_FRAME * (start + frames) + 1
    hidden, source = sentence.hidden[..., start : start + frames], sentence.source[..., first:last]
    short, few = frames - hidden.shape[-1], last - first - source.shape[-1]
    return {
        "x": np.ascontiguousarray(np.pad(hidden, ((0, 0), (0, 0), (0, short)))),
        "source": np.ascontiguousarray(np.pad(source, ((0, 0), (0, 0), (0, few)))),
    }
