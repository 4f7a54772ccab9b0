"""Several steps over the same numbers in one kernel, where PyTorch can make such kernels.

Between two convolutions a tensor is masked, normalised and bent. One by one these are a dozen
kernels that each read and write all of it, which is half of a GPU's time; Triton makes two of them.
It needs a C compiler and some seconds at load. Elsewhere the steps are taken one by one.
"""

import functools
import logging
from collections.abc import Callable

import torch
from torch import Tensor

log = logging.getLogger(__name__)


def fused(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """Make one kernel of a function of tensors that are all on one device."""

    @functools.cache
    def compiled() -> Callable[..., Tensor]:
        # One for all lengths: a kernel for each would take seconds whenever a new one comes.
        made: Callable[..., Tensor] = torch.compile(function, dynamic=True)
        return made

    @functools.wraps(function)
    def run(x: Tensor, *others: Tensor) -> Tensor:
        return (compiled() if x.is_cuda and is_possible() else function)(x, *others)

    return run


@functools.cache
def is_possible() -> bool:
    """Return whether kernels can be made for the GPU, by making one; log why not."""
    try:
        torch.compile(lambda x: torch.sin(x) + 1)(torch.zeros(8, device="cuda"))
    except (RuntimeError, ImportError, OSError) as error:
        log.warning(
            "Speech takes longer than it must: no kernels can be made for this GPU. That takes "
            "Triton and a C compiler, such as Debian's package gcc. (%s)",
            error,
        )
        return False
    return True
