"""Upstream's generator, for several sentences at once, whole or window by window.

What the harmonic source adds at each of its stages is computed for whole sentences. The rest is
local but for the adaptive norms, whose statistics are those of a sentence: a window has to be given
them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, get_args

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from backend_queues.errors import InvalidConfiguration
from backend_queues.kokoro_pytorch.masks import Extent
from backend_queues.kokoro_pytorch.norms import snake, snake_of_window
from backend_queues.kokoro_pytorch.styling import Affines

# A norm of upstream's with the activation behind it, whose alpha is the last argument.
Norm = Callable[[nn.Module, Tensor, Extent, Tensor], Tensor]


# In what the convolutions are computed. Both TF32, which GPUs of NVIDIA have, and float16 keep ten
# bits of the mantissa; float16 is half as much to read and write.
Precision = Literal["float32", "tf32", "float16"]


class Generator:
    """`upstream` is `decoder.generator` of upstream's model; in float16 its weights become that.

    Raises:
        InvalidConfiguration: there is no such precision.
    """

    def __init__(self, upstream: Any, precision: Precision = "float32") -> None:
        if precision not in get_args(Precision):
            names = ", ".join(get_args(Precision))
            raise InvalidConfiguration(f"options.precision: {precision!r} is none of {names}.")
        self._upstream = upstream
        self._tf32 = precision == "tf32"
        self._window = upstream.stft.window.to(upstream.conv_post.weight.device)
        if precision == "float16":
            for module in upstream.modules():
                if isinstance(module, nn.Conv1d | nn.ConvTranspose1d):
                    module.half()
        self._dtype = upstream.conv_post.weight.dtype

    def source_norms(self) -> Iterator[nn.Module]:
        """Yield the adaptive norms that the source goes through."""
        return _norms(self._upstream.noise_res)

    def norms(self) -> Iterator[nn.Module]:
        """Yield the other adaptive norms."""
        return _norms(self._upstream.resblocks)

    def sources(self, spectra: Tensor, affines: Affines, frames: Extent) -> list[Tensor]:
        """Return what the source adds at each stage: (sentences, channels, length).

        `spectra` are the source's, (sentences, 22, 60 F + 1).
        """
        extent, sources, norm = frames, [], _own_statistics(affines)
        spectra = spectra.to(self._dtype)
        convs, blocks = self._upstream.noise_convs, self._upstream.noise_res
        with _tf32(self._tf32):
            for stage, (conv, block) in enumerate(zip(convs, blocks, strict=True)):
                extent = self._after(stage, extent)
                sources.append(_block(block, conv(spectra), norm, extent))
        return sources

    def whole(
        self, hidden: Tensor, sources: Sequence[Tensor], affines: Affines, frames: Extent
    ) -> Tensor:
        """Return the samples of whole sentences, (sentences, 300 F), with their own statistics.

        `hidden` is the decoder's output, (sentences, 512, F).
        """
        return self._run(hidden, sources, _own_statistics(affines), frames)

    def window(
        self, hidden: Tensor, sources: Sequence[Tensor], affines: Affines, frames: Extent
    ) -> Tensor:
        """Return the samples of windows, (windows, 300 F); `affines` have the statistics in them.

        Those of some frames at an end that is not the sentence's are wrong.
        """

        def norm(norm: nn.Module, x: Tensor, extent: Extent, alpha: Tensor) -> Tensor:
            return snake_of_window(x, extent, *affines[norm], alpha)

        return self._run(hidden, sources, norm, frames)

    def cut(self, sources: Sequence[Tensor], sentence: int, start: int, end: int) -> list[Tensor]:
        """Return the part of a sentence's sources that belongs to its frames from start to end."""
        cuts, factor = [], 1
        for stage, (source, up) in enumerate(zip(sources, self._upstream.ups, strict=True)):
            factor *= up.stride[0]
            last = end * factor + self._is_last(stage)
            cuts.append(cut(source[sentence], start * factor, last))
        return cuts

    def _is_last(self, stage: int) -> bool:
        return bool(stage == self._upstream.num_upsamples - 1)

    def _after(self, stage: int, extent: Extent) -> Extent:
        return extent.times(self._upstream.ups[stage].stride[0], int(self._is_last(stage)))

    def _run(self, x: Tensor, sources: Sequence[Tensor], norm: Norm, extent: Extent) -> Tensor:
        with _tf32(self._tf32):
            last, extent = self.layers(x.to(self._dtype), sources, norm, extent)
            return self._samples(last.to(x.dtype), extent)

    def layers(
        self, x: Tensor, sources: Sequence[Tensor], norm: Norm, extent: Extent
    ) -> tuple[Tensor, Extent]:
        """Run all but the inverse transform: (sentences, 22, 60 F + 1), and its extent."""
        upstream, count = self._upstream, self._upstream.num_kernels
        for stage, (up, source) in enumerate(zip(upstream.ups, sources, strict=True)):
            x = up(extent.clear(F.leaky_relu(x, 0.1)))
            extent = self._after(stage, extent)
            x = (upstream.reflection_pad(x) if self._is_last(stage) else x) + source
            blocks = upstream.resblocks[stage * count : (stage + 1) * count]
            x = sum(_block(block, x, norm, extent) for block in blocks) / count
        return upstream.conv_post(extent.clear(F.leaky_relu(x))), extent

    def _samples(self, x: Tensor, extent: Extent) -> Tensor:
        """Turn the last layer, magnitudes' logarithms and what gives the phases, into samples."""
        stft = self._upstream.stft
        bins, edge = stft.filter_length // 2 + 1, stft.filter_length // 2
        spectra = torch.polar(extent.clear(torch.exp(x[:, :bins])), torch.sin(x[:, bins:]))
        window, hop = self._window[:, None], stft.hop_length
        pieces = torch.fft.irfft(spectra, stft.filter_length, 1) * window
        weights = extent.clear(torch.ones_like(x[:, :1])) * window.square()
        samples = _overlapped(pieces, hop) / _overlapped(weights, hop).clamp(min=1e-11)
        return samples[:, edge:-edge]


