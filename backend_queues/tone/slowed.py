"""The tone at a set speed, several segments at once if asked to: what benches and tests speak with.

It does nothing while it waits, so it shows what the server costs and decides, not what a device
can do. In `backends.yaml`:

    adapter: backend_queues.tone.slowed:SlowedTone
    options: {real_time_factor: 0.1, batch_size: 8, batch_growth: 0.2}
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence

from backend_queues.base import BatchedSpeech, Speech, SpeechRequest
from backend_queues.tone.adapter import Tone

LONGEST_WAIT_S = 0.02  # so long it may take until a cancelled segment ends


class SlowedTone(Tone):
    """A tone that takes `real_time_factor` seconds for each second of it.

    A batch takes as long as its longest segment alone, and `batch_growth` of that more for each
    other segment: 0 is as if all came for nothing, 1 is no faster than one after the other.
    """

    def __init__(
        self,
        real_time_factor: float = 0.0,
        batch_size: int = 1,
        batch_growth: float = 0.2,
        batch_ratio: float = 1.5,
    ) -> None:
        self.batch_size = batch_size
        self.batch_ratio = batch_ratio
        self._real_time_factor = real_time_factor
        self._growth = batch_growth

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        speeches = self.synthesize_many([request], [cancelled])
        yield from (part.speech for part in speeches if part.speech)

    def synthesize_many(
        self, requests: Sequence[SpeechRequest], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[BatchedSpeech]:
        """Yield a part of each segment in turn, as `BatchBackend` says."""
        tones = [
            super(SlowedTone, self).synthesize(*of) for of in zip(requests, cancelled, strict=True)
        ]
        factor = self._real_time_factor * (1 + self._growth * (len(requests) - 1))
        spoken, open_items, began_at = 0, dict(enumerate(tones)), time.monotonic()
        while open_items:
            parts = {item: next(tone, None) for item, tone in open_items.items()}
            spoken += max((len(part.samples) for part in parts.values() if part), default=0)
            self._wait_until(began_at + spoken / self.sample_rate_hz * factor, list(cancelled))
            for item, part in parts.items():
                yield BatchedSpeech(item, part)
                if part is None:
                    del open_items[item]

    @staticmethod
    def _wait_until(due_at: float, cancelled: Sequence[Callable[[], bool]]) -> None:
        """Take that long, unless nobody wants to hear it any more."""
        while (left_s := due_at - time.monotonic()) > 0 and not all(it() for it in cancelled):
            threading.Event().wait(min(left_s, LONGEST_WAIT_S))
