"""Turn one attempt at a segment into numbered messages."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from backend_queues.base import Samples, Speech, Word
from backend_queues.errors import TTSError
from tasks.bus import WorkerBus
from tasks.messages import AnyNumberedMessage, Chunk, Failed, Finished, SegmentTask, Words

# The first chunk is short where a listener waits for it; later ones cost fewer messages.
FIRST_CHUNK_S = 0.1
CHUNK_S = 1.0
LONGEST_CHUNK_S = 1.5  # instead of one and a short rest
# Smaller parts are joined, as long as what waits is no more than this share of what is ahead.
UNSENT_SHARE = 1 / 3


class Publisher:
    """Sends the messages of one attempt, leaving out samples that the listener already has.

    The first one, `Started`, has been sent with the claim.
    """

    def __init__(
        self,
        bus: WorkerBus,
        task: SegmentTask,
        sample_rate_hz: int,
        clock: Callable[[], float] = time.monotonic,
        *,
        needed_at: float = 0.0,
    ) -> None:
        """`needed_at` is when its listener has heard all that is before it, by that clock."""
        self._bus = bus
        self._clock = clock
        self._task = task
        self._sample_rate_hz = sample_rate_hz
        self._sequence = 1
        self._chunk_index = 0
        self._dry_at = needed_at  # when one who hears what was sent as it comes has heard all of it
        self._unsent = np.zeros(0, np.float32)
        self._unsent_words: tuple[Word, ...] = ()
        self.taken = task.resume_sample  # samples sent, by an earlier attempt too, or unsent
        self._taken_words = 0
        self._word_count = 0  # of the segment so far, sent or not
        self.samples = 0  # the same

    def speech(self, speech: Speech) -> None:
        """Take a part of the segment's shaped speech, and send what is due: words, then chunks.

        The words go with a chunk: they must not delay it by a round trip. Samples wait for those of
        the next part, the more of them the further the speech is ahead of who hears it.
        """
        self._unsent_words += speech.words[max(0, self._taken_words - self._word_count) :]
        self._word_count += len(speech.words)
        self._taken_words = max(self._taken_words, self._word_count)
        self._take(speech.samples)
        if len(self._unsent) and self._dry_at <= self._clock() and not self._chunk_index:
            self._send(*self._words(), self._next_chunk(FIRST_CHUNK_S))
        if self._is_due():
            self._send(*self._rest())
        elif not len(speech.samples):
            self._send(*self._words())

    def send_all(self) -> None:
        """Send what has waited for the samples of the next part, which comes later than usual."""
        self._send(*self._rest())

    def begin_again(self) -> None:
        """Expect the segment's speech from its beginning once more; what was taken is left out."""
        self.samples = self._word_count = 0

    def finished(self, synthesis_s: float, batch: int = 1) -> None:
        """Send the end of a segment that was spoken with so many at once, itself among them."""
        rest = list(self._rest())
        finished = Finished(
            **self._header(), samples=self.samples, synthesis_s=synthesis_s, batch=batch
        )
        self._send(*rest, finished)

    def failed(self, error: TTSError) -> None:
        rest = list(self._rest())
        failed = Failed(
            **self._header(), code=error.code, message=error.message, retryable=error.retryable
        )
        self._send(*rest, failed)

    def _take(self, samples: Samples) -> None:
        """Add samples to the unsent ones, without those that were taken before."""
        had = max(0, self.taken - self.samples)
        self.samples += len(samples)
        if len(samples) > had:
            self._unsent = np.concatenate([self._unsent, samples[had:]])
            self.taken = self.samples

    def _is_due(self) -> bool:
        unsent_s = len(self._unsent) / self._sample_rate_hz
        ahead_s = self._dry_at - self._clock()
        return unsent_s > 0 and unsent_s >= min(CHUNK_S, ahead_s * UNSENT_SHARE)

    def _rest(self) -> Iterator[AnyNumberedMessage]:
        """Yield all that is unsent: the words, and the samples in chunks."""
        yield from self._words()
        while unsent := len(self._unsent):
            whole = unsent <= LONGEST_CHUNK_S * self._sample_rate_hz
            yield self._next_chunk(LONGEST_CHUNK_S if whole else CHUNK_S)

    def _words(self) -> Iterator[Words]:
        words, self._unsent_words = self._unsent_words, ()
        if words:
            yield Words(**self._header(), words=words)

    def _next_chunk(self, seconds: float) -> Chunk:
        count = round(seconds * self._sample_rate_hz)
        samples, self._unsent = self._unsent[:count], self._unsent[count:]
        self._dry_at = max(self._dry_at, self._clock()) + len(samples) / self._sample_rate_hz
        return self._chunk(self.taken - len(self._unsent) - len(samples), samples)

    def _chunk(self, first_sample: int, samples: Samples) -> Chunk:
        sounding = len(samples)
        if self._task.takes_silence:
            loud = np.flatnonzero(samples)
            sounding = int(loud[-1]) + 1 if len(loud) else 0
        chunk = Chunk(
            **self._header(),
            chunk_index=self._chunk_index,
            first_sample=first_sample,
            pcm=to_pcm(samples[:sounding]),
            sample_rate_hz=self._sample_rate_hz,
            silence=len(samples) - sounding,
        )
        self._chunk_index += 1
        return chunk

    def _header(self) -> dict[str, Any]:
        """Return what the next message begins with."""
        sequence, self._sequence = self._sequence, self._sequence + 1
        return {**self._task.message_fields, "sequence": sequence}

    def _send(self, *messages: AnyNumberedMessage) -> None:
        if messages:
            self._bus.publish(self._task.frontend, *messages, server=self._task.server)


def to_pcm(samples: Samples) -> bytes:
    """Convert float32 samples in [-1, 1] to little-endian int16 bytes."""
    return np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
