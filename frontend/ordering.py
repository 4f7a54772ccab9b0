"""Put the frames of an utterance into reading order: each once, none of an attempt given up.

Pure: it knows neither Redis nor time. Frames of one attempt are numbered without a gap, so a
frame that is ahead of its number means that some were lost; the log then gives them again.
"""

from collections import deque
from enum import Enum, auto

import msgspec

from backend_queues.base import Word
from tasks.messages import AnyNumberedFrame, Chunk, Finished, Started, Words

# What a listener gets to see; Failed is for the ledger alone.
Ordered = Started | Chunk | Words | Finished


class Receipt(Enum):
    ACCEPTED = auto()
    DROPPED = auto()  # a repetition, or from an attempt given up
    GAP = auto()  # frames before this one are missing


class Ordering:
    """The frames of all segments between their dispatch and their listener."""

    def __init__(self, first: int = 0) -> None:
        self._lanes: dict[int, _Lane] = {}
        self.head = first  # the index of the segment being listened to
        self.unsent_s = 0.0  # audio that is here and not popped yet

    def open(self, segment_index: int, samples: int = 0, words: int = 0) -> None:
        """Expect a segment's first attempt, after the samples and words there are already."""
        self._lanes[segment_index] = _Lane(samples, words)

    def retry(self, segment_index: int, attempt: int) -> int:
        """Expect a new attempt; return the number of samples there are already."""
        lane = self._lanes[segment_index]
        lane.expect(attempt)
        return lane.samples

    def accept(self, frame: AnyNumberedFrame) -> Receipt:
        lane = self._lanes.get(frame.segment_index)
        if lane is None:
            return Receipt.DROPPED
        receipt = lane.accept(frame)
        if receipt is Receipt.ACCEPTED and isinstance(frame, Chunk):
            self.unsent_s += frame.seconds
        return receipt

    def pop(self) -> Ordered | None:
        """Return the next frame in reading order, or None while it is not here yet."""
        lane = self._lanes.get(self.head)
        if lane is None or not lane.frames:
            return None
        frame = lane.frames.popleft()
        if isinstance(frame, Chunk):
            self.unsent_s -= frame.seconds
        elif isinstance(frame, Finished):
            del self._lanes[self.head]
            self.head += 1
        return frame


class _Lane:
    """The frames of one segment."""

    def __init__(self, samples: int, words: int) -> None:
        self.frames: deque[Ordered] = deque()
        self.samples = samples  # accepted so far, over all attempts
        self._attempt = 1
        self._sequence = 0  # of the next frame of this attempt
        self._started = False
        self._finished = False
        self._words = words  # accepted so far, over all attempts
        self._attempt_words = 0

    def expect(self, attempt: int) -> None:
        self._attempt = attempt
        self._sequence = 0
        self._attempt_words = 0

    def accept(self, frame: AnyNumberedFrame) -> Receipt:
        stale = frame.attempt != self._attempt or frame.sequence < self._sequence
        if self._finished or stale:
            return Receipt.DROPPED
        if frame.sequence > self._sequence:
            return Receipt.GAP
        self._sequence += 1
        self._keep(frame)
        return Receipt.ACCEPTED

    def _keep(self, frame: AnyNumberedFrame) -> None:
        """Queue what is new to the listener; a later attempt says some things again."""
        match frame:
            case Started():
                if not self._started:
                    self.frames.append(frame)
                self._started = True
            case Chunk():
                self.samples = frame.first_sample + frame.samples
                self.frames.append(frame)
            case Words():
                new = self._new_words(frame.words)
                if new:
                    self.frames.append(msgspec.structs.replace(frame, words=new))
            case Finished():
                self._finished = True
                self.frames.append(frame)

    def _new_words(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        known = max(0, self._words - self._attempt_words)
        self._attempt_words += len(words)
        self._words = max(self._words, self._attempt_words)
        return words[known:]
