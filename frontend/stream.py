"""What one listener hears: ordered frames as events, at the listener's sample rate."""

import time
from collections.abc import Iterator

from backend_queues.base import Word
from frontend.audio.resample import Resampler
from frontend.events import Audio, Done, Event, Failure, SegmentBegan, SpokenWords
from frontend.lead import LeadClock
from frontend.ordering import Ordered
from tasks.messages import Chunk, Finished, Started, Words


class Stream:
    """Turns the frames of an utterance, in reading order, into events.

    Taking an event counts as sending it: from then on its audio is lead.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self._resampler = Resampler(sample_rate_hz)
        self._lead = LeadClock()
        self._texts: dict[int, str] = {}  # of the segments not heard to their end
        self._segments = 0
        self._sent_s = 0.0
        self._segment_start_s = 0.0
        self.first_audio_at: float | None = None  # on the monotonic clock
        self._position = 0, 0  # segment and its sample up to which the listener has everything

    def expect(self, segment_index: int, text: str) -> None:
        """Learn the text of a segment whose frames will come."""
        self._texts[segment_index] = text

    def lead_s(self, now: float) -> float:
        return self._lead.lead_s(now)

    def translate(self, frame: Ordered) -> Iterator[Event]:
        match frame:
            case Started():
                self._segment_start_s = self._sent_s
                text, start_s = self._texts[frame.segment_index], round(self._sent_s, 3)
                yield SegmentBegan(frame.segment_index, text, start_s)
            case Chunk():
                yield from self._audio(frame)
            case Words():
                yield SpokenWords(frame.segment_index, self._in_stream(frame.words))
            case Finished():
                del self._texts[frame.segment_index]
                self._segments += 1

    def finish(self) -> Iterator[Event]:
        """Yield what is left, and Done."""
        yield from self._rest()
        yield Done(self._segments, round(self._sent_s, 3))

    def fail(self, failure: Failure) -> Iterator[Event]:
        """Yield what is left of that which was spoken, and the failure."""
        yield from self._rest()
        yield failure

    def _rest(self) -> Iterator[Event]:
        rest = self._resampler.flush()
        if rest:
            yield Audio(*self._position, rest, self._resampler.sample_rate_hz)

    def _audio(self, chunk: Chunk) -> Iterator[Event]:
        now = time.monotonic()
        self.first_audio_at = self.first_audio_at or now
        self._sent_s += chunk.seconds
        self._lead.add(chunk.seconds, now)
        self._position = chunk.segment_index, chunk.first_sample + chunk.samples
        pcm = self._resampler.push(chunk.pcm, chunk.sample_rate_hz)
        if pcm:
            yield Audio(*self._position, pcm, self._resampler.sample_rate_hz)

    def _in_stream(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        start_s = self._segment_start_s
        return tuple(
            Word(word.text, round(start_s + word.start_s, 3), round(start_s + word.end_s, 3))
            for word in words
        )
