"""All that comes before the generator: from phonemes to durations, pitch and the decoder's output.

Upstream's modules, run on several sentences at once; see masks.py.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from backend_queues.kokoro.runtime import FRAMES_PER_DURATION
from backend_queues.kokoro_pytorch.graphs import Graphs
from backend_queues.kokoro_pytorch.masks import Extent, run_lstm
from backend_queues.kokoro_pytorch.norms import leaky
from backend_queues.kokoro_pytorch.shapes import Shapes
from backend_queues.kokoro_pytorch.styling import Affines, Styling

STYLE = 128
TIMBRE, PROSODY = slice(None, STYLE), slice(STYLE, None)  # of a voice's style


class Wording(msgspec.Struct, frozen=True):
    """A sentence to speak: up to 510 phonemes, a style, float32 (256,), and the noise's seed."""

    phonemes: str
    style: Tensor
    speed: float
    seed: int


class Encoded(msgspec.Struct, frozen=True):
    """What the text encoders make of each phoneme.

    `features` (sentences, phonemes, 640) is for the prosody, `texts` (sentences, phonemes, 512) for
    the decoder, `durations` int64 (sentences, phonemes), of 25 ms, on the CPU, `style` (sentences,
    256).
    """

    features: Tensor
    texts: Tensor
    durations: Tensor
    style: Tensor


class Sentences(msgspec.Struct, frozen=True):
    """Sentences before their waveforms; F is the padded number of generator frames.

    `hidden` is the decoder's output, (sentences, 512, F); `f0` and `energy` (sentences, F);
    `durations` as in Encoded; `style` (sentences, 256). Behind a sentence's end `hidden` has what
    padding has made of it, the curves have zeros.
    """

    hidden: Tensor
    f0: Tensor
    energy: Tensor
    durations: Tensor
    style: Tensor
    frames: Extent

    def own_durations(self, number: int) -> NDArray[np.int64]:
        """Return a sentence's durations without the padding, (phonemes + 2,)."""
        durations = self.durations[number]
        return durations[durations > 0].numpy()  # type: ignore[no-any-return]


