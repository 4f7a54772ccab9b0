"""What a stream tells its client, whatever the protocol.

Opened comes first, unless the stream fails before or its listener has to wait: then InLine comes
before, as often as that changes. Done or Failure comes last.
"""

from typing import Annotated, Self

import msgspec
from msgspec import Meta

from backend_queues.base import SAMPLE_BYTES, Word
from backend_queues.errors import NothingToSpeak, TTSError


class InLine(msgspec.Struct, frozen=True):
    """The workers are busy with others; the stream begins when its turn comes."""

    utterance: str
    position: Annotated[int, Meta(description="Of those who wait for the backend; 1 is next.")]
    eta_s: Annotated[float, Meta(description="Roughly how long the wait will still be.")]


class Opened(msgspec.Struct, frozen=True):
    """The first segment has been enqueued; backend and voice are those it is spoken with."""

    utterance: str
    backend: str
    voice: str
    sample_rate_hz: Annotated[int, Meta(description="Of all audio of the stream.")]
    warnings: Annotated[
        tuple[str, ...], Meta(description="What of the text cannot be followed, in sentences.")
    ] = ()


class Queued(msgspec.Struct, frozen=True):
    """A segment has been enqueued; comes ahead of the audio of the segments before it."""

    segment_index: int
    text: str
    queue_depth: Annotated[int, Meta(description="Segments that waited in the queue before it.")]


class SegmentBegan(msgspec.Struct, frozen=True):
    """The audio from here on is that of this segment."""

    segment_index: int
    text: str
    start_s: Annotated[float, Meta(description="Seconds from the start of the stream.")]
    voice: Annotated[str, Meta(description="Who speaks it.")] = ""
    language: Annotated[
        str, Meta(description='BCP 47, as detected with language "auto"; empty is unknown.')
    ] = ""


class Audio(msgspec.Struct, frozen=True):
    """Mono little-endian int16, next in the stream."""

    segment_index: int
    end_sample: int  # within the segment, at the backend's rate: where a resumed stream goes on
    pcm: bytes
    sample_rate_hz: int

    @property
    def seconds(self) -> float:
        return len(self.pcm) / SAMPLE_BYTES / self.sample_rate_hz


class SpokenWords(msgspec.Struct, frozen=True):
    """Word timings, in seconds from the start of the stream."""

    segment_index: int
    words: tuple[Word, ...]


class FellBack(msgspec.Struct, frozen=True):
    """Another backend speaks from here on, in a voice of its own.

    Words told before, of a later time than `start_s`, are spoken and told again.
    """

    segment_index: int
    start_s: Annotated[float, Meta(description="Seconds from the start of the stream.")]
    left: Annotated[str, Meta(description="The backend that cannot go on.")] = msgspec.field(
        name="from"
    )
    backend: str = msgspec.field(name="to")
    voice: str
    reason: Annotated[
        str, Meta(description="no_worker, start_delay or attempts_failed: why it cannot.")
    ]


class Marked(msgspec.Struct, frozen=True):
    """A mark of the text is heard, in seconds from the start of the stream."""

    segment_index: int
    name: str
    start_s: Annotated[
        float, Meta(description="Of the word behind it; an estimate where words have no times.")
    ]


class Flushed(msgspec.Struct, frozen=True):
    """All audio of what was written before that flush has come."""

    number: Annotated[int, Meta(description="Of the flush; 1 is the first.")]


class Done(msgspec.Struct, frozen=True):
    """Everything has been spoken."""

    segments: int
    audio_s: float


class Failure(msgspec.Struct, frozen=True):
    """The stream ends here; `segment_index` is the segment that could not be spoken, if any."""

    code: str
    message: str
    retryable: bool
    segment_index: int | None = None
    retry_after_s: Annotated[
        float | None, Meta(description="When another try may succeed, if that can be said.")
    ] = None

    @classmethod
    def of(cls, error: TTSError, segment_index: int | None = None) -> Self:
        """Return what a client is told of an error."""
        return cls(error.code, error.message, error.retryable, segment_index, error.retry_after_s)


Event = (
    InLine
    | Opened
    | Queued
    | SegmentBegan
    | Audio
    | SpokenWords
    | Marked
    | FellBack
    | Flushed
    | Done
    | Failure
)

_NOTHING = "The text holds nothing that can be said: no letter and no digit."
_ONLY_REASONING = (
    "The text holds nothing that is to be said: {tag} begins an LLM's reasoning, and nothing ends "
    'it. Send what closes it and the answer, or ask for "reasoning": "speak".'
)


def nothing_to_speak(unclosed: str = "") -> Failure:
    """Return the end of a text without speech; `unclosed` is a tag of reasoning left open in it."""
    return Failure.of(
        NothingToSpeak(_ONLY_REASONING.format(tag=unclosed) if unclosed else _NOTHING)
    )
