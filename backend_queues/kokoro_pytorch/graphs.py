"""A GPU's work recorded once for each shape, and then started with one call.

A sentence alone is some three thousand small kernels; starting each from Python takes several times
as long as running it. A CUDA graph starts all of them at once. It holds for one shape and for the
places in memory where its tensors lay, so what comes in is copied there.
"""

import logging
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from backend_queues.kokoro_pytorch.masks import Extent

log = logging.getLogger(__name__)

Work = Callable[..., tuple[Tensor, ...]]


class Graphs:
    """A function of an extent and tensors, whose first dimension is the sentences.

    It must not look at a number on the device, for then it would have to wait for it. `longest` is
    the most that is recorded, in sentences times padded length: what is longer keeps the GPU busy
    anyway, and each graph holds memory; 0 is nothing. What is returned is overwritten by the next
    call.
    """

    def __init__(self, work: Work, longest: int) -> None:
        self._work = work
        self._longest = longest
        self._graphs: dict[Any, _Graph | None] = {}
        # All graphs run one after the other, so that one's memory serves the others too.
        self._pool = torch.cuda.graph_pool_handle() if longest else None

    def __call__(self, extent: Extent, *tensors: Tensor) -> tuple[Tensor, ...]:
        if len(extent.lengths) * extent.padded > self._longest:
            return self._work(extent, *tensors)
        shape = extent.padded, *(tensor.shape for tensor in tensors)
        if shape not in self._graphs:
            self._record(shape, extent, tensors)
        graph = self._graphs[shape]
        return graph.run(extent, tensors) if graph else self._work(extent, *tensors)

    def _record(self, shape: Any, extent: Extent, tensors: tuple[Tensor, ...]) -> None:
        """Record the work for a shape; what cannot be recorded is done without."""
        try:
            self._graphs[shape] = _Graph(self._work, extent, tensors, self._pool)
        except RuntimeError as error:  # also where the GPU has no memory left for one more
            log.warning("Some speech takes longer than it must, without a CUDA graph. (%s)", error)
            self._graphs[shape] = None


class _Graph:
    """The work for one shape."""

    def __init__(self, work: Work, extent: Extent, tensors: tuple[Tensor, ...], pool: Any) -> None:
        self._lengths = extent.lengths.to(extent.device)
        self._tensors = [tensor.clone() for tensor in tensors]

        def once() -> tuple[Tensor, ...]:
            # Made anew inside: its masks have to follow from lengths that will be others.
            inside = Extent(self._lengths, extent.padded, extent.device, is_full=False)
            return work(inside, *self._tensors)

        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            once()  # what is planned, compiled or allocated at first use must not be recorded
        torch.cuda.current_stream().wait_stream(aside)
        self._graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self._graph, pool=pool, capture_error_mode="thread_local"):
            self._made = once()

    def run(self, extent: Extent, tensors: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        self._lengths.copy_(extent.lengths)
        for place, tensor in zip(self._tensors, tensors, strict=True):
            place.copy_(tensor)
        self._graph.replay()
        return self._made
