"""The errors of upstream and of PyTorch, for both models, in our words."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.errors import AssetUnavailable, SynthesisFailed

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
