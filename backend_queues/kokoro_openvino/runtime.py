"""Kokoro by the graphs of build.py, on OpenVINO."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import (
    FRAMES_PER_DURATION,
    LEVEL,
    SAMPLES_PER_FRAME,
    SPECTRA_PER_FRAME,
    NormStatistics,
    Sentence,
)
from backend_queues.kokoro_openvino.affine import ARRAYS, StyleAffine
from backend_queues.kokoro_openvino.fourier import waveform
from backend_queues.kokoro_openvino.graphs import FLOAT32, Cancelled, Compiler, Unwanted
from backend_queues.kokoro_openvino.harmonics import source_spectrum

# Lengths are padded to these, whose kernels are made at load: making those of a new length takes
# 40 to 80 ms. Tokens; frames of 25 ms, of which 510 phonemes at half speed may have 3,000.
TOKENS = (16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 256, 384, 512)
DURATIONS = (48, 64, 96, 128, 160, 192, 224, 256, 320, 384, 512, 768, 1024, 1536)
WARMED_DURATIONS = 512


class OpenVinoRuntime:
    """`folder` is what build.py made, `precision` "bf16" or "f32".

    `windows` are the numbers of frames that `decode` can be asked for, `whole` those to which a
    sentence for `decode_whole` is padded. `cache` is where compiled graphs are kept: a folder for
    one processor and version, since those of another can crash. One thread at a time may call it.
    """

    def __init__(
        self,
        folder: Path,
        threads: int,
        precision: str,
        windows: Iterable[int],
        whole: Iterable[int] = (),
        cache: Path | None = None,
    ) -> None:
        self._compiler = Compiler(folder, threads, cache)
        self._text = self._compiler.compile("text", precision)
        # Its LSTM's state is a sum over the whole sentence: what bfloat16 loses there is heard as
        # another melody.
        self._prosody = self._compiler.compile("prosody", FLOAT32)
        self._decoder = self._compiler.compile("decoder", precision)
        arrays = {k: v.astype(np.float32) for k, v in np.load(folder / ARRAYS).items()}
        self._affine = StyleAffine(arrays["style_weight"], arrays["style_bias"], arrays["alpha"])
        self._merge = arrays["merge"]
        channels = len(arrays["alpha"])
        self._windows = {n: self._compiler.window(n, channels, precision) for n in windows}
        self._wholes = {n: self._compiler.whole(n, channels, precision) for n in whole}
        self._heads = {n: self._compiler.head(n) for n in {*self._windows, *self._wholes}}

    def warm_up(self) -> None:
        """Make the kernels of all lengths but the longest."""
        for length in TOKENS:
            self._encode(np.zeros(length, np.int64), np.zeros(256, np.float32), _never)
        for length in DURATIONS:
            if length <= WARMED_DURATIONS:
                zeros = np.zeros((1, 640), np.float32), np.zeros((1, 512), np.float32)
                self._spread(*zeros, np.array([length]), np.zeros(256, np.float32), _never)

    def prepare(
        self,
        tokens: NDArray[np.int64],
        style: Samples,
        speed: float,
        cancelled: Cancelled,
    ) -> Sentence | None:
        with suppress(Unwanted):
            durations, d, t = self._encode(tokens, style, cancelled)
            frames = np.maximum(1, np.round(durations / speed)).astype(np.int64)
            return self._spread(d, t, frames, style, cancelled)
        return None

    def decode(
        self,
        sentence: Sentence,
        statistics: NormStatistics,
        start: int,
        frames: int,
        cancelled: Cancelled,
    ) -> Samples | None:
        with suppress(Unwanted):
            inputs = {
                **_span(sentence, start, frames),
                **self._affine.of(sentence.style, statistics),
            }
            hidden = self._windows[frames](inputs, cancelled)["hidden"]
            return self._samples(hidden, frames, cancelled)
        return None

    def decode_whole(
        self, sentence: Sentence, cancelled: Cancelled
    ) -> tuple[Samples, NormStatistics] | None:
        with suppress(Unwanted):
            return self._decode_whole(sentence, cancelled)
        return None

    def _decode_whole(
        self, sentence: Sentence, cancelled: Cancelled
    ) -> tuple[Samples, NormStatistics]:
        frames = min(n for n in self._wholes if n >= sentence.frames)
        gamma, beta = self._affine.style(sentence.style)
        inputs = {
            **_span(sentence, 0, frames),
            "mask0": _mask(10 * sentence.frames, 10 * frames),
            "mask1": _mask(60 * sentence.frames + 1, 60 * frames + 1),
            "gamma": gamma.reshape(1, -1, 1),
            "beta": beta.reshape(1, -1, 1),
        }
        result = self._wholes[frames](inputs, cancelled)
        mean, variance = (result[k].ravel().copy() for k in ("mean", "variance"))
        samples = self._samples(result["hidden"], frames, cancelled)
        samples = samples[: SAMPLES_PER_FRAME * sentence.frames]
        return samples, NormStatistics(mean, np.log(variance) * np.float32(0.5))

    def _encode(
        self, tokens: NDArray[np.int64], style: Samples, cancelled: Cancelled
    ) -> tuple[Samples, ...]:
        """Return upstream's durations (k + 2,), d (k + 2, 640), t (k + 2, 512)."""
        length, padded = len(tokens), _fitting(TOKENS, len(tokens))
        result = self._text(
            {
                "tokens": _padded(tokens, padded)[np.newaxis],
                "mask": _mask(length, padded),
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
        padded = _fitting(DURATIONS, length)
        mask, prosodic = _mask(length, padded), style[np.newaxis, 128:]
        by_frames = _padded(np.repeat(d, durations, 0), padded)
        curves = self._prosody({"d": by_frames, "mask": mask, "style": prosodic}, cancelled)
        curves = {name: curve.copy() for name, curve in curves.items()}
        by_frames = _padded(np.repeat(t, durations, 0), padded)
        timbre = style[np.newaxis, :128]
        inputs = {"t": by_frames, **curves, "mask": mask, "style": timbre}
        x = self._decoder(inputs, cancelled)["x"]
        frames = FRAMES_PER_DURATION * length
        f0, energy = (curves[name][0, :frames] for name in ("f0", "n"))
        source = source_spectrum(f0, self._merge)
        return Sentence(x[:, :, :frames].copy(), source, f0, energy, durations, style)

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


def _fitting(lengths: tuple[int, ...], length: int) -> int:
    """Return the least of the lengths that is enough, or the length itself."""
    return next((padded for padded in lengths if padded >= length), length)


def _padded(rows: NDArray[Any], length: int) -> NDArray[Any]:
    padded = np.zeros((length, *rows.shape[1:]), rows.dtype)
    padded[: len(rows)] = rows
    return padded


def _mask(length: int, padded: int) -> Samples:
    return (np.arange(padded) < length).astype(np.float32)[np.newaxis]


def _never() -> bool:
    return False
