"""Turn one attempt at a segment into numbered messages."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from backend_queues.base import Samples, Speech
from backend_queues.errors import TTSError
from tasks.bus import WorkerBus
from tasks.messages import AnyNumberedMessage, Chunk, Failed, Finished, SegmentTask, Words

# The first chunk is short, so that a listener hears it soon; later ones cost fewer messages.
FIRST_CHUNK_S = 0.1
CHUNK_S = 0.25


class Publisher:
    """Sends the messages of one attempt, leaving out samples that the listener already has.

    The first one, `Started`, has been sent with the claim.
    """

    def __init__(self, bus: WorkerBus, task: SegmentTask, sample_rate_hz: int) -> None:
        self._bus = bus
        self._task = task
        self._sample_rate_hz = sample_rate_hz
        self._sequence = 1
        self._chunk_index = 0
        self.samples = 0  # of the segment so far, sent by this attempt or an earlier one

    def speech(self, speech: Speech) -> None:
        """Send a part of the segment's shaped speech: its words, then its samples in chunks.

        The words go with the first chunk: they must not delay it by a round trip.
        """
        words = [Words(**self._header(), words=speech.words)] if speech.words else []
        for first_sample, samples in self._chunks(speech.samples):
            self._send(*words, self._chunk(first_sample, samples))
            words = []
        if words:
            self._send(*words)

    def finished(self, synthesis_s: float) -> None:
        self._send(Finished(**self._header(), samples=self.samples, synthesis_s=synthesis_s))

    def failed(self, error: TTSError) -> None:
        failed = Failed(
            **self._header(), code=error.code, message=error.message, retryable=error.retryable
        )
        self._send(failed)

    def _chunks(self, samples: Samples) -> Iterator[tuple[int, Samples]]:
        """Yield (first sample within the segment, samples) of each chunk still to be sent."""
        part_start = self.samples
        self.samples += len(samples)
        start = max(part_start, self._task.resume_sample)
        while start < self.samples:
            seconds = CHUNK_S if self._chunk_index else FIRST_CHUNK_S
            end = min(start + round(seconds * self._sample_rate_hz), self.samples)
            yield start, samples[start - part_start : end - part_start]
            start = end

    def _chunk(self, first_sample: int, samples: Samples) -> Chunk:
        is_silent = self._task.takes_silence and not samples.any()
        chunk = Chunk(
            **self._header(),
            chunk_index=self._chunk_index,
            first_sample=first_sample,
            pcm=b"" if is_silent else to_pcm(samples),
            sample_rate_hz=self._sample_rate_hz,
            silence=len(samples) if is_silent else 0,
        )
        self._chunk_index += 1
        return chunk

    def _header(self) -> dict[str, Any]:
        """Return what the next message begins with."""
        sequence, self._sequence = self._sequence, self._sequence + 1
        return {
            "utterance": self._task.utterance,
            "segment_index": self._task.segment_index,
            "attempt": self._task.attempt,
            "sequence": sequence,
        }

    def _send(self, *messages: AnyNumberedMessage) -> None:
        self._bus.publish(self._task.frontend, *messages, server=self._task.server)


def to_pcm(samples: Samples) -> bytes:
    """Convert float32 samples in [-1, 1] to little-endian int16 bytes."""
    return np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
