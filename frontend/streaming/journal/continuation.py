"""Goes on with a stream whose text is still being written, after what its client has of it."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from backend_queues.errors import UnknownUtterance
from frontend.audio.formats import HIGHEST_HZ, RAW, Encoding
from frontend.protocol.events import (
    Event,
    FellBack,
    InLine,
    Marked,
    Opened,
    Queued,
    SegmentBegan,
    SpokenWords,
)
from frontend.streaming.journal.entries import (
    Began,
    Continued,
    Entry,
    Opening,
    Took,
    Voice,
    decode_entries,
)
from frontend.streaming.journal.heard import Heard
from frontend.streaming.journal.journal import Journal
from frontend.streaming.ports import ResumeStore
from frontend.streaming.position import Position
from frontend.streaming.resume_records import ResumeRight, ResumeRoom
from frontend.streaming.resumption import ResumePoint
from tasks.process.decoding import UNDECODABLE
from tasks.process.logs import get_logger

log = get_logger(__name__)

# What is made again before the next sample: a resampler knows the past, and lags behind.
WARM_UP_US = 1_000_000
UNKNOWN = "The stream cannot be resumed: nothing is known of it, or not any more. Send it again."
FIRST = Began(0, 0)  # which is known without being noted


class Continuation(msgspec.Struct, frozen=True):
    """A stream as its journal has it, and where it goes on."""

    journal: Journal
    point: ResumePoint
    entries: Sequence[Entry]
    encoding: Encoding
    voices: Sequence[Voice]  # from the first to the one of the text to come
    messages: int  # of the client's, taken so far
    heard: Heard

    @property
    def last_segment(self) -> int:
        """The last segment of which the journal has where it begins."""
        return _starts(self.entries)[-1].segment_index

    @property
    def asked(self) -> Voice:
        """What the client has asked for last, whatever the text has named since."""
        return [voice for voice in self.voices if not voice.is_inline][-1]

    def news(self) -> "News":
        return News(self.entries, self.heard, self.encoding.sample_rate_hz)


class News:
    """Leaves out of a resumed stream what its client knows."""

    def __init__(self, entries: Sequence[Entry], heard: Heard, sample_rate_hz: int) -> None:
        self._heard_s = heard.samples / sample_rate_hz
        self._segment_index = heard.segment_index
        if heard.segment_index is None:
            self._segment_index = _segment_before(entries, self._heard_s)
        self._words = heard.words
        # Those of a voice that is not spoken with again.
        self._passed_words = max(
            (
                entry.words
                for entry in entries
                if isinstance(entry, Continued) and entry.segment_index == self._segment_index
            ),
            default=0,
        )

    def of(self, event: Event) -> Event | None:
        """Return what of an event is new to the client.

        That a segment was enqueued may have been told before it was heard, and is told again.
        """
        match event:
            case InLine() | Opened():
                return None
            case Queued() | SegmentBegan():
                return event if self._compared(event.segment_index) > 0 else None
            case SpokenWords():
                return self._new_words(event)
            case FellBack() if self._compared(event.segment_index) == 0:
                self._words = self._words and 0  # those of later are told again
            case Marked():
                return event if self._is_new_mark(event) else None
        return event

    def _is_new_mark(self, mark: Marked) -> bool:
        """None is left out; of the segment that was heard in part, one may be told again."""
        compared = self._compared(mark.segment_index)
        is_heard = self._passed_words > 0 and mark.start_s < self._heard_s
        return compared > 0 or (compared == 0 and not is_heard)

    def _compared(self, segment_index: int) -> int:
        """Return whether a segment comes before (< 0) or after the last one it was told of."""
        last = -1 if self._segment_index is None else self._segment_index
        return segment_index - last

    def _new_words(self, event: SpokenWords) -> SpokenWords | None:
        compared, words = self._compared(event.segment_index), event.words
        if compared < 0:
            return None
        if compared == 0 and self._words is None:
            words = tuple(word for word in words if word.start_s >= self._heard_s)
        elif compared == 0:
            known = max(0, (self._words or 0) - self._passed_words)
            self._passed_words += len(words)
            words = words[known:]
        return replace(event, words=words) if words else None


async def take_over(
    store: ResumeStore, room: ResumeRoom, right: ResumeRight, heard: Heard
) -> Continuation:
    """Take a stream over from whichever frontend speaks it.

    Raises:
        UnknownUtterance: nothing is known of it any more, or it is another's.
        RedisUnavailable: nothing can be known.
    """
    taken = await store.take_over(right.name, right.owner)
    if taken is None:
        raise UnknownUtterance(UNKNOWN)
    _, generation = taken
    text = await store.appended(right.name)  # which the generation before cannot change any more
    try:
        entries = decode_entries(text)
        opening, voices = _opening_and_voices(entries)
    except UNDECODABLE as error:
        log.warning("A journal is of another version.", generation=generation, error=str(error))
        raise UnknownUtterance(UNKNOWN) from error
    encoding = opening.encoding
    position = position_of(entries, heard.samples, encoding.sample_rate_hz)
    continued = [entry for entry in entries if isinstance(entry, Continued)]
    point = ResumePoint(generation, position, opening.seed, continued=continued)
    messages = max((entry.messages for entry in entries if isinstance(entry, Took)), default=0)
    journal = Journal(store, room, right, text, messages)
    return Continuation(journal, point, entries, encoding, voices, messages, heard)


def _opening_and_voices(entries: Sequence[Entry]) -> tuple[Opening, Sequence[Voice]]:
    """Return what says how the stream sounds. Raises ValueError if that cannot be."""
    [opening] = [entry for entry in entries if isinstance(entry, Opening)]
    voices = [entry for entry in entries if isinstance(entry, Voice)]
    if not voices or voices[0].is_inline:
        raise ValueError("It names no voice.")
    encoding = opening.encoding
    if encoding.format not in RAW or not 0 < encoding.sample_rate_hz <= HIGHEST_HZ:
        raise ValueError(f"Its encoding is {encoding}.")
    return opening, voices


def position_of(entries: Sequence[Entry], samples: int, sample_rate_hz: int) -> Position:
    """Return where to speak again, so that the next sample is the one after those."""
    us = round(samples / sample_rate_hz * 1_000_000)
    # Another voice would not make again what the listener knows of the one before.
    changed = {entry.segment_index for entry in entries if isinstance(entry, Continued)}
    start = [
        start
        for start in _starts(entries)
        if start.start_us <= max(0, us - WARM_UP_US)
        or (start.segment_index in changed and start.start_us <= us)
    ][-1]
    return Position(start.segment_index, 0, start.start_us, samples)


def _starts(entries: Sequence[Entry]) -> list[Began]:
    return [FIRST, *(entry for entry in entries if isinstance(entry, Began))]


def _segment_before(entries: Sequence[Entry], heard_s: float) -> int | None:
    """Return the last segment that began before; None if nothing was heard."""
    begun = [start for start in _starts(entries) if start.start_us / 1_000_000 < heard_s]
    return begun[-1].segment_index if begun else None
