"""Puts the messages of an utterance into reading order: each once, none of an attempt given up.

Pure: it knows neither Redis nor time. The messages of one attempt are numbered without a gap, so
one that is ahead of its number means that others were lost; the log then gives them again.
"""

from collections import deque
from collections.abc import Sequence
from enum import Enum, auto

from backend_queues.base import Word
from frontend.text.normalisation import Spoken
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


class Receipt(Enum):
    ACCEPTED = auto()
    DROPPED = auto()  # a repetition, or from an attempt given up
    GAP = auto()  # messages before this one are missing


class Ordering:
    """The messages of all segments between the workers and the listener."""

    def __init__(self, first: int = 0) -> None:
        self._lanes: dict[int, _Lane] = {}
        self.head = first  # the index of the segment being listened to
        self.unsent_s = 0.0  # audio that is here and not popped yet

    def open(
        self, segment_index: int, samples: int = 0, words: int = 0, spoken: Spoken = UNKNOWN
    ) -> None:
        """Expect a segment's first attempt, after the samples and words there are already.

        Words are those that are written, where it is known what is `spoken` for them.
        """
        self._lanes[segment_index] = _Lane(samples, words, spoken)

    def retry(self, segment_index: int, attempt: int) -> int:
        """Expect a new attempt; return the number of samples there are already."""
        lane = self._lanes[segment_index]
        lane.expect(attempt)
        return lane.samples

    def accept(self, message: AnyNumberedMessage) -> Receipt:
        lane = self._lanes.get(message.segment_index)
        if lane is None:
            return Receipt.DROPPED
        receipt = lane.accept(message)
        if receipt is Receipt.ACCEPTED and isinstance(message, Chunk):
            self.unsent_s += message.seconds
        return receipt

    def pop(self) -> ListenerMessage | None:
        """Return the next message in reading order, or None while it is not here yet."""
        lane = self._lanes.get(self.head)
        if lane is None or not lane.messages:
            return None
        message = lane.messages.popleft()
        if isinstance(message, Chunk):
            self.unsent_s -= message.seconds
        elif isinstance(message, Finished):
            del self._lanes[self.head]
            self.head += 1
        return message


class _Lane:
    """The messages of one segment."""

    def __init__(self, samples: int, words: int, spoken: Spoken) -> None:
        self.messages: deque[ListenerMessage] = deque()
        self.samples = samples  # accepted so far, over all attempts
        self._attempt = 1
        self._sequence = 0  # of the next message of this attempt
        self._started = False
        self._finished = False
        self._words = words  # accepted so far, over all attempts
        self._attempt_words = 0
        self._spoken = spoken
        self._written_words = WrittenWords(spoken)

    def expect(self, attempt: int) -> None:
        self._attempt = attempt
        self._sequence = 0
        self._attempt_words = 0
        self._written_words = WrittenWords(self._spoken)

    def accept(self, message: AnyNumberedMessage) -> Receipt:
        stale = message.attempt != self._attempt or message.sequence < self._sequence
        if self._finished or stale:
            return Receipt.DROPPED
        if message.sequence > self._sequence:
            return Receipt.GAP
        self._sequence += 1
        self._keep(message)
        return Receipt.ACCEPTED

    def _keep(self, message: AnyNumberedMessage) -> None:
        """Queue what is new to the listener; a later attempt says some things again."""
        match message:
            case Started():
                if not self._started:
                    self.messages.append(message)
                self._started = True
            case Chunk():
                self.samples = message.first_sample + message.samples
                self.messages.append(message)
            case Words():
                self._keep_words(message, self._written_words.push(message.words))
            case Finished():
                self._finished = True
                self._keep_words(message, self._written_words.finish())
                self.messages.append(message)

    def _keep_words(self, told: NumberedMessage, words: Sequence[Word]) -> None:
        """Queue the words that are known by the message."""
        if new := tuple(self._new_words(words)):
            self.messages.append(
                Words(
                    utterance=told.utterance,
                    segment_index=told.segment_index,
                    attempt=told.attempt,
                    sequence=told.sequence,
                    words=new,
                )
            )

    def _new_words(self, words: Sequence[Word]) -> Sequence[Word]:
        known = max(0, self._words - self._attempt_words)
        self._attempt_words += len(words)
        self._words = max(self._words, self._attempt_words)
        return words[known:]
