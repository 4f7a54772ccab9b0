"""Reading model files: translates what upstream's loaders raise."""

# For the name of its error; what is loaded is `weights_only` everywhere.
import pickle  # nosec B403
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safetensors import SafetensorError

from backend_queues.errors import AssetUnavailable

# What PyTorch and upstreams' loaders meet in a file that is cut short, or of another model.
UNREADABLE = (
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SafetensorError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
)


@contextmanager
def loading(folder: Path) -> Iterator[None]:
    """Translate the errors of reading a model.

    Raises:
        AssetUnavailable: a file in the folder is not what it should be.
    """
    try:
        yield
    except UNREADABLE as error:
        raise AssetUnavailable(
            f"The model in {folder} cannot be loaded; fetch its files again: "
            f"{type(error).__name__}: {error}"
        ) from error
