"""What one listener hears: ordered messages as events, at the listener's sample rate."""

import time
from collections.abc import Callable, Iterator, Sequence

import msgspec

from backend_queues.base import SAMPLE_BYTES, Word
from frontend.audio.resample import Resampler
from frontend.protocol.events import (
    Audio,
    Done,
    Event,
    Failure,
    FellBack,
    Marked,
    SegmentBegan,
    SpokenWords,
)
from frontend.streaming.delivery.lane import Handover, LaneMessage
from frontend.streaming.mark_times import SegmentMarks
from frontend.streaming.position import START, Position
from frontend.streaming.scheduling.lead import LeadClock
from frontend.streaming.scheduling.marking import PlacedMark, letters
from frontend.telemetry.metrics.meter import Meter
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import Chunk, Finished, Started, Words

# Less than this is lost in what any player holds.
GAP_S = 0.02
# What a text sounds like that has nothing to say: long enough for every codec.
SILENCE_S = 0.1


class Expected(msgspec.Struct, frozen=True):
    """A segment whose messages will come."""

    text: str
    backend: str
    voice: str
    language: str
    since: float
    marks: SegmentMarks


class Stream:
    """Turns the messages of an utterance, in reading order, into events.

    Taking an event counts as sending it: from then on its audio is lead. A stream that is resumed
    goes on counting where the listener is.
    """

    def __init__(
        self,
        sample_rate_hz: int,
        meter: Meter,
        clock: Callable[[], float] = time.monotonic,
        position: Position = START,
    ) -> None:
        self._meter = meter
        self._clock = clock
        self._resampler = Resampler(sample_rate_hz)
        self._lead = LeadClock()
        self._expected: dict[int, Expected] = {}  # the segments not heard to their end
        self._waiting_since: float | None = None  # the listener has taken all there is
        self._segments = position.segment_index
        self._sent_s = self._segment_start_s = position.start_us / 1_000_000
        self._had_s = position.sent_samples / sample_rate_hz  # before it was resumed
        self._given: int | None = position.sent_samples  # None once the resampler knows it
        # Segment and its sample up to which the listener has everything.
        self._position = position.segment_index, position.sample
        self._told = "", ""  # which fallback speaks, and its voice
        self._resumed = position.segment_index if position != START else None
        self._words_told = position.words  # of that segment
        self._backend = ""  # that of the segment at that position

    def expect(
        self, segment_index: int, text: str, by: VoiceSettings, marks: Sequence[PlacedMark] = ()
    ) -> None:
        """Learn of a segment whose messages will come."""
        segment_marks = SegmentMarks(segment_index, text, marks)
        self._expected[segment_index] = Expected(
            text, by.backend.name, by.voice, by.language, self._clock(), segment_marks
        )

    def wait(self) -> None:
        """Note that the listener has taken everything there is."""
        self._waiting_since = self._waiting_since or self._clock()

    @property
    def heard(self) -> bool:
        """Whether the listener has been sent any audio over this connection."""
        return self._lead.begun

    def had_s(self, position: Position) -> float:
        """Return how much of the segment at that position the listener had before."""
        return max(0.0, self._had_s - position.start_us / 1_000_000)

    def lead_s(self, now: float) -> float:
        return self._lead.lead_s(now)

    @property
    def lead_now_s(self) -> float:
        return self._lead.lead_s(self._clock())

    def translate(self, message: LaneMessage) -> Iterator[Event]:
        match message:
            case Handover():
                yield from self._fall_back(message)
            case Started():
                self._segment_start_s = self._sent_s
                segment, is_resumed = self._segment(message.segment_index)
                yield from segment.marks.begun(self._sent_s, is_resumed=is_resumed)
                yield self._begun(message.segment_index, segment)
            case Chunk():
                yield from self._audio(message)
            case Words():
                words = self._in_stream(message.words)
                yield SpokenWords(message.segment_index, words)
                segment, is_resumed = self._segment(message.segment_index)
                is_resumed = is_resumed and self._words_told > 0
                yield from segment.marks.spoken(words, is_resumed=is_resumed)
            case Finished():
                marks = self._expected.pop(message.segment_index).marks
                yield from marks.finished(self._segment_start_s, self._sent_s)
                self._segments += 1

    def so_far(self) -> Done:
        """Return the last event if the stream were finished now."""
        return Done(self._segments, round(self._sent_s, 3))

    def finish(self, marks: Sequence[str] = ()) -> Iterator[Event]:
        """Yield what is left, the marks behind it, and Done."""
        yield from self._rest()
        for name in marks:
            yield Marked(max(0, self._segments - 1), name, round(self._sent_s, 3))
        yield self.so_far()

    def silence(self) -> Iterator[Event]:
        """Yield a short silence in the place of speech, and Done."""
        rate_hz = self._resampler.sample_rate_hz
        samples = round(SILENCE_S * rate_hz)
        self._sent_s = samples / rate_hz
        yield Audio(0, samples, bytes(SAMPLE_BYTES * samples), rate_hz)
        yield self.so_far()

    def fail(self, failure: Failure) -> Iterator[Event]:
        """Yield what is left of that which was spoken, and the failure."""
        yield from self._rest()
        yield failure

    def _begun(self, index: int, segment: Expected) -> SegmentBegan:
        start_s = round(self._sent_s, 6)
        return SegmentBegan(index, segment.text, start_s, segment.voice, segment.language)

    def _segment(self, index: int) -> tuple[Expected, bool]:
        """Return a segment, and whether its beginning was sent before."""
        return self._expected[index], index == self._resumed

    def _rest(self) -> Iterator[Event]:
        yield from self._heard(self._resampler.flush())

    def _fall_back(self, handover: Handover) -> Iterator[Event]:
        """Tell it once that another backend speaks, however many segments were handed over."""
        index, backend = handover.segment_index, handover.backend.name
        segment = msgspec.structs.replace(
            self._expected[index],
            backend=backend,
            voice=handover.voice,
            language=handover.language,
        )
        self._expected[index] = segment
        segment.marks.go_on(letters(segment.text[: handover.begins]))
        if self._told != (backend, handover.voice):
            self._told = backend, handover.voice
            if handover.known:
                return
            start_s = round(max(self._sent_s, self._had_s), 6)
            yield FellBack(index, start_s, handover.left, *self._told, handover.reason)

    def _audio(self, chunk: Chunk) -> Iterator[Event]:
        now = self._clock()
        self._note_gap(self._expected[chunk.segment_index], now)
        end_sample = chunk.first_sample + chunk.samples
        self._sent_s = self._segment_start_s + end_sample / chunk.sample_rate_hz
        self._lead.add(max(0.0, min(chunk.seconds, self._sent_s - self._had_s)), now)
        self._position = chunk.segment_index, end_sample
        missed = self._rejoined(chunk)
        yield from self._heard(missed + self._resampler.push(chunk.audio, chunk.sample_rate_hz))

    def _rejoined(self, chunk: Chunk) -> bytes:
        """Tell the resampler, once, where the stream goes on; return what comes before."""
        if self._given is None:
            return b""
        given, self._given = self._given, None
        rate_hz = chunk.sample_rate_hz
        first_sample = round(self._segment_start_s * rate_hz) + chunk.first_sample
        return self._resampler.rejoin(first_sample, rate_hz, given)

    def _heard(self, pcm: bytes) -> Iterator[Event]:
        if pcm:
            self._meter.audio_sent(self._backend, self._clock())
            yield Audio(*self._position, pcm, self._resampler.sample_rate_hz)

    def _note_gap(self, segment: Expected, now: float) -> None:
        """Count a silence, if neither the listener was slow nor its text late."""
        self._backend = segment.backend
        if self._waiting_since is not None:
            gap_s = self._lead.dry_s(max(self._waiting_since, segment.since), now)
            if gap_s >= GAP_S:
                self._meter.gap(segment.backend, gap_s)
        self._waiting_since = None

    def _in_stream(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        start_s = self._segment_start_s
        return tuple(
            Word(word.text, round(start_s + word.start_s, 3), round(start_s + word.end_s, 3))
            for word in words
        )
