"""Kokoro by the graphs of build.py, on OpenVINO."""

import weakref
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import NormStatistics, Sentence
from backend_queues.kokoro_openvino.affine import ARRAYS, StyleAffine
from backend_queues.kokoro_openvino.background import Background, Cancelled, Unwanted
from backend_queues.kokoro_openvino.graphs import Compiler
from backend_queues.kokoro_openvino.sentences import Sentences
from backend_queues.kokoro_openvino.waveforms import Waveforms

# Kernels of up to these lengths are there when a worker is ready; those of longer sentences, which
# take most of the time, are made soon after. Beyond 512 frames, 13 s, they would keep 200 MB.
SOME_TOKENS, SOME_DURATIONS = range(97), range(193)
MORE_TOKENS, MORE_DURATIONS = range(97, 513), range(193, 513)


class OpenVinoRuntime:
    """`folder` is what build.py made, `precision` "bf16" or "f32".

    `windows` are the numbers of frames that `decode` can be asked for, `whole` those to which a
    sentence for `decode_whole` is padded. `cache` is where compiled graphs are kept: a folder for
    one processor and version, since those of another can crash. One that is `warm` has the kernels
    of some lengths, and leaves those of others, and graphs that few sentences need, to
    `finish_loading`. One thread at a time may call it.
    """

    def __init__(
        self,
        folder: Path,
        threads: int,
        precision: str,
        windows: Iterable[int],
        whole: Iterable[int] = (),
        cache: Path | None = None,
        *,
        warm: bool = False,
    ) -> None:
        compiler = Compiler(folder, threads, cache)
        arrays = {k: v.astype(np.float32) for k, v in np.load(folder / ARRAYS).items()}
        affine = StyleAffine(arrays["style_weight"], arrays["style_bias"], arrays["alpha"])
        channels = len(arrays["alpha"])
        with ThreadPoolExecutor(1) as pool:  # compiling takes one core
            loading = pool.submit(Waveforms, compiler, precision, affine, channels, windows, whole)
            self._sentences = Sentences(compiler, precision, arrays["merge"])
            if warm:
                for make in self._sentences.kernels(SOME_TOKENS, SOME_DURATIONS):
                    make(_never)
            self._waveforms = loading.result()
        self._background = Background()
        weakref.finalize(self, self._background.end)  # a model that is given back goes at once
        if not warm:
            self._waveforms.compile_wholes()

    def finish_loading(self) -> None:
        self._background.run(_rest(self._sentences, self._waveforms))

    def prepare(
        self,
        tokens: NDArray[np.int64],
        style: Samples,
        speed: float,
        cancelled: Cancelled,
    ) -> Sentence | None:
        with self._background.gives_way(), suppress(Unwanted):
            return self._sentences.prepare(tokens, style, speed, cancelled)
        return None

    def decode(
        self,
        sentence: Sentence,
        statistics: NormStatistics,
        start: int,
        frames: int,
        cancelled: Cancelled,
    ) -> Samples | None:
        with self._background.gives_way(), suppress(Unwanted):
            return self._waveforms.decode(sentence, statistics, start, frames, cancelled)
        return None

    def decode_whole(
        self, sentence: Sentence, cancelled: Cancelled
    ) -> tuple[Samples, NormStatistics] | None:
        with self._background.gives_way(), suppress(Unwanted):
            return self._waveforms.decode_whole(sentence, cancelled)
        return None


def _rest(sentences: Sentences, waveforms: Waveforms) -> Iterator[Callable[[Cancelled], object]]:
    """Compile before the first step, where it holds nobody up; yield the steps that give way."""
    waveforms.compile_wholes()
    yield from sentences.kernels(MORE_TOKENS, MORE_DURATIONS)


def _never() -> bool:
    return False
