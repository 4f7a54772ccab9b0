"""Upstream's PyTorch model on its device: sentences in, pieces of their samples out."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import torch
from msgspec import structs
from torch import nn

from backend_queues.errors import ModelFailed
from backend_queues.kokoro.runtime import FRAMES_PER_DURATION
from backend_queues.kokoro_pytorch.decoder import Decoder, Piece, Plan
from backend_queues.kokoro_pytorch.files import read_model
from backend_queues.kokoro_pytorch.generator import Generator, Precision
from backend_queues.kokoro_pytorch.sentences import STYLE, Preparation, Wording
from backend_queues.kokoro_pytorch.shapes import EXACT, FEW, Shapes
from backend_queues.kokoro_pytorch.source import Source
from backend_queues.pytorch.device import prepare

# Frames of 12.5 ms. What is decoded whole sounds as upstream's does, and is there within some 0.2 s
# on a GPU, within 3 s on two cores; what is longer must not keep its listeners waiting.
ON_CPU, ON_GPU = Plan(whole=400, first=96, later=192), Plan(whole=8192, first=2048, later=4096)
WARM_UP_S = 15.0  # what is not seen by then is planned when it comes
INTERRUPTED = (nn.Conv1d, nn.ConvTranspose1d, nn.Linear, nn.LSTM)
# Frames of all texts of what is recorded: all that is decoded whole.
LONGEST_GRAPH = ON_GPU.whole


class _Cancelled(Exception):
    """Nobody wants what the model is about to say."""


class Model:
    """`threads` is how many a run may use on the CPU; 0 is this worker's share of the cores.
    `precision` is the generator's; "" is what suits the device.

    `graphs` is whether CUDA graphs are used. `shapes` and `plan` are those that suit the device,
    if not given.

    Raises:
        AssetUnavailable: a file of the folder is not Kokoro's.
        InvalidConfiguration: the device cannot be used, or there is no such precision.
    """

    def __init__(
        self,
        folder: Path,
        device: str,
        threads: int,
        precision: Precision | Literal[""] = "",
        graphs: bool = True,
        shapes: Shapes | None = None,
        plan: Plan | None = None,
    ) -> None:
        place = prepare(device, threads)
        self.upstream = read_model(folder).to(place)
        torch.backends.cudnn.allow_tf32 = False  # a generator that may use it asks for it
        on_cuda = self.upstream.device.type == "cuda"
        self._shapes = shapes or (FEW if on_cuda else EXACT)
        longest = LONGEST_GRAPH if on_cuda and graphs else 0
        generator = self.upstream.decoder.generator
        self.preparation = Preparation(self.upstream, self._shapes, longest // FRAMES_PER_DURATION)
        self.decoder = Decoder(
            Generator(generator, precision or ("tf32" if on_cuda else "float32")),
            Source(generator),
            self._shapes,
            plan or (ON_CPU if self.on_cpu else ON_GPU),
            longest,
        )
        self._is_unwanted: Callable[[], bool] = lambda: False
        for module in self.upstream.modules():
            if isinstance(module, INTERRUPTED):
                module.register_forward_pre_hook(self._stop_if_unwanted)

    @property
    def phonemes(self) -> frozenset[str]:
        """The phonemes that the model knows; each is one character."""
        return frozenset(self.upstream.vocab)

    @property
    def on_cpu(self) -> bool:
        return bool(self.upstream.device.type == "cpu")

    def run(
        self, wordings: Sequence[Wording], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[Piece]:
        """Yield the sentences' samples as they are made, each one's in order.

        One that is `cancelled()` has no more. If all are, the run ends between two layers.

        Raises:
            ModelFailed: the run failed.
        """
        fillers = self._shapes.batch(len(wordings)) - len(wordings)
        filled = [*wordings, *[wordings[-1]] * fillers]
        self._is_unwanted = lambda: all(each() for each in cancelled)
        try:
            yield from self._pieces(filled, cancelled)
        except _Cancelled:
            return
        except RuntimeError as error:  # also of a GPU that has no memory left
            raise ModelFailed from error
        finally:
            self._is_unwanted = lambda: False

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def _pieces(
        self, wordings: Sequence[Wording], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[Piece]:
        sentences = self.preparation.spread(self.preparation.encode(wordings))
        seeds = [wording.seed for wording in wordings]
        yield from self.decoder.decode(sentences, seeds, cancelled)

    def warm_up(self, within_s: float = WARM_UP_S) -> None:
        """Have the device plan for the shapes that are needed most, while there is time."""
        end = time.monotonic() + within_s
        for batch, tokens, duration in self._shapes.commonest():
            if time.monotonic() > end:
                return
            self._see(batch, tokens, duration)

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def _see(self, batch: int, tokens: int, duration: int) -> None:
        """Speak something of this shape."""
        phonemes = next(iter(self.upstream.vocab)) * (tokens - 2)
        wordings = [Wording(phonemes, torch.zeros(2 * STYLE), 1.0, 0)] * batch
        encoded = self.preparation.encode(wordings)
        durations = torch.ones(batch, tokens, dtype=torch.long)
        durations[:, tokens // 2] += duration - tokens
        sentences = self.preparation.spread(structs.replace(encoded, durations=durations))
        for _ in self.decoder.decode(sentences, [0] * batch, [lambda: False] * batch):
            pass

    def _stop_if_unwanted(self, *_: Any) -> None:
        if self._is_unwanted() and not _is_recording():
            raise _Cancelled


def _is_recording() -> bool:
    """Return whether a graph is being recorded, which must not be broken off."""
    return torch.cuda.is_available() and bool(torch.cuda.is_current_stream_capturing())
