"""What both models need of PyTorch: a device, threads, and its errors in our words."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
import transformers

from tasks.errors import AssetUnavailable, InvalidConfiguration, SynthesisFailed

# What upstream and PyTorch raise for files that are cut off, or of another model.
UNREADABLE = (
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
)


def prepare(device: str, threads: int) -> str:
    """Set PyTorch up and return the device to use; "" picks the fastest there is.

    Raises:
        InvalidConfiguration: there is no device of that name on this machine.
    """
    transformers.logging.set_verbosity_error()  # it warns of token ids that upstream never uses
    if threads:
        torch.set_num_threads(threads)
    chosen = device or _fastest()
    try:
        torch.empty(1, device=chosen)
    except (RuntimeError, AssertionError) as error:  # the latter where PyTorch was built without
        raise InvalidConfiguration(f"The device {device!r} cannot be used: {error}") from error
    return chosen


def _fastest() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


@contextmanager
def loading(folder: Path) -> Iterator[None]:
    """Translate the errors of reading a model."""
    try:
        yield
    except UNREADABLE as error:
        raise AssetUnavailable(
            f"The model in {folder} cannot be loaded; get its files anew: "
            f"{type(error).__name__}: {error}"
        ) from error


@contextmanager
def speaking() -> Iterator[None]:
    """Translate the errors of running a model."""
    try:
        yield
    except (RuntimeError, AssertionError) as error:
        raise SynthesisFailed(f"The model failed: {error}") from error