@contextmanager
def _tf32(allowed: bool) -> Iterator[None]:
    before = torch.backends.cudnn.allow_tf32
    torch.backends.cudnn.allow_tf32 = allowed
    try:
        yield
    finally:
        torch.backends.cudnn.allow_tf32 = before


def cut(x: Tensor, start: int, end: int) -> Tensor:
    """Return a stretch of (channels, length), with zeros where there is no more."""
    return F.pad(x[:, start:end], (0, max(0, end - x.shape[1])))


def _own_statistics(affines: Affines) -> Norm:
    return lambda norm, x, extent, alpha: snake(x, extent, *affines[norm], alpha)


def _norms(blocks: Any) -> Iterator[nn.Module]:
    """Yield the norms in the order in which they are applied."""
    for block in blocks:
        for pair in zip(block.adain1, block.adain2, strict=True):
            yield from pair


def _block(block: Any, x: Tensor, norm: Norm, extent: Extent) -> Tensor:
    """Upstream's AdaINResBlock1."""
    convs = zip(block.convs1, block.convs2, strict=True)
    norms = zip(block.adain1, block.adain2, strict=True)
    alphas = zip(block.alpha1, block.alpha2, strict=True)
    for (conv1, conv2), (norm1, norm2), (alpha1, alpha2) in zip(convs, norms, alphas, strict=True):
        inner = conv1(norm(norm1, x, extent, alpha1))
        x = conv2(norm(norm2, inner, extent, alpha2)) + x
    return x


def _overlapped(pieces: Tensor, hop: int) -> Tensor:
    """Add pieces (sentences, size, n), each `hop` behind the one before: (sentences, length)."""
    count, size, number = pieces.shape
    parts = pieces.transpose(1, 2).unflatten(2, (size // hop, hop))
    total = pieces.new_zeros(count, number + size // hop - 1, hop)
    for part in range(size // hop):
        total[:, part : part + number] += parts[:, :, part]
    return total.flatten(1)
