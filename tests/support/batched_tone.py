"""The tone with faults that speaks several segments at once, a part of each in turn."""

from collections.abc import Callable, Iterator, Sequence

from backend_queues.base import BatchedSpeech, SpeechRequest
from tests.support.faulty_backend import Faulty


class BatchedFaulty(Faulty):
    """A fault of one segment ends all of the batch."""

    batch_size = 8
    batch_ratio = 100.0

    def synthesize_many(
        self, requests: Sequence[SpeechRequest], cancelled: Sequence[Callable[[], bool]]
    ) -> Iterator[BatchedSpeech]:
        tones = enumerate(map(self.synthesize, requests, cancelled))
        left = dict(tones)
        while left:
            for item, tone in list(left.items()):
                part = next(tone, None)
                yield BatchedSpeech(item, part)
                if part is None:
                    del left[item]
