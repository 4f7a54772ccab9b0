"""Speaks numpy's major version as a pitch: a square wave of that many hundred hertz.

tests/numpy_one and tests/numpy_two pin the versions. Whole numbers, so that every version of numpy
makes the same samples.
"""

from collections.abc import Callable, Iterator

import numpy as np

from backend_queues.base import Capabilities, Speech, SpeechRequest, Voice

SECONDS_PER_CHARACTER = 0.06


class NumpyTone:
    sample_rate_hz = 24_000
    capabilities = Capabilities(languages=("en-US",), deterministic=True)

    def __init__(self, version: str = np.__version__) -> None:
        self._version = version

    def load(self) -> None:
        """There is nothing to load."""

    def voices(self) -> list[Voice]:
        return [Voice(f"numpy-{self._version}", "en-US")]

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        hz = 100 * int(self._version.partition(".")[0])
        count = int(len(request.text) * SECONDS_PER_CHARACTER * self.sample_rate_hz)
        half_waves = np.arange(count) * 2 * hz // self.sample_rate_hz
        yield Speech(np.where(half_waves % 2, -0.5, 0.5).astype(np.float32))
