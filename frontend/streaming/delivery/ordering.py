"""Puts the messages of an utterance into reading order: each once, none of an attempt given up.

Pure: it knows neither Redis nor time. The messages of one attempt are numbered without a gap, so
one that is ahead of its number means that others were lost; the log then gives them again.
"""

from enum import Enum, auto

from frontend.streaming.delivery.lane import UNKNOWN, Handover, Heard, Lane, LaneMessage
from frontend.text.normalisation import Spoken
from tasks.messages import AnyNumberedMessage, Chunk, Finished


class Receipt(Enum):
    ACCEPTED = auto()
    DROPPED = auto()  # a repetition, or from an attempt given up
    GAP = auto()  # messages before this one are missing


RECEIPTS = {True: Receipt.ACCEPTED, False: Receipt.DROPPED, None: Receipt.GAP}


class Ordering:
    """The messages of all segments between the workers and the listener."""

    def __init__(self, first: int = 0) -> None:
        self._lanes: dict[int, Lane] = {}
        self.head = first  # the index of the segment being listened to
        self.unsent_s = 0.0  # audio that is here and not popped yet

    def open(
        self,
        segment_index: int,
        samples: int = 0,
        words: int = 0,
        start_s: float = 0.0,
        spoken: Spoken = UNKNOWN,
    ) -> None:
        """Expect a segment's first attempt, after the samples and words there are already.

        They are counted from `start_s` of the segment; words are those that are written, where it
        is known what is `spoken` for them.
        """
        self._lanes[segment_index] = Lane(samples, words, start_s, spoken)

    def tell(self, handover: Handover) -> None:
        """Tell the listener who speaks, before it hears the segment."""
        self._lanes[handover.segment_index].hand_over(handover)

    def retry(self, segment_index: int, attempt: int) -> int:
        """Expect a new attempt; return the number of samples there are already."""
        lane = self._lanes[segment_index]
        lane.expect(attempt)
        return lane.samples

    def leave(self, segment_index: int, had_s: float = 0.0) -> Heard:
        """Return what there is of a segment's part, to go on after it with `go_on`.

        The listener had `had_s` of the segment before.
        """
        lane = self._lanes[segment_index]
        before_s = lane.unheard_s
        heard = lane.leave(had_s)
        self.unsent_s -= before_s - lane.unheard_s
        return heard

    def go_on(self, attempt: int, heard_s: float, handover: Handover, spoken: Spoken) -> None:
        """Expect the attempt of another backend after that."""
        self._lanes[handover.segment_index].go_on(attempt, heard_s, handover, spoken)

    def accept(self, message: AnyNumberedMessage) -> Receipt:
        lane = self._lanes.get(message.segment_index)
        if lane is None:
            return Receipt.DROPPED
        samples = lane.samples
        receipt = RECEIPTS[lane.accept(message)]
        if isinstance(message, Chunk):
            self.unsent_s += (lane.samples - samples) / message.sample_rate_hz
        return receipt

    def pop(self) -> LaneMessage | None:
        """Return the next message in reading order, or None while it is not here yet."""
        lane = self._lanes.get(self.head)
        message = lane.take() if lane else None
        if isinstance(message, Chunk):
            self.unsent_s -= message.seconds
        elif isinstance(message, Finished):
            del self._lanes[self.head]
            self.head += 1
        return message
