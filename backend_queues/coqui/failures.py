"""The errors of upstream and of PyTorch, for both models, in our words."""

from collections.abc import Iterator
from contextlib import contextmanager

from backend_queues.errors import ModelFailed


@contextmanager
def speaking() -> Iterator[None]:
    """Translate the errors of running a model."""
    try:
        yield
    except (RuntimeError, AssertionError) as error:
        raise ModelFailed from error
