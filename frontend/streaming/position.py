"""How far a listener is in a stream of /sse, as the id of an event says it. Pure."""

from typing import Self

import msgspec

from backend_queues.base import SAMPLE_BYTES
from backend_queues.errors import InvalidRequest, shown
from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding
from frontend.protocol.events import SegmentBegan, SpokenWords

END = "end"
# A resampler knows the past: this much of it is spoken again, and not sent. The longest filter,
# that of 24 kHz to an odd rate near 8 kHz, looks back at 3,600.
WARM_UP_SAMPLES = 4_800
SAMPLE_BYTES_OF = {"pcm": SAMPLE_BYTES, "mulaw": 1, "alaw": 1}
NUMBERS = 5
LARGEST_LAG_S = 1.0  # of a resampler behind what it has taken; it is 0.2 s at most
LONGEST_NUMBER = 18


class Position(msgspec.Struct, frozen=True):
    """Where a stream goes on, and what it goes on counting from."""

    segment_index: int = 0
    sample: int = 0  # the next one of that segment, at the backend's rate
    start_us: int = 0  # where that segment starts in the stream, in microseconds
    sent_samples: int = 0  # of the stream, at the client's rate
    words: int = 0  # of that segment, already sent

    @property
    def resume_sample(self) -> int:
        """The first sample of the segment to speak again, at the backend's rate."""
        return max(0, self.sample - WARM_UP_SAMPLES)

    @classmethod
    def parse(cls, text: str) -> tuple[str, Self | None]:
        """Read an event's id; return the stream's token, and None for a stream that is over.

        Raises:
            InvalidRequest: it is no such id.
        """
        token, *rest = text.split(":")
        if token and rest == [END]:
            return token, None
        numbers = [int(part) for part in rest if part.isdecimal() and len(part) <= LONGEST_NUMBER]
        if not token or not len(rest) == len(numbers) == NUMBERS:
            raise _no_id(text)
        return token, cls(*numbers)

    def check(self, sample_rate_hz: int) -> None:
        """See that as much was sent as came before the segment: what lacks would be made up for.

        Raises:
            InvalidRequest: it is not so in any stream of that rate.
        """
        sent_s = self.sent_samples / sample_rate_hz
        if self.start_us / 1_000_000 > sent_s + LARGEST_LAG_S:
            raise _no_id(self.id("..."))

    def id(self, token: str) -> str:
        """Return the id of the event after which the listener is here."""
        numbers = msgspec.structs.astuple(self)
        return ":".join([token, *map(str, numbers)])

    def after(self, event: EncodedEvent, encoding: Encoding) -> Self:
        """Return where the listener is after one more event."""
        match event:
            case SegmentBegan() if event.segment_index != self.segment_index:
                start_us = round(event.start_s * 1_000_000)
                return type(self)(event.segment_index, 0, start_us, self.sent_samples)
            case EncodedAudio():
                sent = self.sent_samples + len(event.data) // SAMPLE_BYTES_OF[encoding.format]
                return msgspec.structs.replace(self, sample=event.end_sample, sent_samples=sent)
            case SpokenWords():
                return msgspec.structs.replace(self, words=self.words + len(event.words))
        return self


START = Position()


def _no_id(text: str) -> InvalidRequest:
    return InvalidRequest(
        f"{shown(text)} is no id of an event; send the last one as it came, or none."
    )


def end_id(token: str) -> str:
    """Return the id of a stream's last event, after which nothing is left to go on with."""
    return f"{token}:{END}"
