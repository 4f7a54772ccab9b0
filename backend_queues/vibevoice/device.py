"""Where a model runs, and how precisely."""

from typing import Any

import torch

from tasks.errors import InvalidConfiguration


def best_device() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def dtype_for(place: str) -> torch.dtype:
    """The published weights are bfloat16, which is slow or unknown anywhere but on a GPU of
    NVIDIA's."""
    return torch.bfloat16 if place.startswith("cuda") else torch.float32


def move(model: Any, place: str) -> None:
    """Move a model to the device.

    Raises:
        InvalidConfiguration: it cannot be used.
    """
    try:
        model.to(place)
    except (AssertionError, RuntimeError) as error:
        raise InvalidConfiguration(f"options.device: {place} cannot be used: {error}") from error
