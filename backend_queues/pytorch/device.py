"""Where a model runs on PyTorch: the device, and how many threads of the processor."""

import torch

from backend_queues.errors import InvalidConfiguration
from backend_queues.threads import threads_of


def prepare(device: str, threads: int) -> str:
    """Set PyTorch up and return the device to use.

    `device` is PyTorch's name of one; "" picks the fastest there is. `threads` is how many an
    inference may use on the processor; 0 is this worker's share of the cores.

    Raises:
        InvalidConfiguration: the device cannot be used on this machine.
    """
    torch.set_num_threads(threads_of(threads))
    chosen = device or _fastest()
    try:
        torch.empty(1, device=chosen)
    except (AssertionError, RuntimeError) as error:  # the former where PyTorch was built without
        raise InvalidConfiguration(f"options.device: {chosen} cannot be used: {error}") from error
    return chosen


def _fastest() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
