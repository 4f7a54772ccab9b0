"""What an encoder or an engine takes by itself, on the machine as it is while listeners listen."""

import threading
import time
from collections.abc import Callable
from typing import Self

import numpy as np

from backend_queues.base import SpeechRequest
from backend_queues.tone.adapter import Tone
from frontend.audio.encoder import open_encoder
from frontend.audio.formats import Encoding

EVERY_S = 0.2


class Alone:
    """Does a piece of work now and then, in a thread, until the block ends."""

    def __init__(self, work: Callable[[], object], speech_s: float) -> None:
        self._work = work
        self._speech_s = speech_s  # that the work makes or takes
        self._took_s: list[float] = []
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._repeat)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    @property
    def ms(self) -> float:
        """The CPU time for a second of speech in milliseconds, in the mean."""
        return 1000 * sum(self._took_s) / max(1, len(self._took_s)) / self._speech_s

    def _repeat(self) -> None:
        while not self._ends.wait(EVERY_S):
            began = time.thread_time()
            self._work()
            self._took_s.append(time.thread_time() - began)


def encoder_alone(format: str, rate_hz: int) -> Alone:
    """Encode a second of the tone."""
    encoder = open_encoder(Encoding(format, rate_hz))
    times = np.arange(rate_hz) / rate_hz
    second = (16_000 * np.sin(2 * np.pi * 440 * times)).astype("<i2").tobytes()
    return Alone(lambda: encoder.push(second), 1.0)


def tone_alone(text: str, speech_s: float) -> Alone:
    """Have the tone speak a text, and take each of its parts."""
    request = SpeechRequest(text, "sine", "en-US", {"speed": 1.0}, 0, seed=0)
    return Alone(lambda: sum(1 for _ in Tone().synthesize(request, lambda: False)), speech_s)
