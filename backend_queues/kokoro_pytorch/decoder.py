"""Turns sentences into samples: whole, or several side by side window by window.

Whole, a sentence has its own statistics in the norms and nobody hears it before all of it is made.
In windows, the statistics are predicted, the beginnings of all sentences come first, and one that
is done or cancelled leaves the others. So sentences that are soon done are decoded whole.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from backend_queues.base import Samples
from backend_queues.kokoro.runtime import SAMPLES_PER_FRAME, NormStatistics
from backend_queues.kokoro.windows import CONTEXT, Joining, Window, heard_span, windows
from backend_queues.kokoro_pytorch.generator import Generator, cut
from backend_queues.kokoro_pytorch.graphs import Graphs
from backend_queues.kokoro_pytorch.masks import Extent
from backend_queues.kokoro_pytorch.sentences import TIMBRE, Sentences
from backend_queues.kokoro_pytorch.shapes import Shapes
from backend_queues.kokoro_pytorch.source import Source
from backend_queues.kokoro_pytorch.statistics import Statistics, apply
from backend_queues.kokoro_pytorch.styling import Styling

NOTHING = np.zeros(0, np.float32)
SHORTEST = 4 * CONTEXT  # frames of a window: half of it is context


class Piece(msgspec.Struct, frozen=True):
    """Samples of sentence number `sentence`; the last ones may be none.

    `durations` are those of its phonemes and of the silence at either end, in units of 25 ms.
    """

    sentence: int
    samples: Samples
    durations: NDArray[np.int64]
    is_last: bool


class Plan(msgspec.Struct, frozen=True):
    """How many frames are decoded at once, those of all sentences together.

    Up to `whole` they are decoded whole, else by `first` for all beginnings, and then by `later`.
    """

    whole: int
    first: int
    later: int

    def sizes(self, sentences: int) -> tuple[int, int]:
        """Return the numbers of frames of each sentence's first window and of its others."""
        return max(SHORTEST, self.first // sentences), max(SHORTEST, self.later // sentences)


class Decoder:
    """Upstream's generator, with what it takes from the other modules here."""

    def __init__(
        self,
        generator: Generator,
        source: Source,
        shapes: Shapes,
        plan: Plan,
        longest_graph: int = 0,
    ) -> None:
        """`longest_graph` is as in Graphs, in frames."""
        self.generator = generator
        self._speak = Graphs(self._spoken, longest_graph)
        self._source = source
        self._shapes = shapes
        self._plan = plan
        self._source_styling = Styling(generator.source_norms())
        self.styling = Styling(generator.norms())
        self._statistics = Statistics()

    def decode(
        self, sentences: Sentences, seeds: Sequence[int], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[Piece]:
        """Yield the sentences' samples, each one's in order; no more of one that is `cancelled()`.

        Sentences behind the last of `cancelled` only fill the shape.
        """
        if sentences.frames.padded * len(sentences.style) <= self._plan.whole:
            yield from self._whole(sentences, seeds, cancelled)
        else:
            yield from self._by_windows(sentences, self.sources(sentences, seeds), cancelled)

    def sources(self, sentences: Sentences, seeds: Sequence[int]) -> list[Tensor]:
        """Return what the harmonic source adds at each stage of the generator."""
        noise = self._source.noise(sentences.frames, seeds)
        return self._sources(sentences.frames, sentences.f0, sentences.style, noise)

    def _sources(self, frames: Extent, f0: Tensor, style: Tensor, noise: Tensor) -> list[Tensor]:
        affines = self._source_styling.of(style[:, TIMBRE])
        spectra = self._source.spectra(f0, frames, noise)
        return self.generator.sources(spectra, affines, frames)

    def predicted(self, sentences: Sentences, with_noise: bool = True) -> NormStatistics:
        """Return what is predicted of the statistics of the generator's norms."""
        clean = self._source.clean_spectra(sentences.f0, sentences.frames)
        return self._statistics.of(sentences, clean, with_noise)

    def _whole(
        self,
        sentences: Sentences,
        seeds: Sequence[int],
        cancelled: Sequence[Callable[[], bool]],
    ) -> Iterator[Piece]:
        frames, noise = sentences.frames, self._source.noise(sentences.frames, seeds)
        [decoded] = self._speak(frames, sentences.hidden, sentences.f0, sentences.style, noise)
        samples = decoded.cpu().numpy()
        for number, is_cancelled in enumerate(cancelled):
            durations = sentences.own_durations(number)
            count = SAMPLES_PER_FRAME * int(sentences.frames.lengths[number])
            kept = NOTHING if is_cancelled() else samples[number, :count]
            yield Piece(number, kept, durations, True)

    def _spoken(
        self, frames: Extent, hidden: Tensor, f0: Tensor, style: Tensor, noise: Tensor
    ) -> tuple[Tensor]:
        """Return the samples of whole sentences, (sentences, 300 F)."""
        sources = self._sources(frames, f0, style, noise)
        affines = self.styling.of(style[:, TIMBRE])
        return (self.generator.whole(hidden, sources, affines, frames),)

    def _by_windows(
        self,
        sentences: Sentences,
        sources: list[Tensor],
        cancelled: Sequence[Callable[[], bool]],
    ) -> Iterator[Piece]:
        joined = self.styling.joined(sentences.style[:, TIMBRE])
        affines = apply(self.predicted(sentences), joined)
        sizes = self._plan.sizes(len(sentences.style))
        ways = [_Way(sentences, number, sizes) for number in range(len(cancelled))]
        while ways:
            for size, group in _by_size(ways).items():
                wanted = [way for way in group if not cancelled[way.number]()]
                yield from (way.abandoned() for way in group if way not in wanted)
                decoded = self._decoded(sentences, sources, affines, size, wanted)
                for way, samples in zip(wanted, decoded, strict=False):
                    is_cancelled = cancelled[way.number]()
                    yield way.abandoned() if is_cancelled else way.piece(samples)
            ways = [way for way in ways if not way.is_over]

    def _decoded(
        self,
        sentences: Sentences,
        sources: list[Tensor],
        affines: Tensor,
        size: int,
        group: Sequence["_Way"],
    ) -> Samples:
        """Decode the next window of each sentence of the group: (at least so many, 300 * size)."""
        if not group:
            return NOTHING
        filled = [*group, *[group[-1]] * (self._shapes.batch(len(group)) - len(group))]
        rows = torch.tensor([way.number for way in filled], device=affines.device)
        starts = [(way.number, way.window.start) for way in filled]
        hidden = torch.stack([cut(sentences.hidden[i], s, s + size) for i, s in starts])
        cuts = [self.generator.cut(sources, i, s, s + size) for i, s in starts]
        rest = torch.stack([sentences.frames.lengths[i] - s for i, s in starts])
        samples = self.generator.window(
            hidden,
            [torch.stack(stage) for stage in zip(*cuts, strict=True)],
            self.styling.split(affines[rows]),
            Extent(rest.clamp(max=size), size, affines.device),
        )
        return samples.cpu().numpy()  # type: ignore[no-any-return]


class _Way:
    """A sentence's way through its windows."""

    def __init__(self, sentences: Sentences, number: int, sizes: tuple[int, ...]) -> None:
        self.number = number
        self._durations = sentences.own_durations(number)
        self._frames = int(sentences.frames.lengths[number])
        self._span = heard_span(sentences.energy[number, : self._frames].cpu().numpy())
        self._joining = Joining(self._span, self._frames)
        self._windows = windows(*self._span, self._frames, sizes)
        self.window: Window = next(self._windows)
        self.is_over = False

    def piece(self, samples: Samples) -> Piece:
        """Return the piece that a decoded window is, and go on to the next one."""
        kept = self._joining.add(samples, self.window)
        self.is_over = self.window.end == self._span[1]
        if not self.is_over:
            self.window = next(self._windows)
        return Piece(self.number, kept, self._durations, self.is_over)

    def abandoned(self) -> Piece:
        self.is_over = True
        return Piece(self.number, NOTHING, self._durations, True)


def _by_size(ways: Sequence[_Way]) -> dict[int, list[_Way]]:
    groups = defaultdict(list)
    for way in ways:
        groups[way.window.frames].append(way)
    return groups
