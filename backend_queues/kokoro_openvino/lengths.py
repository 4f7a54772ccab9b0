"""The lengths that graphs run with. Making the kernels of a new one takes 40 to 80 ms."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples

# Others are padded to these. Tokens; frames of 25 ms, of which 510 phonemes at half speed may have
# 3,000.
TOKENS = (16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 256, 384, 512)
DURATIONS = (48, 64, 96, 128, 160, 192, 224, 256, 320, 384, 512, 768, 1024, 1536)


def fitting(lengths: tuple[int, ...], length: int) -> int:
    """Return the least of the lengths that is enough, or the length itself."""
    return next((enough for enough in lengths if enough >= length), length)


def padded(rows: NDArray[Any], length: int) -> NDArray[Any]:
    """Return the rows, and rows of zeros behind them up to the length."""
    result = np.zeros((length, *rows.shape[1:]), rows.dtype)
    result[: len(rows)] = rows
    return result


def mask(length: int, padded_length: int) -> Samples:
    """Return 1 where there is something and 0 behind it: float32 (1, padded_length)."""
    return (np.arange(padded_length) < length).astype(np.float32)[np.newaxis]