class Preparation:
    """Upstream's text encoders, predictor and decoder."""

    def __init__(self, model: Any, shapes: Shapes, longest_graph: int = 0) -> None:
        """`longest_graph` is as in Graphs, in durations."""
        self._model = model
        self._shapes = shapes
        self._convolve = Graphs(self._convolved, longest_graph)
        predictor, decoder = model.predictor, model.decoder
        self._prosody_styling = Styling(_norms([*predictor.F0, *predictor.N]))
        self._decoder_styling = Styling(_norms([decoder.encode, *decoder.decode]))

    def encode(self, wordings: Sequence[Wording]) -> Encoded:
        model, predictor = self._model, self._model.predictor
        style = torch.stack([wording.style for wording in wordings]).to(model.device)
        rows = [[0, *(model.vocab[p] for p in wording.phonemes), 0] for wording in wordings]
        lengths = torch.tensor([len(row) for row in rows])
        tokens = torch.zeros(
            len(rows), self._shapes.token_count(int(lengths.max())), dtype=torch.long
        )
        for token, row in zip(tokens, rows, strict=True):
            token[: len(row)] = torch.tensor(row)
        tokens = tokens.to(model.device)
        behind = torch.arange(tokens.shape[1]) >= lengths[:, None]
        behind_there = behind.to(model.device)
        speeds = torch.tensor([[wording.speed] for wording in wordings], device=model.device)

        hidden = model.bert_encoder(model.bert(tokens, attention_mask=(~behind_there).int()))
        features = predictor.text_encoder(
            hidden.transpose(1, 2), style[:, PROSODY], lengths, behind_there
        )
        spans = predictor.duration_proj(run_lstm(predictor.lstm, features, lengths))
        durations = (spans.sigmoid().sum(2) / speeds).round().clamp(min=1).long().cpu()
        texts = model.text_encoder(tokens, lengths, behind_there).transpose(1, 2)
        return Encoded(features, texts, durations.masked_fill(behind, 0), style)

    def spread(self, encoded: Encoded) -> Sentences:
        """Go from phonemes to frames."""
        lengths = encoded.durations.sum(1)
        padded = self._shapes.duration(int(lengths.max()))
        extent = Extent(lengths, padded, self._model.device)
        phoneme = _phoneme_of_frame(encoded.durations, padded).to(extent.device)
        features = _by_frames(encoded.features, phoneme)
        prosody = run_lstm(self._model.predictor.shared, features, lengths)
        texts = _by_frames(encoded.texts, phoneme)
        hidden, f0, energy = self._convolve(extent, prosody, texts, encoded.style)
        frames = extent.times(FRAMES_PER_DURATION)
        return Sentences(hidden, f0, energy, encoded.durations, encoded.style, frames)

    def _convolved(
        self, extent: Extent, prosody: Tensor, texts: Tensor, style: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return hidden, pitch and energy of what the LSTM and the text encoder have made."""
        twice = extent.times(FRAMES_PER_DURATION)
        f0, energy = self._curves(prosody.transpose(1, 2), style[:, PROSODY], extent, twice)
        texts = texts.transpose(1, 2)
        return self._decode(texts, f0, energy, style[:, TIMBRE], extent, twice), f0, energy

    def _curves(
        self, shared: Tensor, style: Tensor, extent: Extent, twice: Extent
    ) -> tuple[Tensor, Tensor]:
        """Return pitch and energy, each (sentences, F)."""
        predictor, affines = self._model.predictor, self._prosody_styling.of(style)
        f0 = predictor.F0_proj(_chain(predictor.F0, shared, affines, extent, twice))
        energy = predictor.N_proj(_chain(predictor.N, shared, affines, extent, twice))
        return twice.clear(f0).squeeze(1), twice.clear(energy).squeeze(1)

    def _decode(
        self,
        texts: Tensor,
        f0: Tensor,
        energy: Tensor,
        style: Tensor,
        extent: Extent,
        twice: Extent,
    ) -> Tensor:
        """Return the decoder's output, (sentences, 512, F)."""
        decoder, affines = self._model.decoder, self._decoder_styling.of(style)
        curves = [decoder.F0_conv(f0[:, None]), decoder.N_conv(energy[:, None])]
        x = _block(decoder.encode, torch.cat([texts, *curves], 1), affines, extent, extent)
        beside = [decoder.asr_res(texts), *curves]
        for block in decoder.decode:  # only the last one doubles the length
            after = extent if block.upsample_type == "none" else twice
            x = _block(block, torch.cat([x, *beside], 1), affines, extent, after)
        return x


def _chain(blocks: Any, x: Tensor, affines: Affines, extent: Extent, twice: Extent) -> Tensor:
    for block in blocks:
        after = extent if block.upsample_type == "none" else twice
        x, extent = _block(block, x, affines, extent, after), after
    return x


def _block(block: Any, x: Tensor, affines: Affines, extent: Extent, after: Extent) -> Tensor:
    """Upstream's AdainResBlk1d. `after` is the extent of what it returns."""
    inner = leaky(x, extent, *affines[block.norm1])
    if after is not extent:
        inner = after.clear(block.pool(inner))
    inner = leaky(block.conv1(inner), after, *affines[block.norm2])
    return (block.conv2(inner) + block._shortcut(x)) * 2**-0.5


def _norms(blocks: Sequence[Any]) -> Iterator[nn.Module]:
    for block in blocks:
        yield from (block.norm1, block.norm2)


def _phoneme_of_frame(durations: Tensor, padded: int) -> Tensor:
    """Return which phoneme each frame belongs to, (sentences, padded); the last behind the end."""
    frames = torch.arange(padded).repeat(len(durations), 1)
    ends = durations.cumsum(1)
    return torch.searchsorted(ends, frames, right=True).clamp(max=durations.shape[1] - 1)


def _by_frames(features: Tensor, phoneme: Tensor) -> Tensor:
    """Repeat (sentences, phonemes, n) for the frames: (sentences, frames, n)."""
    return features.gather(1, phoneme[:, :, None].expand(-1, -1, features.shape[2]))
