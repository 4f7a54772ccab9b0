"""The tone backend, mixing: a mix of voices is the sum of their waves, by their shares."""

from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from backend_queues.base import Speech, SpeechRequest
from backend_queues.tone.adapter import Tone
from backend_queues.voices import find_mix


class Mixing(Tone):
    capabilities = msgspec.structs.replace(Tone.capabilities, mixes=True)

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        _, shares = find_mix(self.voices(), request.voice or "sine", request.language)
        voices = [
            super(Mixing, self).synthesize(msgspec.structs.replace(request, voice=name), cancelled)
            for name in shares
        ]
        for parts in zip(*voices, strict=False):  # a cancelled one may end earlier
            waves = [part.samples for part in parts]
            mean = np.average(waves, axis=0, weights=list(shares.values()))
            yield Speech(mean.astype(np.float32))
