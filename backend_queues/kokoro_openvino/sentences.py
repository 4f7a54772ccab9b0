"""From phonemes to all that the generator needs of a sentence."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import FRAMES_PER_DURATION, Sentence
from backend_queues.kokoro_openvino.background import Cancelled
from backend_queues.kokoro_openvino.graphs import FLOAT32, Compiler
from backend_queues.kokoro_openvino.harmonics import source_spectrum
from backend_queues.kokoro_openvino.lengths import DURATIONS, TOKENS, fitting, mask, padded

NO_STYLE = np.zeros(256, np.float32)


class Sentences:
    """The graphs before the generator. `merge` is what the harmonics are merged with.

    Methods raise Unwanted once `cancelled()` is true, and ModelFailed. One thread at a time may
    call them.
    """

    def __init__(self, compiler: Compiler, precision: str, merge: Samples) -> None:
        self._text = compiler.compile("text", precision)
        # Its LSTM's state is a sum over the whole sentence: what bfloat16 loses there is heard as
        # another melody.
        self._prosody = compiler.compile("prosody", FLOAT32)
        self._decoder = compiler.compile("decoder", precision)
        self._merge = merge

    def prepare(
        self, tokens: NDArray[np.int64], style: Samples, speed: float, cancelled: Cancelled
    ) -> Sentence:
        """As `Runtime.prepare`."""
        durations, d, t = self._encode(tokens, style, cancelled)
        frames = np.maximum(1, np.round(durations / speed)).astype(np.int64)
        return self._spread(d, t, frames, style, cancelled)

    def kernels(self, tokens: range, durations: range) -> Iterator[Callable[[Cancelled], object]]:
        """Return what makes the kernels of the lengths in these ranges, one after the other."""
        yield from (partial(self._warm_tokens, it) for it in TOKENS if it in tokens)
        yield from (partial(self._warm_durations, it) for it in DURATIONS if it in durations)

    def _warm_tokens(self, length: int, cancelled: Cancelled) -> None:
        self._encode(np.zeros(length, np.int64), NO_STYLE, cancelled)

    def _warm_durations(self, length: int, cancelled: Cancelled) -> None:
        d, t = np.zeros((1, 640), np.float32), np.zeros((1, 512), np.float32)
        self._spread(d, t, np.array([length]), NO_STYLE, cancelled)

    def _encode(
        self, tokens: NDArray[np.int64], style: Samples, cancelled: Cancelled
    ) -> tuple[Samples, ...]:
        """Return upstream's durations (k + 2,), d (k + 2, 640), t (k + 2, 512)."""
        length, padded_length = len(tokens), fitting(TOKENS, len(tokens))
        result = self._text(
            {
                "tokens": padded(tokens, padded_length)[np.newaxis],
                "mask": mask(length, padded_length),
                "style": style[np.newaxis, 128:],
            },
            cancelled,
        )
        return tuple(result[name][:length].copy() for name in ("durations", "d", "t"))

    def _spread(
        self,
        d: Samples,
        t: Samples,
        durations: NDArray[np.int64],
        style: Samples,
        cancelled: Cancelled,
    ) -> Sentence:
        """Go from tokens to frames."""
        length = int(durations.sum())
        padded_length = fitting(DURATIONS, length)
        frame_mask, prosodic = mask(length, padded_length), style[np.newaxis, 128:]
        by_frames = padded(np.repeat(d, durations, 0), padded_length)
        curves = self._prosody({"d": by_frames, "mask": frame_mask, "style": prosodic}, cancelled)
        curves = {name: curve.copy() for name, curve in curves.items()}
        by_frames = padded(np.repeat(t, durations, 0), padded_length)
        timbre = style[np.newaxis, :128]
        inputs = {"t": by_frames, **curves, "mask": frame_mask, "style": timbre}
        x = self._decoder(inputs, cancelled)["x"]
        frames = FRAMES_PER_DURATION * length
        f0, energy = (curves[name][0, :frames] for name in ("f0", "n"))
        source = source_spectrum(f0, self._merge)
        return Sentence(x[:, :, :frames].copy(), source, f0, energy, durations, style)
