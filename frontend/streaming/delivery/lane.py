"""The messages of one segment in the order they are heard, whoever speaks its parts. Pure.

A segment has a part for each backend that speaks of it, nearly always one. A part's workers count
samples and words from its beginning; the listener gets them counted from the segment's, and the
words as they are written.
"""

from collections import deque
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from backend_queues.base import Word
from backend_queues.registry import BackendSpec
from frontend.protocol.outcomes import FallbackReason
from frontend.text.normalisation.spoken import Spoken
from frontend.text.normalisation.written_words import WrittenWords
from tasks.messages import (
    AnyNumberedMessage,
    Chunk,
    Finished,
    ListenerMessage,
    NumberedMessage,
    Started,
    Words,
)

UNKNOWN = Spoken.as_written("")


class Handover(msgspec.Struct, frozen=True):
    """From here on another backend speaks."""

    segment_index: int
    left: str  # the backend that cannot go on
    backend: BackendSpec
    voice: str
    language: str
    reason: FallbackReason
    begins: int  # with that character of what is written
    known: bool = False  # the listener was told before its stream was resumed


LaneMessage = ListenerMessage | Handover


class Heard(msgspec.Struct, frozen=True):
    """What there is of a part that another backend goes on after."""

    seconds: float = 0.0
    words: tuple[Word, ...] = ()  # all that are known, from the part's first sample
    told: int = 0  # words of it that the listener has, or will get


class Lane:
    """One segment between its workers and the listener."""

    def __init__(
        self,
        samples: int = 0,
        words: int = 0,
        start_s: float = 0.0,
        spoken: Spoken = UNKNOWN,
    ) -> None:
        """There are so many samples and words of its part already, which begins at `start_s`.

        Words are those that are written, where it is known what is `spoken` for them.
        """
        self.messages: deque[LaneMessage] = deque()
        self.samples = samples  # of the part, accepted so far over all attempts
        self._rate_hz = 0  # of the part, 0 before its first chunk
        self._start_s = start_s
        self._attempt = 1
        self._sequence = 0  # of the next message of this attempt
        self._started = False
        self._finished = False
        self._words = words  # of the part, accepted so far over all attempts
        self._attempt_words = 0
        self._spoken = spoken  # in the part
        self._written_words = WrittenWords(spoken)  # of this attempt
        self._known: list[Word] = []  # the part's words
        self._handovers = 0  # not heard yet
        self._is_heard = bool(samples)  # something of the part

    def take(self) -> LaneMessage | None:
        """Return the next message, which the listener hears, or None while it is not here yet."""
        if not self.messages:
            return None
        message = self.messages.popleft()
        if isinstance(message, Handover):
            self._handovers -= 1
        elif isinstance(message, Chunk) and not self._handovers:
            self._is_heard = True
        return message

    def expect(self, attempt: int) -> None:
        """Expect a new attempt at the same part."""
        self._attempt = attempt
        self._sequence = 0
        self._attempt_words = 0
        self._written_words = WrittenWords(self._spoken)

    def leave(self, had_s: float = 0.0) -> Heard:
        """Keep what is heard of the part, and drop all of it if nothing is.

        The listener had `had_s` of the segment before.
        """
        self._finished = False
        least_s = max(0.0, had_s - self._start_s)
        if not self._is_heard and not least_s:
            self._drop_part()
            return Heard()
        seconds = max(self.samples / self._rate_hz if self._rate_hz else 0.0, least_s)
        self._drop_words_after(self._start_s + seconds)
        return Heard(seconds, tuple(self._known), self._words)

    def go_on(self, attempt: int, heard_s: float, handover: Handover, spoken: Spoken) -> None:
        """Expect another backend's first attempt, after what was heard of the part."""
        self._spoken = spoken
        self.expect(attempt)
        self._start_s += heard_s
        self.samples = self._rate_hz = self._words = 0
        self._known.clear()
        self._is_heard = False
        self.hand_over(handover)

    def hand_over(self, handover: Handover) -> None:
        """Tell the listener before it hears more."""
        self.messages.append(handover)
        self._handovers += 1

    def accept(self, message: AnyNumberedMessage) -> bool | None:
        """Take a message; None if some before it are missing, false if it is not wanted.

        Where Redis has lost a claim, two workers may speak one attempt, whose messages have the
        same numbers and not the same samples: of these each is heard once.
        """
        stale = message.attempt != self._attempt or message.sequence < self._sequence
        if self._finished or stale:
            return False
        if message.sequence > self._sequence or self._lacks_samples_before(message):
            return None
        self._sequence += 1
        self._keep(message)
        return True

    @property
    def unheard_s(self) -> float:
        """How much audio is here and not taken."""
        return sum(it.seconds for it in self.messages if isinstance(it, Chunk))

    def _lacks_samples_before(self, message: AnyNumberedMessage) -> bool:
        match message:
            case Chunk():
                return message.first_sample > self.samples
            case Finished():
                return message.samples > self.samples
            case _:
                return False

    def _keep(self, message: AnyNumberedMessage) -> None:
        """Queue what is new to the listener; a later attempt says some things again."""
        match message:
            case Started():
                if not self._started:
                    self.messages.append(message)
                self._started = True
            case Chunk():
                self._rate_hz = message.sample_rate_hz
                self._keep_chunk(message.after(self.samples))
            case Words():
                self._keep_words(message, self._written_words.push(message.words))
            case Finished():
                self._finished = True
                self._keep_words(message, self._written_words.finish())
                self.messages.append(message)

    def _keep_chunk(self, chunk: Chunk) -> None:
        if chunk.samples:
            self.samples += chunk.samples
            start = round(self._start_s * chunk.sample_rate_hz)
            self.messages.append(replace(chunk, first_sample=start + chunk.first_sample))

    def _keep_words(self, told: NumberedMessage, words: Sequence[Word]) -> None:
        """Queue the words that are known by the message."""
        if new := self._new_words(words):
            self._known += new
            self.messages.append(
                Words(
                    utterance=told.utterance,
                    segment_index=told.segment_index,
                    attempt=told.attempt,
                    sequence=told.sequence,
                    words=self._in_segment(new),
                )
            )

    def _new_words(self, words: Sequence[Word]) -> Sequence[Word]:
        known = max(0, self._words - self._attempt_words)
        self._attempt_words += len(words)
        self._words = max(self._words, self._attempt_words)
        return words[known:]

    def _in_segment(self, words: Sequence[Word]) -> tuple[Word, ...]:
        if not self._start_s:
            return tuple(words)
        return tuple(
            Word(it.text, self._start_s + it.start_s, self._start_s + it.end_s) for it in words
        )

    def _drop_part(self) -> None:
        """Forget what nobody has heard: all after the last handover."""
        kept: list[LaneMessage] = []
        handovers = self._handovers
        for message in self.messages:
            if handovers or isinstance(message, Started):
                kept.append(message)
            handovers -= isinstance(message, Handover)
        self.messages = deque(kept)

    def _drop_words_after(self, end_s: float) -> None:
        """Take back what was not told yet and will not be heard."""
        kept: list[LaneMessage] = []
        for message in self.messages:
            if isinstance(message, Words):
                words = tuple(it for it in message.words if it.start_s < end_s)
                self._words -= len(message.words) - len(words)
                message = replace(message, words=words)
            if not (isinstance(message, Words) and not message.words):
                kept.append(message)
        self.messages = deque(kept)
